"""Who only bears out what another said, or says the same: he is no hop of its chain."""

import re
from collections.abc import Sequence

from reportedly.records import Relation, hull


def without_seconding(text: str, held: Sequence[Relation]) -> list[Relation]:
    """Return the relations without those that only bear out another source: "A second guard confirmed this".

    Who says the same speaks for himself too, unless he refers to somebody for it.
    """
    if all(r.anaphoric or not r.source for r in held):
        return list(held)
    return [r for r in held if not r.anaphoric or not _seconds(text, r)]


def _seconds(text: str, relation: Relation) -> bool:
    cue = hull((*relation.cue, *relation.source))
    stop = _SENTENCE_END.search(text, cue.end, cue.end + _BEHIND)
    sentence = text[cue.start : stop.start() if stop else cue.end + _BEHIND]
    if _SECONDS.search(hull(relation.cue).of(text)) is not None:
        return True
    return _REPEATS.search(sentence) is not None and _REFERS.search(sentence) is None


_BEHIND = 200
"""Code points behind who repeats that are looked at for whom he refers to."""

_SENTENCE_END = re.compile(r"[.!?;\n]")
_REPEATS = re.compile(
    r"\b(?:the same(?! (?:\w+ )?(?:stations?|papers?|channels?|sources?|outlets?|media|reports?)\b)|"
    r"also|too|as well|likewise|independently|separately)\b",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"\b(?:with reference|referring|refers?|citing|cites?|quoting|quotes?|relying|relies|based on|according)\b",
    re.IGNORECASE,
)
_SECONDS = re.compile(r"\b(?:confirm|corroborat|support|back|echo|second|bear|bore)\w*\b", re.IGNORECASE)
