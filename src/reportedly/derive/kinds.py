"""What kind of derivation a pair is, and the words that say why."""

import re
from collections.abc import Sequence

from reportedly.derive.align import Match
from reportedly.derive.forwards import posts_of
from reportedly.derive.mention import SURE
from reportedly.derive.pairs import FEATURES, Pair
from reportedly.derive.weights import Weights
from reportedly.derive.words import SHINGLE, Text, corrects
from reportedly.records import Span
from reportedly.records.values import EdgeKind
from reportedly.text import squeeze

COPY_SHARE = 0.25
"""Share of the runs of words of the shorter text that stand in the other one, from which it is copied."""

SWALLOWED = 0.9
"""Share of the runs of words of a text from which it stands in the other one nearly whole."""

LEAST_RUNS = 8
"""Fewer shared runs of words than this prove nothing."""

COPY_SIZE = 0.5
"""A smaller text than this share of the larger one is an excerpt of it, not a copy."""

EXCERPT_RUN = 0.5
"""Longest shared run, as a share of 40 words, that makes an excerpt of a text that is otherwise its own."""

TOLD = 0.3
"""Score from which a sentence counts as telling what a sentence of the other document tells."""

TRANSLATED = 0.2
"""Score from which a sentence of a text that is known to derive from the other counts as taken from it."""

RETOLD = 0.1
"""The same for a summary or a citation, which has few words of the other left."""

RECOPIED = 0.5
"""The same for a copy, in which misprints and changed words break the runs."""

_AT = {name: number for number, name in enumerate(FEATURES)}
_RELEASE = re.compile(
    r"\b(?:press release|news release|press statement|in a (?:written )?statement|media advisory)\b"
    r"|Pressemitteilung|Medienmitteilung|пресреліз|прес-реліз|пресслужб|прес-служб|пресс-релиз|пресс-служб",
    re.IGNORECASE,
)
_RELEASE_DAYS = 1 / 30
_SHOWN = 5
_LANGUAGES = {"en": "English", "de": "German", "uk": "Ukrainian", "ru": "Russian"}


def copied(pair: Pair) -> bool:
    """Say whether one of the two texts holds enough of the other's very words."""
    at = pair.values
    share = max(at[_AT["shingles of the later text"]], at[_AT["shingles of the earlier text"]])
    return len(pair.shared) >= LEAST_RUNS and (share >= COPY_SHARE or at[_AT["longest run"]] >= EXCERPT_RUN)


def swallowed(pair: Pair) -> bool:
    """Say whether one of the two texts stands in the other nearly whole."""
    at = pair.values
    share = max(at[_AT["shingles of the later text"]], at[_AT["shingles of the earlier text"]])
    return len(pair.shared) >= LEAST_RUNS and share >= SWALLOWED


def kind_of(pair: Pair, later: Text, earlier: Text, weights: Weights) -> EdgeKind:
    """Return the kind of derivation of a pair that is known to derive."""
    within = pair.later.language == pair.earlier.language
    at = pair.values
    own = bool(at[_AT["same publisher"]])
    if own and (_same_address(later, earlier) or corrects(later)):
        return "revision_of"
    share = max(at[_AT["shingles of the later text"]], at[_AT["shingles of the earlier text"]])
    if within and copied(pair):
        sizes = sorted((len(later.shingle_set), len(earlier.shingle_set)))
        if share < COPY_SHARE or sizes[0] < COPY_SIZE * sizes[1]:
            return "excerpt"
        if own:
            return "revision_of"
        return "same_release" if _released(pair, later, earlier) else "copy"
    kind = weights.kind(at, within=within)
    return "summarises" if kind == "summarises" else "translation" if kind == "translation" else "cites"


def _same_address(later: Text, earlier: Text) -> bool:
    """Say whether both are what stood at one address: that of a page, or that of a post."""
    if later.document.url is not None and later.document.url == earlier.document.url:
        return True
    return not set(posts_of(later.document)).isdisjoint(posts_of(earlier.document))


