"""The stages for claims in Ukrainian, Russian and German, for the one place that lists all stages."""

from reportedly.stages.extract_languages import ExtractLanguages
from reportedly.stages.glossed.also import AlsoGlossed
from reportedly.stages.glossed.frames import frames
from reportedly.stages.glossed.reader import GlossReader
from reportedly.stages.glossed.words import LANGUAGES
from reportedly.stages.locate_languages import LocateLanguages

__all__ = ["LANGUAGES", "AlsoGlossed", "ExtractLanguages", "GlossReader", "LocateLanguages", "frames"]
