"""A compiled cue lexicon: find every cue of a text in one pass."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path

from reportedly.kept_patterns import KeptPatterns
from reportedly.stages.cues.model import Entry, Guard, LexiconFile, Variant
from reportedly.stages.cues.pattern import WORD, compile_pattern, fold

_LOOK_BACK = 48
_LOOK_AHEAD = 64
_TEXTS = 1024
"""Texts whose cues are kept: stages ask for those of the same sentences, and of the same words again and again."""

# A sentence starts at the start of the text or a line, or after closing
# punctuation and white space; opening quotes, brackets, dashes and bullets may follow.
_SENTENCE_START = re.compile(r"""(?:\A|\n|[.!?…:]["'”’»“)\]]*\s)[\s"'“„«‘(\[•*–—-]*\Z""")


@dataclass(frozen=True, slots=True)
class CueMatch:
    """A cue in a text: code points, half-open, from its first word to its last.

    `slots` are the stretches inside that the cue does not own, such as the
    accused in "accused the mayor of"; `pieces` are its own words around them.
    """

    start: int
    end: int
    entry: Entry
    variant: Variant
    slots: tuple[tuple[int, int], ...] = ()
    gaps: tuple[tuple[int, int], ...] = ()

    @property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """Return the stretches that are the cue's own words; one if it has no slots."""
        edges = [self.start, *(edge for gap in self.gaps for edge in gap), self.end]
        return tuple(zip(edges[::2], edges[1::2], strict=True))


@dataclass(frozen=True)
class _Ready:
    """A variant, its expressions among `patterns`; `rank` settles which of two equally long matches counts."""

    patterns: Mapping[str, re.Pattern[str]]
    entry: Entry
    variant: Variant
    rank: int
    guards: tuple[tuple[str, ...], tuple[str, ...]]
    """The names of the patterns of what must not stand before, and after."""

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """What is searched; each group is a slot."""
        return self.patterns[f"cue {self.rank}"]

    @cached_property
    def before(self) -> tuple[re.Pattern[str], ...]:
        """What must not stand before a match."""
        return tuple(self.patterns[name] for name in self.guards[0])

    @cached_property
    def after(self) -> tuple[re.Pattern[str], ...]:
        """What must not stand after a match."""
        return tuple(self.patterns[name] for name in self.guards[1])

    def allows(self, text: str, start: int, end: int) -> bool:
        """Say whether guards and placement let the stretch count as this cue."""
        if self.before or self.entry.placement is not None:
            back = text[max(0, start - _LOOK_BACK) : start]
            if any(guard.search(back) for guard in self.before):
                return False
            if self.entry.placement is not None and not _starts_sentence(text, start):
                return False
        if self.after:
            ahead = text[end : end + _LOOK_AHEAD]
            return not any(guard.match(ahead) for guard in self.after)
        return True


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The cues of one language."""

    language: str
    version: str
    entries: tuple[Entry, ...]
    _by_id: Mapping[str, Entry] = field(repr=False)
    _heads: Mapping[str, Sequence[_Ready]] = field(repr=False)
    _prefixes: Mapping[str, Sequence[_Ready]] = field(repr=False)
    _anywhere: Sequence[_Ready] = field(repr=False)

    def get(self, entry_id: str) -> Entry | None:
        """Return the entry with this id, or None."""
        return self._by_id.get(entry_id)

    def find(self, text: str) -> list[CueMatch]:
        """Return the cues of a text in order, longest first where several start at one word.

        Cues made of words never overlap, save that a cue may stand in the slot of
        another. Cues given as a plain regex (quotation marks) may overlap any.
        Offsets are code points into `text`.
        """
        return list(_found(self, text))

    def searched(self, text: str) -> list[CueMatch]:
        """Return what `find` does; nothing is remembered."""
        found = list(self._words(text))
        for ready in self._anywhere:
            found += [
                CueMatch(match.start(), match.end(), ready.entry, ready.variant)
                for match in ready.regex.finditer(text)
                if ready.allows(text, match.start(), match.end())
            ]
        found.sort(key=lambda cue: (cue.start, -cue.end))
        return found

    def _words(self, text: str) -> Iterator[CueMatch]:
        resume = 0
        taken: list[tuple[int, int]] = []
        heads = self._heads
        for word in WORD.finditer(text):
            candidates = heads.get(fold(word.group()))
            if candidates is None and self._prefixes:
                candidates = self._with_prefix(word.group())
            if candidates is None or word.start() < resume:
                continue
            cue = _longest(candidates, text, word.start())
            if cue is None or any(cue.start < end and start < cue.end for start, end in taken):
                continue
            if cue.slots:
                pieces = cue.pieces
                resume = pieces[0][1]
                taken = [*(piece for piece in taken if piece[1] > cue.start), *pieces[1:]]
            else:
                resume = cue.end
            yield cue

    def _with_prefix(self, word: str) -> Sequence[_Ready] | None:
        folded = fold(word)
        for prefix, candidates in self._prefixes.items():
            if folded.startswith(prefix):
                return candidates
        return None


@lru_cache(maxsize=_TEXTS)
def _found(lexicon: Lexicon, text: str) -> tuple[CueMatch, ...]:
    return tuple(lexicon.searched(text))


def build(data: LexiconFile, text: str) -> Lexicon:
    """Return the lexicon of a file with this text; its expressions are compiled once on a machine.

    Raises InvalidPattern or re.error for a variant that cannot be compiled, and KeyError for a guard that the file
    lacks.
    """
    variants = _ranked(data)
    patterns = KeptPatterns.kept((*_program(), text), lambda: _sources(variants, data))
    heads: dict[str, list[_Ready]] = {}
    prefixes: dict[str, list[_Ready]] = {}
    anywhere: list[_Ready] = []
    for rank, (entry, variant) in enumerate(variants):
        before, after = _guards(variant, data.guards)
        guards = tuple(f"before {guard}" for guard in before), tuple(f"after {guard}" for guard in after)
        ready = _Ready(patterns, entry, variant, rank, guards)
        if variant.pattern is None:
            anywhere.append(ready)
            continue
        compiled = compile_pattern(variant.pattern, data.inflections, case_sensitive=variant.case_sensitive)
        for head in compiled.heads:
            heads.setdefault(head, []).append(ready)
        for prefix in compiled.prefixes:
            prefixes.setdefault(prefix, []).append(ready)
    return Lexicon(
        language=data.language,
        version=data.version,
        entries=data.entries,
        _by_id={entry.id: entry for entry in data.entries},
        _heads=heads,
        _prefixes=dict(sorted(prefixes.items(), key=lambda item: -len(item[0]))),
        _anywhere=tuple(anywhere),
    )


def _ranked(data: LexiconFile) -> list[tuple[Entry, Variant]]:
    """Return the variants with their entries, those of the core first."""
    core_first = sorted(data.entries, key=lambda entry: entry.source != "core")
    return [(entry, variant) for entry in core_first for variant in entry.variants]


@cache
def _program() -> tuple[str, ...]:
    """Return the text of the code that makes expressions of a file."""
    return tuple((Path(__file__).parent / name).read_text("utf-8") for name in ("lexicon.py", "pattern.py"))


def _sources(variants: Sequence[tuple[Entry, Variant]], data: LexiconFile) -> dict[str, tuple[str, int]]:
    """Return all expressions of a file, source and flags, by the names under which they are looked up."""
    found: dict[str, tuple[str, int]] = {}
    for rank, (_, variant) in enumerate(variants):
        before, after = _guards(variant, data.guards)
        found |= {f"before {guard}": (f"(?:{guard})\\Z", re.IGNORECASE) for guard in before}
        found |= {f"after {guard}": (guard, re.IGNORECASE) for guard in after}
        if variant.pattern is None:
            found[f"cue {rank}"] = (variant.regex or "", 0)
            continue
        compiled = compile_pattern(variant.pattern, data.inflections, case_sensitive=variant.case_sensitive)
        found[f"cue {rank}"] = (compiled.source, compiled.flags)
    return found


def _guards(variant: Variant, named: Mapping[str, Guard]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    shared = named[variant.guard] if variant.guard else Guard()
    return (
        tuple(g for g in (shared.unless_before, variant.unless_before) if g),
        tuple(g for g in (shared.unless_after, variant.unless_after) if g),
    )


def _longest(candidates: Sequence[_Ready], text: str, at: int) -> CueMatch | None:
    best: CueMatch | None = None
    best_key = (0, 0, 0)
    for ready in candidates:
        match = ready.regex.match(text, at)
        if match is None or not ready.allows(text, at, match.end()):
            continue
        slots = tuple(match.span(i) for i in range(1, ready.regex.groups + 1) if match.start(i) >= 0)
        own = match.end() - at - sum(end - start for start, end in slots)
        key = (own, ready.variant.priority, -ready.rank)
        if best is None or key > best_key:
            best, best_key = _cue(text, match, ready, slots), key
    return best


def _cue(text: str, match: re.Match[str], ready: _Ready, slots: tuple[tuple[int, int], ...]) -> CueMatch:
    gaps: list[tuple[int, int]] = []
    for start, end in slots:
        while not text[start - 1].isalnum():
            start -= 1  # noqa: PLW2901 the blanks before the slot belong to neither
        while not text[end].isalnum():
            end += 1  # noqa: PLW2901 nor do those after it
        gaps.append((start, end))
    return CueMatch(match.start(), match.end(), ready.entry, ready.variant, slots, tuple(gaps))


def _starts_sentence(text: str, start: int) -> bool:
    # The start of the text is seen as such only if the window reaches it.
    low = max(0, start - _LOOK_BACK)
    window = text[low:start]
    return _SENTENCE_START.search(window if low == 0 else "x" + window) is not None
