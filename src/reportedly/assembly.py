"""Builds the parts named in the settings; the one place that knows them all."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.errors import DocumentFailed
from reportedly.interfaces import Gazetteer, Stage
from reportedly.pipeline import annotate
from reportedly.records import Document, Reading, Theatre, document_id
from reportedly.text import digest

if TYPE_CHECKING:
    from reportedly.codebook import Codebook

NO_THEATRE = Theatre()
_MEMORY = "memory"


def gazetteer(theatre: Theatre = NO_THEATRE, *, progress: Callable[[str, float], None] | None = None) -> Gazetteer:
    """Open the default gazetteer with the theatre's own places on top; built on first use (10 to 20 s)."""
    # Late: loading the gazetteer must not cost `reportedly --help` anything.
    from reportedly.gazetteer import open_default

    return open_default(extra=theatre.places, progress=progress)


@cache
def codebook() -> "Codebook":
    """Return the default codebook."""
    from reportedly.codebook import load_default

    return load_default()


def default_stages(theatre: Theatre = NO_THEATRE, places: Gazetteer | None = None) -> list[Stage]:
    """Return the literal list of stages, in order, with their data loaded."""
    # Late: lexicons, codebook and gazetteer take about a second; listing commands must not.
    from reportedly.stages.attribute_rules import AttributeRules
    from reportedly.stages.chain import ChainRules
    from reportedly.stages.code import CodeRules
    from reportedly.stages.cues import load_lexicon
    from reportedly.stages.date import DateRules
    from reportedly.stages.extract import ExtractRules
    from reportedly.stages.hedge import HedgeRules
    from reportedly.stages.locate import LocateRules
    from reportedly.stages.quantify import QuantifyRules
    from reportedly.stages.segment import SegmentRules
    from reportedly.stages.status import StatusRules

    lexicon = load_lexicon("en")
    found = places if places is not None else gazetteer(theatre)
    return [
        SegmentRules(),
        AttributeRules(lexicon),
        ExtractRules(),
        ChainRules(lexicon, theatre),
        HedgeRules(lexicon),
        CodeRules(codebook()),
        QuantifyRules(),
        LocateRules(found),
        DateRules(),
        StatusRules(),
    ]


@cache
def _stages() -> tuple[Stage, ...]:
    return tuple(default_stages())


def read(
    text: str | Path,
    *,
    language: str | None = "en",
    publisher: str | None = None,
    published: str | None = None,
    title: str | None = None,
    theatre: Theatre | None = None,
) -> Reading:
    """Run all stages on one text and return its reading: the same records that a project holds.

    `text` is the text itself. `published` is an ISO date or time with zone. Raises InvalidRecord for an
    empty text, DocumentFailed where a stage gives up.
    """
    stages: Sequence[Stage] = _stages() if theatre is None else default_stages(theatre)
    [done] = annotate(stages, [Reading(_document(str(text), language, publisher, published, title))])
    for outcome, _ in done.steps:
        if outcome.state == "failed":
            raise DocumentFailed(f"{outcome.stage}: {outcome.message}")
    return done.reading


def _document(
    text: str, language: str | None, publisher: str | None, published: str | None, title: str | None
) -> Document:
    sha256 = digest(text, length=64)
    return Document(
        id=document_id(sha256),
        sha256=sha256,
        text_id="txt_" + sha256[:16],
        text=text,
        path=_MEMORY,
        media_type="text/plain",
        extractor="plain/1",
        retrieved_at="1970-01-01T00:00:00+00:00",
        language=language,
        publisher=publisher,
        title=title,
        published=published,
        published_basis="field" if published else "none",
    )
