"""The installed product as a benchmark sees it: text in, records out."""

from collections.abc import Sequence
from functools import cached_property
from time import perf_counter
from typing import Protocol

from benchmarks.attribution_speed import Meter
from benchmarks.corpora import Question, Row
from benchmarks.relabelling import Relabelling
from reportedly.errors import DocumentFailed, InvalidRecord
from reportedly.gazetteer.home import HomeVotes
from reportedly.interfaces import Gazetteer, Resolved, Stage, Toponym
from reportedly.records import Claim, Geolocation, Passage, PersonMention, Reading, Relation

_BESIDE_CLAIMS = frozenset((Passage, PersonMention, Relation, Geolocation))
"""What stages make that a claim's places rest on, and the places."""


class Product(Protocol):
    """What is scored."""

    def read(self, question: Question) -> Reading | None:
        """Return the reading of one document, None where the product gave up on it."""
        ...

    def code(self, question: Question, relabelling: Relabelling | None = None) -> Reading | None:
        """Return the reading of a document whose claims are given by their evidence, coded by a relabelled codebook.

        None where the product gave up on it.
        """
        ...

    def locate(self, question: Question) -> Reading | None:
        """Return the reading of a document whose claims are given by their evidence, with the places of the claims.

        None where the product gave up on it.
        """
        ...

    def brief(self, reading: Reading) -> str | None:
        """Return the text of the brief that rests on this reading alone, None where there is no brief."""
        ...

    def stage_seconds(self, reading: Reading) -> dict[str, float]:
        """Return the seconds that each stage takes on the document of a reading, by stage name."""
        ...

    def attribution_cost(self, question: Question) -> Row:
        """Return what the tagger alone costs on a text (see `attribution_speed`); nothing where there is no tagger."""
        ...

    @property
    def gazetteer(self) -> Gazetteer:
        """The place names of the product."""
        ...

    def resolve_at_home(self, question: Question, toponyms: Sequence[Toponym]) -> list[Resolved]:
        """Resolve toponyms with what the other texts of the outlet say of its home area."""
        ...


class Installed:
    """The product as it is installed, through its front door."""

    def __init__(self) -> None:
        self.failed: list[str] = []
        self._votes: dict[str, HomeVotes] = {}
        self._scanned: dict[str, Sequence[Toponym]] = {}

    def read(self, question: Question) -> Reading | None:
        """Return the reading; a document that fails is noted in `failed`."""
        from reportedly import assembly

        try:
            found: Reading = assembly.read(
                question.text,
                language=question.lang,
                publisher=question.publisher,
                published=question.published,
                title=question.title,
            )
        except (DocumentFailed, InvalidRecord) as e:
            self.failed.append(f"{question.id}: {e}")
            return None
        return found

    def code(self, question: Question, relabelling: Relabelling | None = None) -> Reading | None:
        """Return the reading; a document that fails is noted in `failed`."""
        from reportedly import assembly

        book = None if relabelling is None else relabelling(assembly.codebook())
        try:
            return assembly.code_given(question.text, question.evidence, language=question.lang, book=book)
        except (DocumentFailed, InvalidRecord) as e:
            self.failed.append(f"{question.id}: {e}")
            return None

    def locate(self, question: Question) -> Reading | None:
        """Return the reading; a document that fails is noted in `failed`."""
        from reportedly.ingest.passing import text_in_passing
        from reportedly.stages.extract import ExtractRules

        reading = Reading(text_in_passing(question.text, question.lang))
        try:
            for stage in self._stages:
                info = stage.info
                if Claim in info.makes and not reading.of(Claim):
                    reading = reading.plus(ExtractRules().given(reading, question.evidence))
                elif _BESIDE_CLAIMS.intersection(info.makes) and question.lang in (info.languages or (question.lang,)):
                    reading = reading.plus(stage.annotate([reading])[0])
        except (DocumentFailed, InvalidRecord) as e:
            self.failed.append(f"{question.id}: {e}")
            return None
        return reading

    def brief(self, reading: Reading) -> str | None:
        """Return the brief as text."""
        from reportedly.briefing import brief_text

        return str(brief_text([reading]))

    def stage_seconds(self, reading: Reading) -> dict[str, float]:
        """Return the seconds by stage; stages for other languages are left out."""
        seconds: dict[str, float] = {}
        fresh = Reading(reading.document)
        for stage in self._stages:
            if stage.info.languages and reading.document.language not in stage.info.languages:
                continue
            start = perf_counter()
            [records] = stage.annotate([fresh])
            seconds[stage.info.name] = perf_counter() - start
            fresh = fresh.plus(records)
        return seconds

    def attribution_cost(self, question: Question) -> Row:
        """Return the cost of the tagger that is installed."""
        return self._meter.measure(question)

    @cached_property
    def _meter(self) -> Meter:
        return Meter()

    @cached_property
    def _stages(self) -> Sequence[Stage]:
        from reportedly import assembly

        return tuple(assembly.default_stages())

    def resolve_at_home(self, question: Question, toponyms: Sequence[Toponym]) -> list[Resolved]:
        """Return the answers; without another text of the outlet they are those without a home."""
        from reportedly import assembly
        from reportedly.gazetteer.home import home_area

        for text in question.beside:
            if text not in self._scanned:
                self._scanned[text] = assembly.scanned(self.gazetteer, text)
                self._votes[text] = assembly.home_votes_of(self.gazetteer, text, self._scanned[text])
        first = home_area(self._votes[text] for text in question.beside)
        home = first and home_area(
            assembly.home_votes_of(self.gazetteer, text, self._scanned[text], first) for text in question.beside
        )
        return self.gazetteer.resolve(question.text, toponyms, home=home)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer that the stages use."""
        from reportedly import assembly

        found: Gazetteer = assembly.gazetteer()
        return found
