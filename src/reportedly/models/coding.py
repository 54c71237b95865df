"""The trained reader of claims: what a claim is about, how it stands in the world, what it says of a service.

A fork of the shared encoder (its lower layers run once for all heads) reads a claim in its passage; the claim is the
mean and the maximum of its words. Categories are told apart by how near a claim is to the texts of a codebook, as in
matching networks (Vinyals et al. 2016) and prototypical networks (Snell et al. 2017), so that a codebook that nobody
trained for can be used: the network reads definitions and examples and knows no id.
"""

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt

from reportedly.interfaces import ClaimView, FoundClaim, Nearness
from reportedly.models.encoder import Branch, SharedEncoder, first_pieces
from reportedly.models.nearest import (
    Bank,
    CategoryText,
    Columns,
    nearest,
    pooled,
    pooled_without_each,
    softmax,
)
from reportedly.models.pieces import Ints, Pieces
from reportedly.models.reader import stretches, within
from reportedly.models.threads import one_thread
from reportedly.models.weights import HOME, weights
from reportedly.models.windows import Window, windows
from reportedly.models.wording import WORDS, WordWeights
from reportedly.records import Span

Floats = npt.NDArray[np.float32]

GRAPH, HEAD = "coding.onnx", "coding.npz"
HIDDEN_OUTPUT = "coding.hidden"
"""Output of the graph: wordpieces x 384."""

LABELS_OUTPUT = "coding.labels"
"""Output of the graph: wordpieces x LABELS, scores of what each word belongs to."""

LABELS = ("O", "B-claim", "I-claim", "B-routed", "I-routed")
"""No claim; a claim of the codebook; a claim that is routed away from analysis."""

CHOICES = ("kind", "realis", "polarity", "state", "change", "access", "actor")
"""Heads that choose one value; `state` "-" says that the claim tells nothing of a service."""

MANY = ("sector", "cause")
"""Heads that may choose several values."""

EMBEDDED = 384

EXPLAINED = 3
"""So many of the nearest categories get the words that carried them."""

CARRYING = 5
"""So many words at most are named as carrying a category."""

_REMEMBERED = 32
"""Windows whose fork is kept: stages that ask for the same share one reading."""

_VIEWS = 4096
"""Claims whose views are kept, for the same reason."""


