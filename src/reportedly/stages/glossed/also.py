"""A stage that reads English, made to read other languages by their gloss."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from reportedly.interfaces import Stage, StageInfo
from reportedly.records import Reading, Record
from reportedly.stages.glossed.reading import in_english
from reportedly.stages.glossed.words import LANGUAGES


class AlsoGlossed:
    """Hands English documents to a stage as they are, documents in `LANGUAGES` as their gloss.

    For stages that annotate claims (`Coding`, `StatusObservation`, `Quantity`, `Timing`): spans come back as those of
    the text. `glossed` gives the stage for the glosses of a language, if another one than for English.
    """

    def __init__(self, stage: Stage, glossed: Callable[[str], Stage] | None = None) -> None:
        self._stage = stage
        self._glossed = glossed

    @property
    def info(self) -> StageInfo:
        """That of the stage, with more languages; a stage that reads any language is left as it is."""
        info = self._stage.info
        return replace(info, languages=(*info.languages, *LANGUAGES)) if info.languages else info

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return the records of each reading, in the order of its claims."""
        glossed = bool(self._stage.info.languages)
        return [self._read(r, glossed=glossed and r.document.language in LANGUAGES) for r in readings]

    def _read(self, reading: Reading, *, glossed: bool) -> tuple[Record, ...]:
        if not glossed:
            return tuple(self._stage.annotate([reading])[0])
        there = in_english(reading)
        stage = self._glossed(reading.document.language or "") if self._glossed is not None else self._stage
        [made] = stage.annotate([there.reading])
        return tuple(back for record in made if (back := there.back(record)) is not None)
