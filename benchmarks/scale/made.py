"""Invented documents and claims of any number: families of stories, a hot topic, one release that many print.

No stage reads them: sketches, keys and claims are made directly, as a store keeps them.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib.resources import files

from reportedly.corroborate.dossier import Dossier
from reportedly.corroborate.items import Spot, coded, item_of, words_of
from reportedly.corroborate.root import Root
from reportedly.derive.citations import Names
from reportedly.gloss import Marker, marker
from reportedly.join.prints import Print, print_of
from reportedly.records import (
    Claim,
    Coding,
    Document,
    Geolocation,
    Level,
    Passage,
    Quantity,
    Reading,
    Span,
    Theatre,
    Timing,
    claim_id,
    document_id,
)
from reportedly.text import digest

SEED = 20261128
"""Seed of every draw."""

HOT_SHARE = 0.05
"""Share of all claims that are about one place and one category within one month."""

RELEASE = 500
"""Documents that print the same release, at most one in ten of all."""

DAYS = 730
_FIRST = date(2025, 1, 1)
_OUTLETS = 400
_PLACES = 3000
_REGIONS = 60
_CATEGORIES = [f"GUO.{letter}{n:02}" for letter in "ABCDEFGHIJ" for n in range(1, 5)]
_SECTORS = ("water", "electricity", "health", "education", "transport", "cash", "police", "housing", "heating", "post")
_FAMILY_SIZES = (1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 8, 10, 12)
_HOT_CATEGORY, _HOT_PLACE, _HOT_START = "GUO.C02", 0, 400


@dataclass(frozen=True, slots=True)
class Made:
    """One invented document, ready for joining, and the document that it was made from (None: from none)."""

    document: Document
    print: Print
    dossier: Dossier
    parent: str | None
    story: int


@dataclass(frozen=True, slots=True)
class _Story:
    number: int
    category: str
    place: int
    day: int
    sentences: tuple[str, ...]
    claims: int


class Maker:
    """Makes documents; the same ones for the same numbers, however many are made."""

    def __init__(self) -> None:
        self._dice = random.Random(SEED)  # noqa: S311 (invented data)
        self._words = self._vocabulary()
        self._weights = [1 / (n + 8) for n in range(len(self._words))]
        self._sums = _sums(self._weights)
        self._marker: Marker = marker()
        self._names = Names.of(Theatre())
        self._stories = 0

    def documents(self, count: int) -> Iterator[Made]:
        """Yield `count` documents, family by family."""
        made = 0
        release = min(RELEASE, count // 10)
        while made < count:
            size = release if made == 0 else self._dice.choice(_FAMILY_SIZES)
            for one in self._family(min(size, count - made), viral=made == 0):
                made += 1
                yield one

    def _vocabulary(self) -> list[str]:
        """Return the English words of the project's own list, most frequent first."""
        lines = (files("reportedly.gloss") / "data" / "words.tsv").read_text("utf-8").splitlines()
        return [word for line in lines if (word := line.partition("\t")[0]).isalpha()]

    def _sentence(self, story_words: list[str], place: int) -> str:
        words = self._dice.choices(self._words, cum_weights=self._sums, k=self._dice.randint(6, 12))
        words += self._dice.sample(story_words, 4)
        self._dice.shuffle(words)
        number = self._dice.randint(13, 9000)
        return f"{words[0].capitalize()} {' '.join(words[1:])} {_place_name(place)} {number}."

    def _story(self) -> _Story:
        self._stories += 1
        hot = self._dice.random() < HOT_SHARE
        place = _HOT_PLACE if hot else self._dice.randrange(1, _PLACES)
        day = self._dice.randrange(_HOT_START, _HOT_START + 30) if hot else self._dice.randrange(DAYS)
        own = self._dice.sample(self._words[200:], 10)
        sentences = tuple(self._sentence(own, place) for _ in range(self._dice.randint(4, 8)))
        category = _HOT_CATEGORY if hot else self._dice.choice(_CATEGORIES)
        return _Story(self._stories, category, place, day, sentences, self._dice.randint(1, 4))

    def _family(self, size: int, *, viral: bool) -> Iterator[Made]:
        story, texts, ids = self._story(), list[tuple[str, ...]](), list[str]()
        for n in range(size):
            at = 0 if viral or n == 0 else self._dice.randrange(n)
            sentences = story.sentences if n == 0 else self._retold(texts[at], story, viral=viral)
            made = self._made(story, sentences, n, ids[at] if n else None)
            texts.append(sentences)
            ids.append(made.document.id)
            yield made

    def _retold(self, sentences: tuple[str, ...], story: _Story, *, viral: bool) -> tuple[str, ...]:
        if viral:
            return sentences
        own = tuple(self._sentence(self._dice.sample(self._words[200:], 10), story.place) for _ in range(2))
        return (*sentences[: max(2, len(sentences) - 1)], *own[: self._dice.randint(0, 2)])

    def _made(self, story: _Story, sentences: tuple[str, ...], n: int, parent: str | None) -> Made:
        text, spans = "", []
        for sentence in sentences:
            spans.append(Span(len(text), len(text) + len(sentence)))
            text += sentence + " "
        outlet = f"Outlet {self._dice.randrange(_OUTLETS)}"
        day = _FIRST + timedelta(days=story.day, hours=0)
        published = f"{(day + timedelta(days=n // 8)).isoformat()}T{6 + n % 8:02}:{story.number % 60:02}:00+00:00"
        path = f"{story.number:07}-{n:03}.txt"
        sha = digest(text, path, length=64)
        document = Document(
            document_id(sha), sha, "txt", text, path, "text/plain", "plain/1", "2027-06-01T00:00:00Z", "en",
            outlet, None, published=published,
        )  # fmt: skip
        reading = self._reading(document, story, spans)
        dossier = self._dossier(reading, published)
        return Made(document, print_of(reading, self._marker, self._names), dossier, parent, story.number)

    def _reading(self, document: Document, story: _Story, spans: list[Span]) -> Reading:
        passage = Passage(document.id, Span(0, len(document.text.rstrip())), "body", 1, tuple(spans))
        records: list[object] = [passage]
        day = (_FIRST + timedelta(days=story.day)).isoformat()
        spot = _spot(story.place)
        for span in spans[: story.claims]:
            claim = claim_id(document.id, (span,))
            number = float(span.of(document.text).rstrip(".").rpartition(" ")[2])
            records += [
                Claim(claim, document.id, (span,), span.of(document.text), "status", "+", "ongoing", passage=1),
                Coding(claim, "guo", "1.1.0", story.category, sector=(_SECTORS[story.number % len(_SECTORS)],)),
                Level(claim, "L1", "told without a hedge"),
                Geolocation(claim, span, "event", "settlement", spot.name, spot.id, spot.lat, spot.lon),
                Timing(claim, day, day, day, "stated"),
                Quantity(claim, span, number, None, number, min(words_of(span.of(document.text)))),
            ]
        return Reading(document, tuple(records))  # type: ignore[arg-type]

    def _dossier(self, reading: Reading, published: str) -> Dossier:
        document = reading.document
        name = document.publisher or ""
        root = Root(f"name:{name.casefold()}", name, "named", "unknown", "outlet", True, (), "")
        items = tuple(replace(item_of(reading, c, k, rank=n), source=None) for n, (c, k) in enumerate(coded(reading)))
        return Dossier(
            document.id, (published, document.path, document.id), root.key, name, items, (root,) * len(items)
        )


