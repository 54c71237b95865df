"""Values of the reader in the words of the language of the page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from reportedly.brief.words import load
from reportedly.desk.model import Facet
from reportedly.records.theatre_roles import CLASS_WORDS
from reportedly.records.withhold import WITHHELD
from reportedly.web.days import spoken_day
from reportedly.web.screens.reader_model import QuantityView, TimeView
from reportedly.web.screens.reader_why import SetBy, worded
from reportedly.web.words import catalogue, said

_GLYPHS = {
    "full": "full", "partial": "partial", "none": "none", "not_opened": "notopen", "closed_permanent": "closed",
    "conflict": "conflict",
}  # fmt: skip


_LIKELY = "likely "
"""Stands before the words of a class that no word of the text names."""


@dataclass(frozen=True)
class Told:
    """Says values in one language; `sector` names a service."""

    language: str
    sector: Callable[[str], str]

    def t(self, key: str, /, **values: object) -> str:
        """Return a message of the reader."""
        return said(self.language, f"reader.{key}", **values)

    def text(self, text: str) -> str:
        """Return text in which the mark of a withheld name is in the language of the page."""
        return text.replace(WITHHELD, self.t("withheld_mark"))

    def actor(self, words: str) -> str:
        """Return the words for a class of actors ("likely residents") in the language of the page.

        Words of a theatre's own stand as they are.
        """
        plain = words.removeprefix(_LIKELY)
        found = next((code for code, name in CLASS_WORDS.items() if name == plain), None)
        told = self.t(f"actor_class.{found}") if found else plain
        return self.t("actor_likely", who=told) if plain != words else told

    def day(self, time: str) -> str:
        """Return the day of a time in words, with its year; "" for none."""
        return spoken_day(time, self.language)

    def time(self, time: TimeView) -> str:
        """Return when something happened, as far as it is bounded."""
        first, last = self.day(time.earliest), self.day(time.latest)
        if time.basis == "none" or not (first or last):
            return self.t("time_none")
        if time.basis == "published" and last and not first:
            return self.t("time_published", day=self.day(time.published))
        if first and last:
            return first if first == last else self.t("time_between", first=first, last=last)
        return self.t("time_open", first=first) if first else self.t("time_until", day=last)

    def number(self, value: float | None) -> str:
        """Return a number as it is written, thousands apart, without needless digits; "" for None."""
        if value is None:
            return ""
        whole = value == int(value)
        written = load(self.language).figures(int(value)) if whole else f"{value:g}"
        return written if self.language == "en" else written.replace(".", ",")

    def bounds(self, quantity: QuantityView) -> str:
        """Return the bounds of a number; one that is open has no second bound."""
        least, most = self.number(quantity.least), self.number(quantity.most)
        if least == most:
            told = least
        elif least and most:
            told = self.t("bounds", least=least, most=most)
        else:
            told = self.t("at_least", least=least) if least else self.t("at_most", most=most)
        return f"{self.t('approximately')} {told}" if quantity.approximate and least == most else told

    def quoted(self, words: Iterable[str]) -> str:
        """Return words in quotation marks, one after the other."""
        return ", ".join(self.t("quote", words=word) for word in words)

    def role(self, name: str) -> str:
        """Return the name of a role of a category."""
        return worded(self.language, "role_name", name)

    def causes(self, causes: Iterable[str]) -> str:
        """Return causes in words."""
        return ", ".join(worded(self.language, "cause", cause) for cause in causes)

    def language_name(self, tag: str) -> str:
        """Return the name of a language."""
        return load(self.language).language_name(tag)

    def known(self, group: str, value: str) -> str:
        """Return the word for a value of a group of messages, the value itself where there is none."""
        return said(self.language, f"reader.{group}.{value}") if f"reader.{group}.{value}" in catalogue("en") else value

    def glyph(self, status: str) -> str:
        """Return the symbol of a service state."""
        return _GLYPHS.get(status, "nr")

    def plain(self, by: SetBy) -> SetBy:
        """Return who set a value, without why."""
        return SetBy(by.name, by.version, by.person, "")

    def back(self, action: str, here: str) -> str:
        """Return the query of a link to a decision that leads back here."""
        return urlencode({"do": action, "return_to": here})


def flags_told(flags: Iterable[str]) -> tuple[str, ...]:
    """Return the flags of a claim that have a word; how sure a reader was is told without its number."""
    named = ("source_uncertain" if flag.startswith("source uncertain") else flag for flag in flags)
    known = catalogue("en")
    return tuple(dict.fromkeys(flag for flag in named if f"reader.claim_flag.{flag}" in known))


def facets_told(facets: Mapping[str, Sequence[Facet]], names: Iterable[str]) -> dict[str, tuple[Facet, ...]]:
    """Return the facets with these names; of flags those that have a word, since the others tell one claim each."""
    found = {name: tuple(facets.get(name, ())) for name in names}
    if "flags" in found:
        found["flags"] = tuple(one for one in found["flags"] if flags_told((one.value,)) == (one.value,))
    return found
