"""Attribution relations in Ukrainian, Russian and German: who is printed as the source of which words."""

from collections.abc import Sequence

from reportedly.interfaces import StageInfo
from reportedly.records import Passage, Reading, Record, Relation
from reportedly.records.values import CueType
from reportedly.stages.attribution_languages import LANGUAGES
from reportedly.stages.attribution_languages.denials import DENIED
from reportedly.stages.attribution_languages.hedging import entry_of
from reportedly.stages.attribution_languages.page import Page, Said
from reportedly.stages.attribution_languages.relations import Relations
from reportedly.stages.cues import Entry, load_lexicon


class AttributeLanguages:
    """Finds relations by closed word lists: verbs before and after, openers, colons, dashes, citations."""

    def __init__(self) -> None:
        self._info = StageInfo(
            name="attribute.languages",
            version=6,
            summary="Finds who is named as the source of which words, in Ukrainian, Russian and German.",
            languages=LANGUAGES,
            reads=(Passage,),
            makes=(Relation,),
        )

    @property
    def info(self) -> StageInfo:
        """Name, version, languages, reads, makes."""
        return self._info

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return the relations of each reading, in order of the text."""
        return [self._relations(reading) for reading in readings]

    def _relations(self, reading: Reading) -> tuple[Record, ...]:
        language = reading.document.language or ""
        page = Page.of(reading.text, language, reading.of(Passage))
        return tuple(self._record(reading, said, language) for said in Relations(page).find())

    def _record(self, reading: Reading, said: Said, language: str) -> Relation:
        entry = entry_of(reading.text, said.cue, load_lexicon(language))
        return Relation(
            document=reading.document.id,
            source=(said.source,) if said.source is not None else (),
            cue=(said.cue,),
            content=tuple(sorted(said.content)),
            lexicon_id=entry.id if entry is not None else None,
            cue_type=_cue_type(said, entry),
            anaphoric=said.anaphoric,
            beside=bool(said.beside),
            rule=said.beside or said.rule,
            producer=self._info.producer,
        )


def _cue_type(said: Said, entry: Entry | None) -> CueType:
    """Return what kind of cue a relation has: that of its entry; "called lies" and the like deny without one."""
    if said.rule == DENIED:
        return "DEN"
    if entry is not None:
        return entry.type
    return "CHN" if said.beside == "cites" else "ATT"
