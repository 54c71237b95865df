"""What a later version of a text says otherwise: numbers, names, denials and states that were changed or taken out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reportedly.records import Claim, Passage, Reading, Span, StatusObservation
from reportedly.text import squeeze

SAME_MATTER = 0.5
"""Two sentences are on one matter if the shorter shares this much of its longer words with the other.

Set on the invented cases of tests/unit/review/test_changes.py, not measured on real corrections.
"""

_WORD = re.compile(r"\d[\d.,]*\d|\w+(?:['’]\w+)?")
_STEM = 6
_NUMBER_WORDS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety dozen dozens hundred hundreds thousand
    thousands million none half all most""".split()  # noqa: SIM905 (a list of words reads better)
)
_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_DIGITS = {word: str(number) for number, word in enumerate(_SMALL, start=1)}
_NEGATIONS = frozenset(["not", "no", "never", "none", "nobody", "without", "denied", "denies", "neither", "nor"])
_HEADED = re.compile(r"^(?:corrections?|corrected|updated?|clarification)\s*[:–—-]\s*", re.IGNORECASE)
_TOLD_BEFORE = re.compile(
    r"\b(?:earlier version|previous version|earlier report|wrongly|incorrectly|in error|mistakenly"
    r"|we (?:said|wrote|reported)|(?:this|our) (?:report|article|story|page) (?:said|stated|gave))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Change:
    """One claim of an earlier version that the later one says otherwise, or no longer.

    `words` tell what changed; `old` and `new` are the words that were exchanged, case-folded, empty where the passage
    is gone.
    """

    claim: str
    words: str
    old: frozenset[str] = frozenset()
    new: frozenset[str] = frozenset()


def stems(text: str) -> frozenset[str]:
    """Return the first six letters of the longer words of a text, case-folded."""
    return frozenset(w.casefold()[:_STEM] for w in _WORD.findall(text) if len(w) > 3 and not w[0].isdigit())


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the smaller set that stands in the other, 0.0 to 1.0."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def telling(words: str) -> frozenset[str]:
    """Return the numbers in a text, in digits or words, case-folded; small ones in digits ("two" is "2")."""
    found = (w.casefold() for w in _WORD.findall(words))
    return frozenset(_DIGITS.get(w, w) for w in found if w[0].isdigit() or w in _NUMBER_WORDS)


def changes(earlier: Reading, later: Reading, *, same_page: bool) -> list[Change]:
    """Return the claims of an earlier version that the later one says otherwise.

    What is only worded differently is no change. A claim whose matter the later version no longer has counts only on
    the same page: there somebody took it out, whereas a new text on the matter need not repeat everything.
    """
    sentences = [_HEADED.sub("", squeeze(s.of(later.text))) for s in _sentences(later)]
    found: list[Change] = []
    if not sentences:
        return found
    for claim in earlier.of(Claim):
        change = _change(earlier, claim, later, sentences)
        if change is None and same_page and not _on(earlier, claim, sentences):
            change = Change(claim.id, "the passage was taken out")
        if change is not None:
            found.append(change)
    return found


def _sentences(reading: Reading) -> Iterator[Span]:
    for passage in reading.of(Passage):
        if passage.kind != "metadata":
            yield from passage.sentences or (passage.span,)


def wording(reading: Reading, claim: Claim) -> str:
    """Return the words of a claim."""
    return squeeze(" ".join(span.of(reading.text) for span in claim.evidence))


def _on(earlier: Reading, claim: Claim, sentences: Sequence[str]) -> bool:
    mine = stems(wording(earlier, claim))
    return not mine or any(alike(mine, stems(s)) >= SAME_MATTER for s in sentences)


def _change(earlier: Reading, claim: Claim, later: Reading, sentences: Sequence[str]) -> Change | None:
    mine = wording(earlier, claim)
    if len(stems(mine)) < 2:
        return None
    ranked = sorted(
        ((alike(stems(mine), stems(s)), -n, s) for n, s in enumerate(sentences)), key=lambda r: (-r[0], -r[1])
    )
    near = [(-n, s) for share, n, s in ranked if share >= SAME_MATTER]
    amended = next((c for n, s in near if (c := _amended(claim, mine, s, sentences[n + 1 : n + 2]))), None)
    if amended is not None:
        return amended
    plain = [s for _, s in near if not _TOLD_BEFORE.search(s)]
    if not plain or any(mine.casefold() in s.casefold() for s in plain):
        return None
    return _exchanged(claim, mine, plain[0]) or _restated(earlier, claim, later)


def _amended(claim: Claim, mine: str, sentence: str, after: Sequence[str]) -> Change | None:
    """Return what a note on an earlier version corrects ("an earlier version said 40; there were 14")."""
    old = telling(mine)
    if not _TOLD_BEFORE.search(sentence) or not old & telling(sentence):
        return None
    new = telling(" ".join((sentence, *after))) - old
    if not new:
        return None
    gone = old & telling(sentence)
    return Change(claim.id, f"{_listed(sorted(gone))} became {_listed(sorted(new))}", gone, new)


def _exchanged(claim: Claim, mine: str, sentence: str) -> Change | None:
    """Return the numbers, names and denials that stand in place of others in the later sentence."""
    one, other = _WORD.findall(mine), _WORD.findall(sentence)
    matcher = SequenceMatcher(None, [w.casefold() for w in one], [w.casefold() for w in other], autojunk=False)
    told, old, new = [], set(), set()
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        gone, come = one[i1:i2], other[j1:j2]
        inside = i1 > 0 and i2 < len(one)
        if tag == "replace" and _matters(gone, i1) and _matters(come, j1):
            told.append(f"‘{' '.join(gone)}’ became ‘{' '.join(come)}’")
        elif tag != "equal" and (_denies(gone) != _denies(come)) and (inside or tag == "replace"):
            told.append(f"‘{' '.join(gone)}’ became ‘{' '.join(come)}’" if gone and come else _one_sided(gone, come))
        else:
            continue
        old |= {w.casefold() for w in gone}
        new |= {w.casefold() for w in come}
    return Change(claim.id, ", ".join(told), frozenset(old), frozenset(new)) if told else None


def _one_sided(gone: Sequence[str], come: Sequence[str]) -> str:
    return f"‘{' '.join(gone)}’ was taken out" if gone else f"‘{' '.join(come)}’ was put in"


def _matters(words: Sequence[str], start: int) -> bool:
    """Say whether words hold a number or a name."""
    return any(
        w[0].isdigit() or w.casefold() in _NUMBER_WORDS or (w[0].isupper() and start + n > 0)
        for n, w in enumerate(words)
    )


def _denies(words: Sequence[str]) -> bool:
    return any(w.casefold() in _NEGATIONS or w.casefold().endswith(("n't", "n’t")) for w in words)


def _restated(earlier: Reading, claim: Claim, later: Reading) -> Change | None:
    """Return how the claim of the later version on the same matter differs in kind: denied, planned, another state."""
    mine = stems(wording(earlier, claim))
    near = [(alike(mine, stems(wording(later, c))), c) for c in later.of(Claim)]
    best = max(near, key=lambda n: n[0], default=(0.0, None))
    if best[1] is None or best[0] < SAME_MATTER:
        return None
    other = best[1]
    pairs = [
        (claim.polarity, other.polarity, "polarity"),
        (_held(claim), _held(other), "it"),
        (_states(earlier, claim), _states(later, other), "service state"),
    ]
    told = [f"{name} {a} became {b}" for a, b, name in pairs if a and b and a != b]
    return Change(claim.id, ", ".join(told)) if told else None


def _held(claim: Claim) -> str:
    """Return whether a claim tells of something that is so, or how it is not."""
    return "told as a fact" if claim.realis in ("occurred", "ongoing", "habitual") else claim.realis


def _states(reading: Reading, claim: Claim) -> str:
    return ", ".join(sorted({f"{o.sector} {o.status}" for o in reading.about(StatusObservation, claim.id)}))


def _listed(words: Sequence[str]) -> str:
    return " and ".join(f"‘{w}’" for w in words)