def _spot(place: int) -> Spot:
    # Settlements on a grid about 15 km wide: some are neighbours, most are not.
    row, column = divmod(place, 60)
    return Spot(f"s:{place}", _place_name(place), "settlement", 44.0 + row * 0.085, 22.0 + column * 0.3)


_ONSETS = ("B", "D", "F", "G", "H", "K", "L", "M", "N", "P", "R", "S", "T", "V", "Br", "Kr", "Sk", "Tr", "Gl", "Dv")
_MIDDLES = ("ar", "el", "in", "os", "um", "ath", "ek", "iv", "on", "ug", "ash", "eld", "irn", "ost", "ubr")
_ENDINGS = ("ov", "ice", "any", "ham", "sk", "ell", "ora", "ino", "uda", "ek")


def _place_name(place: int) -> str:
    rest, ending = divmod(place, len(_ENDINGS))
    onset, middle = divmod(rest, len(_MIDDLES))
    return _ONSETS[onset % len(_ONSETS)] + _MIDDLES[middle] + _ENDINGS[ending]


def parents(place: str) -> tuple[str, ...]:
    """Return the region that holds an invented place."""
    return (f"s:region{int(place[2:]) % _REGIONS}",) if place[2:].isdigit() else ()


def _sums(weights: list[float]) -> list[float]:
    total, found = 0.0, []
    for weight in weights:
        total += weight
        found.append(total)
    return found