class Heads:
    """The heads as arrays. Whoever asks them sees to it that products stay on `one_thread`."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as kept:
            self._w = {n: kept[n].astype(np.float32) if n.endswith("_w") else kept[n] for n in kept.files}
        self.weight_of_kind: Floats = np.log1p(np.exp(self._w["kinds"])).astype(np.float32)
        self.sharpness = float(np.exp(self._w["sharpness"]))
        self.known = dict(zip(self._w["known"].tolist(), self._w["known_rows"].astype(np.float32), strict=True))
        """Vectors of the texts of the shipped codebook, by `digest_of` the text."""

    def embedded(self, rows: Floats) -> Floats:
        """Return rows x 384 of length one."""
        found = self._linear("embed", rows)
        unit: Floats = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12)
        return unit

    def choice(self, name: str, rows: Floats) -> list[dict[str, float]]:
        """Return the probabilities of the values of a head of CHOICES for each row."""
        return self._named(name, softmax(self._linear(name, rows)))

    def several(self, name: str, rows: Floats) -> list[dict[str, float]]:
        """Return the probability of each value of a head of MANY for each row."""
        return self._named(name, (1 / (1 + np.exp(-self._linear(name, rows)))).astype(np.float32))

    def _named(self, name: str, shares: Floats) -> list[dict[str, float]]:
        values = self._w[f"{name}_values"].tolist()
        return [dict(zip(values, row, strict=True)) for row in shares.tolist()]

    def _linear(self, name: str, rows: Floats) -> Floats:
        found: Floats = rows @ self._w[f"{name}_w"].T + self._w[f"{name}_b"]
        return found.astype(np.float32)


@dataclass(frozen=True, slots=True)
class _Seen:
    """One claim as the fork sees it: the spans of its words, their vectors, and the scores of LABELS."""

    words: tuple[Span, ...]
    vectors: Floats
    labels: Floats


class CodingReader:
    """Reads claims against the texts of one codebook. Opens its weights when it is first asked."""

    def __init__(
        self,
        texts: Iterable[CategoryText],
        folder: Path = HOME,
        *,
        encoder: SharedEncoder | None = None,
        threads: int = 1,
    ) -> None:
        self._texts = tuple(texts)
        self._folder = folder
        self._threads = threads
        self._shared = encoder or SharedEncoder(folder, threads=threads)
        self._kept: OrderedDict[tuple[str, tuple[tuple[int, int], ...]], ClaimView | None] = OrderedDict()
        self._forks: OrderedDict[bytes, tuple[Floats, Floats]] = OrderedDict()

    @cached_property
    def _branch(self) -> Branch:
        return Branch(weights(self._folder), GRAPH, threads=self._threads)

    @cached_property
    def heads(self) -> Heads:
        """The heads. Raises StageUnavailable if the weights are incomplete or damaged."""
        return Heads(weights(self._folder).path(HEAD))

    @cached_property
    def _words(self) -> WordWeights | None:
        kept = weights(self._folder)
        return WordWeights(kept.path(WORDS)) if WORDS in kept.manifest["files"] else None

    @cached_property
    def bank(self) -> Bank:
        """The texts of the codebook with their vectors; those of the shipped codebook are kept with the weights."""
        known = self.heads.known
        missing = list(dict.fromkeys(t.text for t in self._texts if digest_of(t.text) not in known))
        made = dict(zip(missing, self.embed(missing), strict=True))
        rows = [made[t.text] if t.text in made else known[digest_of(t.text)] for t in self._texts]
        return Bank(self._texts, np.array(rows, dtype=np.float32).reshape(len(rows), EMBEDDED))

    @cached_property
    def _columns(self) -> Columns:
        return self.bank.columns()

    def read(
        self,
        text: str,
        sentences: Sequence[Span],
        evidence: Sequence[Sequence[Span]],
        printed: Sequence[str] = (),
    ) -> list[ClaimView | None]:
        """Return a view for each claim, given by its evidence; None for one whose evidence holds no word.

        What is `printed` plays no part: the network reads the text.
        Raises StageUnavailable if the weights are incomplete or damaged.
        """
        base = digest_of(f"{text}\0{[(s.start, s.end) for s in sentences]}")
        keys = [(base, tuple((s.start, s.end) for s in spans)) for spans in evidence]
        missing = [n for n, key in enumerate(keys) if key not in self._kept]
        seen = self._look(text, sentences, [evidence[n] for n in missing]) if missing else []
        # Once for all products: it takes longer than most of them.
        with one_thread() if missing else nullcontext():
            views = self._views(seen)
        for n, view in zip(missing, views, strict=True):
            self._kept[keys[n]] = view and self._with_words(view, text, evidence[n])
        found = [self._kept[key] for key in keys]
        while len(self._kept) > _VIEWS:
            self._kept.popitem(last=False)
        return found

    def _with_words(self, view: ClaimView, text: str, evidence: Sequence[Span]) -> ClaimView:
        if self._words is None:
            return view
        return replace(view, worded=self._words.shares(" ".join(span.of(text) for span in evidence)))

    def find(self, text: str, sentences: Sequence[Span]) -> list[FoundClaim]:
        """Return the claims of a text as the labels of its words cut them, in order, without overlaps.

        Raises StageUnavailable if the weights are incomplete or damaged.
        """
        found: list[FoundClaim] = []
        for start, end in stretches(text, sentences):
            pieces = self._shared.open.pieces(text[start:end], within(sentences, start, end))
            labels = [self._fork(pieces, w)[1][w.own_start - w.start : w.own_end - w.start] for w in windows(pieces)]
            if labels:
                found.extend(_cut(pieces, softmax(np.concatenate(labels)), start))
        return found

    def without(self, text: str) -> "CodingReader":
        """Return the same reader with one text taken out of its codebook, to code that text as if it were unknown."""
        kept = [n for n, one in enumerate(self._texts) if one.text != text]
        other = CodingReader((self._texts[n] for n in kept), self._folder, encoder=self._shared, threads=self._threads)
        # What both share is not opened or worked out twice.
        other.__dict__.update(_branch=self._branch, heads=self.heads, _words=self._words)
        other.__dict__["bank"] = Bank(other._texts, self.bank.embedded[kept])
        return other

    def embed(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of texts, each read by itself, texts x 384."""
        rows = [pooled(seen.vectors) for text in texts if (seen := self._whole(text)) is not None]
        if len(rows) != len(texts):
            raise ValueError("a text of a codebook holds no word")
        if not rows:
            return np.zeros((0, EMBEDDED), dtype=np.float32)
        with one_thread():
            return self.heads.embedded(np.stack(rows))

    def _whole(self, text: str) -> _Seen | None:
        [seen] = self._look(text, [Span(0, len(text))], [[Span(0, len(text))]])
        return seen

    def _look(self, text: str, sentences: Sequence[Span], evidence: Sequence[Sequence[Span]]) -> list[_Seen | None]:
        found: list[_Seen | None] = [None] * len(evidence)
        for start, end in stretches(text, sentences):
            mine = [n for n, spans in enumerate(evidence) if spans and start <= spans[0].start < end]
            if not mine:
                continue
            moved = [within(evidence[n], start, end) for n in mine]
            seen = self._stretch(text[start:end], within(sentences, start, end), moved, start)
            for n, view in zip(mine, seen, strict=True):
                found[n] = view
        return found

    def _stretch(
        self, text: str, sentences: Sequence[Span], evidence: Sequence[Sequence[Span]], offset: int
    ) -> list[_Seen | None]:
        pieces = self._shared.open.pieces(text, sentences)
        words = [_words(pieces, spans) for spans in evidence]
        found: list[_Seen | None] = [None] * len(evidence)
        for window in windows(pieces) if len(pieces) else ():
            mine = [n for n, w in enumerate(words) if len(w) and window.own_start <= w[0] < window.own_end]
            if not mine:
                continue
            hidden, labels = self._fork(pieces, window)
            for n in mine:
                # A claim may reach beyond its window: what is seen of it counts.
                inside = words[n][words[n] < window.end]
                spans = tuple(Span(pieces.words[w][0] + offset, pieces.words[w][1] + offset) for w in inside)
                found[n] = _Seen(spans, hidden[inside - window.start], labels[inside - window.start])
        return found

    def _fork(self, pieces: Pieces, window: Window) -> tuple[Floats, Floats]:
        """Return the fork's output and the scores of LABELS at the first wordpiece of each word of the window."""
        start, end = int(pieces.first[window.start]), int(pieces.first[window.end])
        key = pieces.ids[start:end].tobytes() + pieces.features[start:end].tobytes()
        if key not in self._forks:
            shared = self._shared.open.shared(pieces, window)
            first = first_pieces(pieces, window)
            hidden, labels = self._branch.both(shared, first, (HIDDEN_OUTPUT, LABELS_OUTPUT))
            self._forks[key] = hidden, labels
            while len(self._forks) > _REMEMBERED:
                self._forks.popitem(last=False)
        return self._forks[key]

    def _views(self, seen: Sequence[_Seen | None]) -> list[ClaimView | None]:
        real = [one for one in seen if one is not None]
        if not real:
            return [None] * len(seen)
        rows = np.stack([pooled(one.vectors) for one in real])
        embedded = self.heads.embedded(rows)
        choices = {name: self.heads.choice(name, rows) for name in CHOICES}
        many = {name: self.heads.several(name, rows) for name in MANY}
        near = self._near(real, embedded)
        views = iter(
            ClaimView(
                _standing(one.labels),
                {name: values[row] for name, values in choices.items()},
                {name: values[row] for name, values in many.items()},
                near[row],
            )
            for row, one in enumerate(real)
        )
        return [None if one is None else next(views) for one in seen]

    def _near(self, seen: Sequence[_Seen], embedded: Floats) -> list[tuple[Nearness, ...]]:
        texts = self.bank.texts
        cosines = embedded @ self.bank.embedded.T
        ranked = nearest(cosines, self._columns, self.heads.weight_of_kind, self.heads.sharpness)
        explained = [[text for *_, text in row[:EXPLAINED]] for row in ranked]
        carrying = self._carrying(seen, cosines, explained)
        return [
            tuple(
                Nearness(code, share, texts[text].text, words[n] if n < EXPLAINED else ())
                for n, (code, share, text) in enumerate(row)
            )
            for row, words in zip(ranked, carrying, strict=True)
        ]

    def _carrying(
        self, seen: Sequence[_Seen], cosines: Floats, texts: Sequence[Sequence[int]]
    ) -> list[list[tuple[Span, ...]]]:
        """Return for each claim, for each of its texts, the words without which it would be less near to it.

        The weightiest come first. Leave-one-out (Li, Monroe, Jurafsky: Understanding Neural Networks through
        Representation Erasure, 2016), on the words' vectors; that of all claims is one product.
        """
        several = [one for one in seen if len(one.words) > 1]
        if not several:
            return [[one.words] * len(mine) for one, mine in zip(seen, texts, strict=True)]
        without = self.heads.embedded(np.concatenate([pooled_without_each(one.vectors) for one in several]))
        found: list[list[tuple[Span, ...]]] = []
        at = 0
        for row, (one, mine) in enumerate(zip(seen, texts, strict=True)):
            if len(one.words) < 2:
                found.append([one.words] * len(mine))
                continue
            end = at + len(one.words)
            lost = cosines[row, mine] - without[at:end] @ self.bank.embedded[mine].T
            found.append([_weightiest(falls, one.words) for falls in lost.T.tolist()])
            at = end
        return found


