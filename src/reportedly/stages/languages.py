"""The stages that tell who says what in Ukrainian, Russian and German, in their order."""

from reportedly.interfaces import SourceRegister, Stage
from reportedly.records import Theatre
from reportedly.stages.attribute_languages import AttributeLanguages
from reportedly.stages.attribution_languages.naming import Sounds
from reportedly.stages.chain_languages import ChainLanguages
from reportedly.stages.hedge_languages import HedgeLanguages
from reportedly.stages.identify_languages import IdentifyLanguages

__all__ = ["AttributeLanguages", "chained"]


def chained(theatre: Theatre, register: SourceRegister, sounds: Sounds | None = None) -> list[Stage]:
    """Return the stages that join claims to their sources, the sources to bodies, and give the levels.

    `sounds` finds names of the register that are written in another script.
    """
    return [ChainLanguages(theatre), IdentifyLanguages(register, sounds), HedgeLanguages()]
