"""The words of a brief in one language: patterns, plurals, days, lists; read from data/words.<language>.yaml.

Names, quotations and addresses are put into the patterns as they stand: none is ever inflected.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from typing import Any

from reportedly.errors import ReportedlyError
from reportedly.yaml_data import load_plain

NO_BREAK = "\u00a0"
LANGUAGES = ("en", "uk")
"""Languages in which a brief can be written."""

_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_PARTS = re.compile(r"; (?=(?:[^“”]*“[^“”]*”)*[^“”]*$)")


def _one_or_many(n: int) -> int:
    return 0 if n == 1 else 1


def _one_few_many(n: int) -> int:
    last, tens = n % 10, n % 100
    if last == 1 and tens != 11:
        return 0
    return 1 if last in (2, 3, 4) and tens not in (12, 13, 14) else 2


_FORMS: Mapping[str, Callable[[int], int]] = {"en": _one_or_many, "uk": _one_few_many}
"""Which form of a word a count asks for (Unicode CLDR, cardinal plurals of whole numbers)."""


@dataclass(frozen=True)
class Words:
    """The words of one language; `load` makes it, and a brief hands one down to all its parts."""

    language: str
    data: Mapping[str, Any]
    texts: Mapping[str, Any]
    memo: dict[str, re.Pattern[str]] = field(default_factory=dict, compare=False, repr=False)

    def __call__(self, key: str, **values: object) -> str:
        """Return the pattern `key` ("frame.first") filled with values. Raises KeyError for a key without pattern."""
        pattern: str = self.texts[key]
        return pattern.format(**values) if values else pattern

    def among(self, key: str, n: int, **values: object) -> str:
        """Return the first pattern of a pair where one thing is spoken of, the second where several are."""
        pattern: str = self.texts[key][0 if n == 1 else 1]
        return pattern.format(**values)

    def table(self, name: str) -> Mapping[str, str]:
        """Return a table by its name: sides, the_sides, on_sides, sectors, subjects, roles."""
        found: Mapping[str, str] = self.data[name]
        return found

    @property
    def english(self) -> bool:
        """Whether the brief is in English, where names take articles and clauses can follow "said that"."""
        return self.language == "en"

    def form(self, n: int) -> int:
        """Return which form a count asks for: in Ukrainian 0 for 1 and 21, 1 for 2 to 4, else 2."""
        return _FORMS[self.language](n)

    def number(self, n: int) -> str:
        """Return small numbers in words where the language has them ("three"), else figures."""
        small: Sequence[str] = self.data["numbers"]
        return small[n] if 0 <= n < len(small) else self.figures(n)

    def figures(self, n: int) -> str:
        """Return a number in figures, with thousands apart."""
        return f"{n:,}".replace(",", self.data["thousands"])

    def counted(self, n: int, noun: str) -> str:
        """Return "one report", "three reports", "no reports"."""
        return f"{self.number(n)} {self.data['nouns'][noun][self.form(n)]}"

    def plural(self, key: str, n: int, **values: object) -> str:
        """Return the form of a pattern that a count asks for, with the count as {n}."""
        pattern: str = self.data["plurals"][key][self.form(n)]
        return pattern.format(n=self.number(n), **values)

    def origins(self, low: int, high: int) -> str:
        """Return "1 origin", "0–1 origins"."""
        form = self.form(high) if self.language != "en" else 0 if (low, high) == (1, 1) else 1
        pattern: str = self.data["plurals"]["origins"][form]
        return pattern.format(interval=interval(low, high))

    def verb(self, name: str, *, plural: bool = False) -> str:
        """Return a neutral verb of saying: said, wrote, reported, announced, says."""
        found: str = self.data["verbs"][name][1 if plural else 0]
        return found

    def quoted(self, text: str) -> str:
        """Return text in the quotation marks of the language."""
        opening, closing = self.data["marks"]
        return f"{opening}{text}{closing}"

    @property
    def marks(self) -> tuple[str, str]:
        """The quotation marks of the language."""
        opening, closing = self.data["marks"]
        return opening, closing

    def in_marks(self, text: str, language: str | None) -> str:
        """Return a quotation in marks; one in another language than the brief's has its tag: «…» (рос.)."""
        tag = self.tag(language)
        return self("tagged", quote=self.quoted(text), tag=tag) if tag else self.quoted(text)

    def tag(self, language: str | None) -> str:
        """Return the short name of a language that is not the brief's own: "ukr."; "" for its own and unknown ones."""
        base = (language or "").split("-")[0]
        return "" if base in ("", "und", self.language) else self.data["tags"].get(base, base)

    def foreign(self, language: str | None) -> bool:
        """Say whether a document is known to be in another language than the brief."""
        return bool(self.tag(language))

    def language_name(self, tag: str | None) -> str:
        """Return the name of a BCP-47 tag, the tag itself where it is not listed."""
        names: Mapping[str, str] = self.data["languages"]
        return names.get((tag or "").split("-")[0], tag or self.data["language_unknown"])

    def listed(self, items: Sequence[str]) -> str:
        """Return "A", "A and B", or "A, B and C"."""
        return _joined(items, self.data["and"])

    def either(self, items: Sequence[str]) -> str:
        """Return "A", "A or B", or "A, B or C"."""
        return _joined(items, self.data["or"])

    def day(self, iso: str | None, *, year: bool = False, case: str = "") -> str:
        """Return "24 October" (with the year if asked) for an ISO day, month, season or time; "" for None.

        `case` "of" asks for the form behind "since" and "than", "in" for a month or year with its preposition.
        """
        if not iso:
            return ""
        parts = iso[:10].split("-")
        if len(parts) == 1:
            return self._year(parts[0], case)
        at = self._month(parts[1], "of" if len(parts) > 2 else case)
        told = f"{int(parts[2])} {at}" if len(parts) > 2 else at
        if year:
            told = self.data["day_year" if len(parts) > 2 else "month_year"].format(day=told, month=told, year=parts[0])
        return told.replace(" ", NO_BREAK)

    def _month(self, part: str, case: str) -> str:
        seasons = {"of": "seasons_of", "in": "seasons_in"}.get(case, "seasons")
        if part in self.data[seasons]:
            return str(self.data[seasons][part])
        months = {"of": "months", "in": "months_in"}.get(case, "months_alone")
        return str(self.data[months][int(part) - 1])

    def _year(self, year: str, case: str) -> str:
        pattern = {"of": self.data.get("year_of", "{year}"), "in": self.data["year_in"]}.get(case, self.data["year"])
        return str(pattern).format(year=year).replace(" ", NO_BREAK)

    def short_day(self, iso: str) -> str:
        """Return "24 Oct", or "24.10", for an ISO day."""
        month = int(iso[5:7])
        told = self.data["short_day"].format(
            day=int(iso[8:10]), number=month, month=self.data["months_short"][month - 1]
        )
        return str(told).replace(" ", NO_BREAK)

    def span_of_days(self, first: str, last: str) -> str:
        """Return "19–26 October 2026", naming month and year once where both share them."""
        if first[:10] == last[:10]:
            return self.day(first, year=True)
        if first[:7] == last[:7]:
            return f"{int(first[8:10])}–{self.day(last, year=True)}"
        dash = "–" if self.english else " – "
        return f"{self.day(first, year=first[:4] != last[:4])}{dash}{self.day(last, year=True)}"

    def moment(self, iso: str) -> str:
        """Return "1 November 2026, 18:00 UTC" for an ISO time with zone; a bare day stays one."""
        if "T" not in iso:
            return self.day(iso, year=True)
        at = datetime.fromisoformat(iso.replace("Z", "+00:00"))
        at = at.astimezone(UTC) if at.tzinfo else at
        day = self.day(at.date().isoformat(), year=True)
        told = self.data["moment"].format(day=day, time=f"{at:%H:%M}")
        return str(told).replace(f"{at:%H:%M} ", f"{at:%H:%M}{NO_BREAK}")

    def days_in(self, text: str) -> str:
        """Return text with its ISO days in words."""
        return _ISO.sub(lambda found: self.day(found.group(), year=True), text)

    def lint(self, name: str) -> re.Pattern[str]:
        """Return a word pattern of the linter."""
        if name not in self.memo:
            self.memo[name] = re.compile(self.data["lint"][name], re.IGNORECASE)
        return self.memo[name]

    def told(self, reason: str) -> str:
        """Return a reason that the program keeps in English as this brief tells it, part by part.

        A part that no pattern knows stands as it is, in marks and with its language: never as if it were translated.
        """
        if self.english or not reason.strip():
            return reason
        whole = self._known(reason)
        if whole is not None:
            return whole
        parts = _PARTS.split(reason)
        if len(parts) > 1:
            return "; ".join(self.told(part) for part in parts)
        return self.in_marks(reason.replace("“", "'").replace("”", "'"), "en")

    def _known(self, reason: str) -> str | None:
        for pattern, template in self.data["reasons"]:
            found = _compiled(pattern).fullmatch(reason.strip())
            if found is not None:
                return str(template).format(**{k: self._group(k, v or "") for k, v in found.groupdict().items()})
        return None

    def _group(self, name: str, value: str) -> str:
        kind = name.rstrip("0123456789")
        if kind == "why":
            return self.told(value) if value else ""
        if kind == "sector":
            return self.table("sectors").get(value, value)
        if kind == "state":
            return str(self.texts.get(f"states.{value}", value))
        if kind in ("role", "told"):
            return str(self.data["roles" if kind == "role" else "told"].get(value, value))
        if kind == "day":
            return self.day(value, year=True)
        return self.in_own_marks(value) if kind == "q" else value

    def in_own_marks(self, text: str) -> str:
        """Return text in which the outer “…” are the marks of the language."""
        if self.english:
            return text
        opening, closing = self.marks
        return text.replace("“", opening).replace("”", closing)


