"""The stages for claims in Ukrainian, Russian and German, for the one place that lists all stages."""

from reportedly.stages.extract_languages import ExtractLanguages
from reportedly.stages.glossed.also import AlsoGlossed
from reportedly.stages.glossed.reader import GlossReader
from reportedly.stages.locate_languages import LocateLanguages

__all__ = ["AlsoGlossed", "ExtractLanguages", "GlossReader", "LocateLanguages"]
