"""code.both: rules where the codebook has categories with rules, another coder for its own categories."""

from collections.abc import Sequence

from reportedly.interfaces import Stage, StageInfo
from reportedly.records import Coding, Reading, Record

_LEFT = frozenset({"X00", "X09"})
"""What rules say where they know nothing."""


class CodeBoth:
    """The coding of the rules, except where they know nothing and the other coder has a category."""

    def __init__(self, rules: Stage, other: Stage) -> None:
        self._rules = rules
        self._other = other

    @property
    def info(self) -> StageInfo:
        """Name, version (both count), languages (those of the other coder), reads, makes."""
        rules, other = self._rules.info, self._other.info
        return StageInfo(
            f"{rules.name}+{other.name.rpartition('.')[2]}",
            rules.version * 100 + other.version,
            f"{rules.summary}; {other.summary} for the codebook's own",
            languages=other.languages,
            reads=tuple(dict.fromkeys((*rules.reads, *other.reads))),
            makes=(Coding,),
        )

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return one coding for each claim of each reading."""
        languages = self._rules.info.languages
        read = [reading for reading in readings if (reading.document.language or "") in languages]
        by_rules = {
            record.claim: record
            for records in self._rules.annotate(read)
            for record in records
            if isinstance(record, Coding)
        }
        return [
            tuple(self._better(by_rules.get(record.claim), record) for record in records if isinstance(record, Coding))
            for records in self._other.annotate(readings)
        ]

    @staticmethod
    def _better(ruled: Coding | None, other: Coding) -> Coding:
        if ruled is None:
            return other
        unruled = ruled.category in _LEFT and other.category not in _LEFT
        return other if unruled else ruled

    def ranking(self, wording: str) -> tuple[str, ...]:
        """Return the codes that a wording may have, best first."""
        found = [_ranking(stage, wording) for stage in (self._rules, self._other)]
        first, second = found if not found[0] or found[0][0] not in _LEFT else reversed(found)
        return tuple(dict.fromkeys((*first, *second)))


def _ranking(stage: Stage, wording: str) -> tuple[str, ...]:
    ranked: tuple[str, ...] = stage.ranking(wording) if hasattr(stage, "ranking") else ()
    return ranked