def _joined(items: Sequence[str], last: str) -> str:
    return "".join(items) if len(items) < 2 else ", ".join(items[:-1]) + last + items[-1]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.DOTALL)


@cache
def load(language: str) -> Words:
    """Return the words of a language. Raises ReportedlyError where no brief can be written in it."""
    if language not in LANGUAGES:
        raise ReportedlyError(
            f"a brief cannot be written in {language!r}; the languages that can be chosen are {', '.join(LANGUAGES)}"
        )
    file = resources.files("reportedly.brief").joinpath("data", f"words.{language}.yaml")
    data = load_plain(file.read_text(encoding="utf-8"))
    return Words(language, data, _flat(data["text"]))


def _flat(tree: Mapping[str, Any], head: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in tree.items():
        name = f"{head}{key}"
        found.update(_flat(value, f"{name}.") if isinstance(value, Mapping) else {name: value})
    return found


def age_days(iso: str, until: str) -> int:
    """Return the whole days from one ISO day (or the end of a month) to another."""
    return (date.fromisoformat(until[:10]) - date.fromisoformat(full_day(iso))).days


def full_day(iso: str) -> str:
    """Return an ISO day for a day, month or year, taking the first day of what is less exact."""
    return (iso[:10] + "-01-01")[:10] if len(iso) < 7 else (iso[:10] + "-01")[:10]


def interval(low: int, high: int) -> str:
    """Return "2" or "2–3"."""
    return str(low) if low == high else f"{low}–{high}"


def capital(text: str) -> str:
    """Return `text` with its first letter raised."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """Return `text` with its first letter lowered, unless it begins with an abbreviation."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def unique(items: Iterable[str]) -> list[str]:
    """Return the items without repetitions, in order of first appearance; empty ones are dropped."""
    return [item for item in dict.fromkeys(items) if item]