def _weightiest(falls: Sequence[float], words: Sequence[Span]) -> tuple[Span, ...]:
    ranked = sorted(zip(falls, words, strict=True), key=lambda pair: (-pair[0], pair[1]))
    return tuple(span for fall, span in ranked[:CARRYING] if fall > 0)


def _cut(pieces: Pieces, shares: Floats, offset: int) -> list[FoundClaim]:
    """Return the runs of words of one label; a beginning, or a new sentence, opens a new run."""
    best = shares.argmax(1)
    opens = set(pieces.starts.tolist())
    found: list[FoundClaim] = []
    at = 0
    while at < len(best):
        kind = (int(best[at]) + 1) // 2
        end = at + 1
        if kind:
            while end < len(best) and best[end] == 2 * kind and end not in opens:
                end += 1
            span = Span(pieces.words[at][0] + offset, pieces.words[end - 1][1] + offset)
            score = float(shares[at:end, 2 * kind - 1 : 2 * kind + 1].sum(1).mean())
            found.append(FoundClaim(span, kind == 2, score))
        at = end
    return found


def digest_of(text: str) -> str:
    """Return the first 16 hex digits of the SHA-256 of a text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _standing(labels: Floats) -> Mapping[str, float]:
    none, claim_begins, claim, routed_begins, routed = (float(x) for x in softmax(labels).mean(0))
    return {"none": none, "claim": claim_begins + claim, "routed": routed_begins + routed}


def _words(pieces: Pieces, evidence: Sequence[Span]) -> Ints:
    """Return the numbers of the words that lie in the evidence."""
    found: set[int] = set()
    for span in evidence:
        first = bisect_right(pieces.words, span.start, key=lambda word: word[1])
        end = bisect_left(pieces.words, span.end, key=lambda word: word[0])
        found.update(range(first, end))
    return np.array(sorted(found), dtype=np.int64)