def _released(pair: Pair, later: Text, earlier: Text) -> bool:
    """Say whether both print one press text: within a day, neither names the other, both speak of a release."""
    at = pair.values
    named = max(at[_AT["names its publisher"]], at[_AT["is named by it"]]) >= SURE
    soon = at[_AT["days between"]] <= _RELEASE_DAYS
    return soon and not named and all(_RELEASE.search(text.document.text) for text in (later, earlier))


def spans_of(pair: Pair, kind: EdgeKind, later: Text) -> tuple[Span, ...]:
    """Return the stretches of the later text that come from the earlier one; none means all of it.

    They are the shared words of a copy, with what stands between them in a sentence that they mostly fill, and the
    sentences of a retelling that have a counterpart.
    """
    if kind in ("copy", "excerpt", "same_release") or (kind == "revision_of" and pair.shared):
        return _bridged(later.shared_runs(pair.shared), _sentences(pair, pair.covered, RECOPIED))
    return tuple(
        _sentences(
            pair,
            [match.score if match else 0.0 for match in pair.matched],
            TRANSLATED if kind == "translation" else RETOLD,
        )
    )


def _sentences(pair: Pair, scores: Sequence[float], least: float) -> list[Span]:
    units = zip(pair.later.units, scores, strict=True)
    return [Span(unit.start, unit.end) for unit, score in units if score >= least and unit.end > unit.start]


def _bridged(runs: Sequence[Span], sentences: Sequence[Span]) -> tuple[Span, ...]:
    """Return stretches in order, those in one of the sentences as one."""
    found: list[Span] = []
    for run in runs:
        if found and any(one.overlaps(found[-1]) and one.overlaps(run) for one in sentences):
            found[-1] = Span(found[-1].start, max(found[-1].end, run.end))
        else:
            found.append(run)
    return tuple(found)


def evidence_of(pair: Pair, kind: EdgeKind, later: Text) -> str:
    """Return in words why one document derives from the other."""
    at = pair.values
    parts = []
    if pair.shared:
        share = max(at[_AT["shingles of the later text"]], at[_AT["shingles of the earlier text"]])
        parts.append(f"{share:.0%} of the shorter text's runs of {SHINGLE} words stand in the other")
    told = _told(pair.matched)
    if kind not in ("copy", "same_release") and told:
        where = _LANGUAGES.get(pair.earlier.language, pair.earlier.language)
        how = "" if pair.later.language == pair.earlier.language else f", in {where},"
        noun = "sentence has" if len(pair.later.units) == 1 else "sentences have"
        parts.append(f"{told} of {len(pair.later.units)} {noun}{how} a counterpart there")
    common = _common(pair, later)
    if common and kind not in ("copy", "excerpt", "same_release"):
        parts.append(f"in common: {', '.join(common)}")
    if at[_AT["names its publisher"]] >= SURE:
        parts.append("it names the other's publisher")
    if at[_AT["same publisher"]]:
        parts.append("both by the same outlet")
    return "; ".join(parts) or "they share names, numbers and matter"


def _told(matched: Sequence[Match | None]) -> int:
    return sum(match is not None and match.score >= TOLD for match in matched)


def _common(pair: Pair, later: Text) -> list[str]:
    """Return the most telling words of the later text that the earlier one has as well, as printed."""
    keys = {key for unit in pair.earlier.units for mark in unit.marks for key in mark.keys}
    held = [
        mark
        for unit in pair.later.units
        for mark in unit.marks
        if unit.end > unit.start and any(key in keys for key in mark.keys)
    ]
    held.sort(key=lambda mark: (-mark.weight, mark.start))
    words = (squeeze(later.document.text[mark.start : mark.end]) for mark in held)
    return list(dict.fromkeys(words))[:_SHOWN]
