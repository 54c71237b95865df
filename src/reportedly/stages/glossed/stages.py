"""The stages for claims in Ukrainian, Russian and German, for the one place that lists all stages."""

from collections.abc import Callable

from reportedly.interfaces import Stage
from reportedly.stages.extract_languages import ExtractLanguages
from reportedly.stages.glossed.also import AlsoGlossed
from reportedly.stages.glossed.frames import Frames, frames
from reportedly.stages.glossed.reader import GlossReader
from reportedly.stages.glossed.words import LANGUAGES
from reportedly.stages.locate_languages import LocateLanguages

__all__ = ["AlsoGlossed", "ExtractLanguages", "GlossReader", "LocateLanguages", "by_language"]


def by_language(english: Stage, glossed: Callable[[Frames], Stage]) -> AlsoGlossed:
    """Return a stage that reads English itself, glosses by what `glossed` makes with the rules for the language."""
    return AlsoGlossed(english, {language: glossed(frames(language)) for language in LANGUAGES})
