"""What the gazetteer says of each word of a text, as numbers: evidence for a recogniser, never an answer.

The longest known name that begins at a capital marks its words; the other columns say what the word lists know.
"""

from collections.abc import Sequence

from reportedly.gazetteer.lookup import Lookup
from reportedly.gazetteer.prior import score
from reportedly.gazetteer.scan import SMALL, STRONG_LOCATIVE, TITLES, document_surnames, word_list
from reportedly.gazetteer.typewords import KINDS
from reportedly.interfaces import Candidate
from reportedly.text import name_key

COLUMNS = (
    "begins", "goes_on", "several", "prior_low", "prior_fair", "prior_good", "prior_high", "country", "adm1", "adm2",
    "settlement", "other", "demonym", "abbreviation", "given_name", "surname", "common_word", "small_elsewhere",
    "type_word", "title", "locative",
)  # fmt: skip
"""What the columns of `marks` mean, in order."""

_AT = {name: number for number, name in enumerate(COLUMNS)}
_LONGEST = 7
_KINDS = ("country", "adm1", "adm2", "settlement")
_NOT_NAMES = ("demonym", "abbreviation", "typed")
_BOUNDS = ((2.0, "prior_low"), (3.6, "prior_fair"), (5.6, "prior_good"))

Row = list[int]


class Evidence:
    """The evidence of one gazetteer, as a recogniser asks for it."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup

    def marks(self, text: str, words: Sequence[tuple[int, int]]) -> list[Row]:
        """Return one row of 0 and 1 for each word (start, end), with the columns of COLUMNS."""
        return marks(text, words, self._lookup)


def marks(text: str, words: Sequence[tuple[int, int]], lookup: Lookup) -> list[Row]:
    """Return one row of 0 and 1 for each word (start, end) of `text`, with the columns of COLUMNS."""
    rows = [[0] * len(COLUMNS) for _ in words]
    printed = [text[start:end] for start, end in words]
    _mark_lists(text, printed, rows)
    at = 0
    while at < len(words):
        at += _mark_name(text, words, printed, at, lookup, rows) if printed[at][0].isupper() else 1
    return rows


def _mark_lists(text: str, printed: Sequence[str], rows: list[Row]) -> None:
    """Fill the columns that need no gazetteer."""
    small = frozenset(word for word in printed if word[0].islower())
    surnames = document_surnames(text)
    for word, row in zip(printed, rows, strict=True):
        plain = word.casefold()
        if word[0].isupper():
            row[_AT["given_name"]] = plain in word_list("given_names.txt")
            row[_AT["surname"]] = word in surnames or plain in word_list("surnames.txt")
            row[_AT["small_elsewhere"]] = plain in small
        row[_AT["common_word"]] = plain in word_list("common_words.txt")
        row[_AT["type_word"]] = plain in KINDS
        row[_AT["title"]] = plain in TITLES
        row[_AT["locative"]] = plain in STRONG_LOCATIVE


def _mark_name(
    text: str, words: Sequence[tuple[int, int]], printed: Sequence[str], at: int, lookup: Lookup, rows: list[Row]
) -> int:
    """Mark the longest known name that begins at word `at`, and return how many words to go on by."""
    for end in reversed(_ends(text, words, printed, at)):
        form = text[words[at][0] : words[end - 1][1]]
        best = _best(form, lookup)
        if best is None:
            continue
        value, candidate, abbreviated = best
        for number in range(at, end):
            row = rows[number]
            row[_AT["begins" if number == at else "goes_on"]] = 1
            row[_AT["several"]] = end - at > 1
            row[_AT[_bucket(value)]] = 1
            row[_AT[candidate.kind if candidate.kind in _KINDS else "other"]] = 1
            row[_AT["abbreviation"]] = abbreviated
        return end - at
    rows[at][_AT["demonym"]] = lookup.demonym(name_key(printed[at]))
    return 1


def _ends(text: str, words: Sequence[tuple[int, int]], printed: Sequence[str], at: int) -> list[int]:
    """Return where a name that begins at word `at` may end, shortest first; ends are exclusive."""
    found, names = [], 0
    number = at
    while number < len(words) and names < _LONGEST:
        word = printed[number]
        gap = text[words[number - 1][1] : words[number][0]] if number > at else ""
        if gap not in ("", " ", "\u00a0"):
            break
        if word[0].isalnum():
            if not (word[0].isupper() or word in SMALL or word.casefold() in KINDS or gap == ""):
                break
            names += 1
            if word not in SMALL:
                found.append(number + 1)
        elif word not in ".'’ʼ-" or gap:
            break
        elif word == "." and found:
            found.append(number + 1)
        number += 1
    return found


def _best(form: str, lookup: Lookup) -> tuple[float, Candidate, bool] | None:
    """Return the highest prior among the places of this name, its place, and whether the form is an abbreviation."""
    dotted = form.endswith(".")
    best: tuple[float, Candidate, bool] | None = None
    for hit in lookup.hits(name_key(form)):
        abbreviated = hit.status == "abbreviation"
        if hit.status in _NOT_NAMES and not (abbreviated and (dotted or form.isupper())):
            continue
        if dotted and not abbreviated and "." not in form[:-1]:
            continue  # the end of a sentence
        value = score(hit.candidate, hit.status, form)
        if best is None or value > best[0]:
            best = value, hit.candidate, abbreviated
    return best


def _bucket(value: float) -> str:
    return next((name for bound, name in _BOUNDS if value < bound), "prior_high")
