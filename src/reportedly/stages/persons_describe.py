"""What the words beside a name say of the person: an office, a role, an age, something suffered."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.stages.persons_words import LONGEST_TERM, Kind, Words

REACH = 130
"""How far to look on each side of a name, in code points: keeps the work linear."""

_WORD = re.compile(r"[^\W_]+(?:[’'ʼ‑-][^\W_]+)*")
_CUT_BEFORE = re.compile(r"[.!?](?=\s+\S)|[;:\n\"“”«»()]")
_SPACE = re.compile(r"\.?[ \t\u00a0\n]+[\"“«(]?\Z")
_COMMA = re.compile(r",[ \t\u00a0\n]+\Z")
_DASH = re.compile(r"[ \t\u00a0\n]+[-–—][ \t\u00a0\n]+\Z")
_CLOSES = re.compile(r"[ \t\u00a0]*[,.;:)!?–—]|[ \t\u00a0]*\Z|[ \t\u00a0]*\n")
_OPENS = re.compile(
    r"[ \t\u00a0]*(?:,[ \t\u00a0\n]+(?:(?:aged[ \t\u00a0])?\d{1,3},[ \t\u00a0\n]+)?"
    r"(?:who[ \t\u00a0](?:is|was|works[ \t\u00a0]as|served[ \t\u00a0]as)[ \t\u00a0])?"
    r"|\((?:aged[ \t\u00a0])?(?:\d{1,3},[ \t\u00a0])?|[–—-][ \t\u00a0]"
    r"|(?:is|was|works[ \t\u00a0]as|worked[ \t\u00a0]as|ist|war)[ \t\u00a0])"
)
_HEADS = frozenset(("head", "chief", "director", "leader", "chair", "president", "deputy"))
"""Of these one may be the head of a body that is known by a name alone; an adviser in some town is not."""

_STOPS = re.compile(r"[,.;:!?()\n\"“”«»]|[ \t\u00a0][–—-][ \t\u00a0]")
_ENDS_GROUP = frozenset(
    re.findall(
        r"\w+",
        "of for at in from with who which that since on near to by and as under whose where working living "
        "von der des bei für aus в из із з у на во де du à",
    )
)
_LONGEST_SHORT_FORM = 5
"""Letters of a title that a full stop shortens («проф.», "capt."): behind a longer word it ends the sentence."""
_LINKS = frozenset(("of", "for", "at", "des", "der", "von", "für"))
_B = r"[ \t\u00a0]"
_AGE_AFTER = re.compile(
    rf"(?:{_B}*,[ \t\u00a0\n]+(?:aged?{_B})?|{_B}*(?P<bracket>\()(?P<aged>aged?{_B})?|{_B}aged{_B})(?P<years>\d{{1,3}})"
    rf"(?:(?={_B}*[,.;:)!?])|(?P<unit>{_B}years?[ \t\u00a0-]old|-year|{_B}(?:лет|года|років|роки|Jahre|ans)\b)"
    rf"|(?={_B}(?:and|from|of)\b)|(?={_B}*\Z))"
)
_AGE_BEFORE = re.compile(
    r"(?P<years>\d{1,3})[ \t\u00a0‑-](?:years?[ \t\u00a0‑-]old|jährige[rnms]?)\b[^,.;:!?\n]{0,60}\Z"
)
_HARM_AFTER = re.compile(
    rf"[ \t\u00a0\n,]+(?:who{_B})?(?:was|were|is|had|has|have|went|remains)"
    rf"(?:{_B}(?:been|being|also|later|\w{{2,12}}ly))*{_B}(\w+)"
)


@dataclass(frozen=True, slots=True)
class Description:
    """A term beside a name: what kind it is and where it is printed, with the words that belong to it."""

    kind: Kind
    term: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    low: str
    start: int
    end: int
    capital: bool


def age(text: str, start: int, end: int) -> tuple[int, bool] | None:
    """Return the age in years that is printed beside a name, and whether it can be nothing but an age; else None.

    A bare number in brackets, as in "Korvel (12)", may count something else.
    """
    found = _AGE_AFTER.match(text, end, end + 40)
    bare = found is not None and bool(found["bracket"]) and not (found["aged"] or found["unit"])
    if found is None:
        found = _AGE_BEFORE.search(text[max(0, start - 90) : start])
    years = int(found["years"]) if found else 0
    return (years, not bare) if 0 < years < 120 else None


def harm(text: str, start: int, end: int, words: Words) -> bool:
    """Say whether the name is printed as that of someone to whom something was done."""
    suffered = _HARM_AFTER.match(text, end, end + 60)
    if suffered is not None and suffered.group(1) in words.harm:
        return True
    lead = _WORD.findall(text[max(0, start - 20) : start])
    # Only the word right before the name, and not across a stop.
    return bool(lead) and lead[-1] in words.harm and text.endswith(lead[-1], 0, start - 1)


def before(text: str, start: int, end: int, words: Words, *, limit: int = 0) -> Description | None:
    """Return the description that ends right before the name [start, end), or None.

    `limit` is the first offset that may be looked at. "the mayor, X" counts only where the name is
    closed off by a mark as well, since "told the mayor, X said" speaks of two people.
    """
    window_start = max(limit, start - REACH)
    window = text[window_start:start]
    seen = _words(window, window_start, keep_last_part=True)
    if not seen:
        return None
    gap = text[seen[-1].end : start]
    comma = bool(_COMMA.match(gap) or _DASH.match(gap))
    if not (comma or _SPACE.match(gap)) or (comma and not _CLOSES.match(text, end)):
        return None
    if gap.startswith(".") and len(seen[-1].low) > _LONGEST_SHORT_FORM and not seen[-1].capital:
        return None
    direct = _term_ending(seen, len(seen), words)
    if direct:
        found = _checked(direct, seen, text, words)
        return _of_another(found, seen[: direct[1]], words) if comma and found else found
    return _reaching(seen, comma, text, words)


def after(text: str, end: int, words: Words, *, limit: int) -> Description | None:
    """Return the description that begins right after the name that ends at `end`, or None."""
    opened = _OPENS.match(text, end, min(limit, end + 60))
    if not opened:
        return None
    stretch = text[opened.end() : min(limit, opened.end() + REACH)]
    stop = _STOPS.search(stretch)
    seen = _words(stretch[: stop.start()] if stop else stretch, opened.end())
    group = next((n for n, word in enumerate(seen) if n and word.low in _ENDS_GROUP), len(seen))
    follower = seen[group].low if group < len(seen) else ""
    for last in range(group, 0, -1):
        if seen[last - 1].low in words.speech:
            # "X, the governor said": the group is a speaker of its own.
            return None
        found = _term_ending(seen, last, words)
        if found and (last == group or seen[last].low in words.former):
            checked = _checked(found, seen[:group], text, words, tail=seen[group:])
            unsure = follower == "and" and checked is not None and checked.kind.startswith("office")
            return None if unsure else checked
        break
    return None


def _words(piece: str, offset: int, *, keep_last_part: bool = False) -> list[_Word]:
    if keep_last_part:
        cuts = [m.end() for m in _CUT_BEFORE.finditer(piece) if not _abbreviates(piece, m)]
        first = cuts[-1] if cuts else 0
    else:
        first = 0
    return [
        _Word(m.group().casefold(), offset + m.start(), offset + m.end(), m.group()[0].isupper())
        for m in _WORD.finditer(piece, first)
    ]


def _abbreviates(piece: str, mark: re.Match[str]) -> bool:
    """Say whether a full stop only shortens a title: "Maj. Gen. X", "Dr. X"."""
    word = re.search(r"[^\W\d_]{1,4}\Z", piece[max(0, mark.start() - 6) : mark.start()])
    return mark.group() == "." and word is not None and word.group()[0].isupper()


def _term_ending(seen: Sequence[_Word], last: int, words: Words) -> tuple[Kind, int, int] | None:
    """Return (kind, first, last) of the longest listed term whose last word is the one before `last`."""
    for length in range(min(LONGEST_TERM, last), 0, -1):
        term = " ".join(word.low for word in seen[last - length : last])
        kind = words.describing.get(term) or words.describing.get(term.removeprefix("ex-"))
        kind = kind or (words.describing.get(term[:-1]) if term.endswith("s") else None)
        if kind is None and length == 1 and "-" in term:
            # Compounds such as "mayor-designate" are no office; "co-director", "vice-rector" end in one.
            kind = words.describing.get(term.rpartition("-")[2])
        if kind:
            return kind, last - length, last
    return None


def _checked(
    found: tuple[Kind, int, int], seen: Sequence[_Word], text: str, words: Words, *, tail: Sequence[_Word] = ()
) -> Description | None:
    """Return the description, its kind made sure by the words around the term."""
    kind, first, last = found
    lead = seen[max(0, first - 5) : first]
    term = " ".join(word.low for word in seen[first:last])
    end = seen[last - 1].end
    if kind == "head":
        linked = tail[:9] if tail and tail[0].low in _LINKS else ()
        body = [w for w in (*lead, *linked) if w.low in words.institution or w.low in words.organisation]
        if first < last and seen[last - 1].low in _HEADS:
            # "head of Northgrid" leads a body; "head of the Korvel bus depot" may be anyone.
            closing = (*lead[-1:], *(tail[-1:] if linked else ()))
            body += [w for w in closing if w.capital and w.low not in words.stop]
        body.sort(key=lambda w: w.start)
        kind = "office_p1" if body else "role_p2"
        end = body[-1].end if body and linked and body[-1].start > end else end
    if kind.startswith("office") and (term.startswith("ex-") or any(_is_former(w, words) for w in lead[-3:])):
        kind = "former"
    start = seen[first].start
    if kind.startswith("office"):
        lead_start = next(
            (n for n in range(first - 1, first - 4, -1) if n < 0 or not _is_adjective(seen[n], seen[first], words)), -1
        )
        start = seen[max(lead_start + 1, 0)].start if first else start
        start = start if "," not in text[start:end] else seen[first].start
    return Description(kind, term, start, end)


def _is_former(word: _Word, words: Words) -> bool:
    return word.low in words.former


def _is_adjective(word: _Word, term: _Word, words: Words) -> bool:
    """Say whether a word before an office belongs to it: "regional governor", "Energy Minister"."""
    if term.capital and not word.capital:
        return False
    return word.low in words.institution or word.low in words.organisation or word.low in words.nation


def _of_another(found: Description, lead: Sequence[_Word], words: Words) -> Description:
    """Return the description without its office where "the wife of the mayor, X" leaves open who X is."""
    linked = next((n for n in range(len(lead) - 1, max(-1, len(lead) - 5), -1) if lead[n].low in _LINKS), 0)
    whose = _term_ending(lead, linked, words) if linked else None
    if found.kind in ("office_p0", "office_p1") and whose and whose[0].startswith("role"):
        return Description("role_p2", _text(lead, whose), lead[whose[1]].start, found.end)
    return found


def _text(seen: Sequence[_Word], term: tuple[Kind, int, int]) -> str:
    return " ".join(word.low for word in seen[term[1] : term[2]])


def _is_cyrillic(low: str) -> bool:
    return "\u0400" <= low[0] <= "\u04ff"


def _reaching(seen: Sequence[_Word], comma: bool, text: str, words: Words) -> Description | None:
    """Return the description in "head of the water department X" and "the mayor of Brolund, X"."""
    name_of_body = seen[-1].capital or seen[-1].low in words.institution
    if not (comma or name_of_body):
        return None
    for at in range(len(seen) - 1, max(-1, len(seen) - 11), -1):
        word = seen[at]
        if at + 1 < len(seen) and text[word.end : seen[at + 1].start].strip(" \t\u00a0\n'’s"):
            return None
        if word.low in words.speech or (
            word.low.endswith("ed") and word.low not in words.nation and at < len(seen) - 1
        ):
            return None
        # Russian and Ukrainian link by case: "глава администрации X".
        if word.low in _LINKS or _is_cyrillic(word.low):
            found = _term_ending(seen, at, words)
            if found:
                checked = _checked(found, seen[:at], text, words, tail=seen[at:])
                return checked and Description(checked.kind, checked.term, checked.start, seen[-1].end)
    return None
