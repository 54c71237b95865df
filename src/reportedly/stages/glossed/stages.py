"""The stages for claims in Ukrainian, Russian and German, for the one place that lists all stages."""

from collections.abc import Callable
from functools import cache

from reportedly.interfaces import Stage
from reportedly.stages.extract_languages import ExtractLanguages
from reportedly.stages.glossed.also import AlsoGlossed
from reportedly.stages.glossed.frames import Frames, frames
from reportedly.stages.glossed.reader import GlossReader
from reportedly.stages.locate_languages import LocateLanguages

__all__ = ["AlsoGlossed", "ExtractLanguages", "GlossReader", "LocateLanguages", "by_language"]


def by_language(english: Stage, glossed: Callable[[Frames], Stage]) -> AlsoGlossed:
    """Return a stage that reads English itself, glosses by what `glossed` makes with the rules for the language.

    The rules are read with the first document in the language: that takes a second.
    """
    return AlsoGlossed(english, cache(lambda language: glossed(frames(language))))
