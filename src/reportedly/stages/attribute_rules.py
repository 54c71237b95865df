"""Attribution relations by rule: who is printed as the source of which words, and by which cue."""

from collections.abc import Sequence

from reportedly.interfaces import StageInfo
from reportedly.records import Passage, Reading, Record, Relation
from reportedly.stages.attribution.discourse import link_units
from reportedly.stages.attribution.found import Found, spans
from reportedly.stages.attribution.mending import behind_mark
from reportedly.stages.attribution.relations import relations_of
from reportedly.stages.attribution.units import units_of
from reportedly.stages.cues import Lexicon


class AttributeRules:
    """Finds relations in English without a parser: cue words by counts, noun phrases by closed word lists."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._info = StageInfo(
            name="attribute.rules",
            version=4,
            summary="Finds who is named as the source of which words (cue words, noun phrases, quotations).",
            languages=("en",),
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
        text = reading.text
        units = units_of(text, reading.of(Passage))
        found = link_units([(unit, relations_of(unit, text)) for unit in units])
        records = [self._record(reading, item) for item in found]
        return tuple(r for r in records if r is not None)

    def _record(self, reading: Reading, found: Found) -> Relation | None:
        cue = spans(found.cue)
        content = spans(found.content)
        if not cue or not (content or found.anaphoric):
            return None
        entry = self._entry(reading.text, found)
        return Relation(
            document=reading.document.id,
            source=tuple(behind_mark(reading.text, span) for span in spans(found.source)),
            cue=cue,
            content=content,
            lexicon_id=entry[0],
            cue_type=entry[1],  # type: ignore[arg-type]
            anaphoric=found.anaphoric,
            score=round(found.score, 3),
            rule=found.rule,
            producer=self._info.producer,
        )

    def _entry(self, text: str, found: Found) -> tuple[str | None, str]:
        """Return lexicon id and type of the cue; the words around it help the lexicon's guards."""
        start, end = found.cue[0][0], found.cue[-1][1]
        left, right = max(0, start - 40), min(len(text), end + 40)
        for match in self._lexicon.find(text[left:right]):
            if match.start + left < end and match.end + left > start and match.entry.type not in ("LBL", "PLN", "EPI"):
                return match.entry.id, match.entry.type
        return None, "ATT"
