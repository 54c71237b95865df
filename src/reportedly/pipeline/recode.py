"""Another codebook: which stages have to run again, and what became of the claims."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportedly.interfaces import Stage, StageInfo
from reportedly.records import RECORD_KINDS, Claim, Coding, Reading, Record, to_plain
from reportedly.records.withhold import Discretion, private_names


def stages_to_run(stages: Sequence[Stage], settled: Collection[str]) -> list[Stage]:
    """Return the stages that have to run on a document, given the producers that have settled it.

    None if all have. Where only coding is missing: the coder and whatever reads, directly or not, what it makes.
    Else all, from the beginning.
    """
    missing = [stage for stage in stages if stage.info.producer not in settled]
    if not missing:
        return []
    if not all(Coding in stage.info.makes for stage in missing):
        return list(stages)
    changed: set[type] = set()
    found: list[Stage] = []
    for stage in stages:
        if stage in missing or changed.intersection(stage.info.reads):
            changed.update(stage.info.makes)
            found.append(stage)
    return found


KEPT = "kept/1"
"""The producer of what stands for the stages that do not run again."""


class Kept:
    """Stands for the stages that do not run again: what they made is in the readings already."""

    @property
    def info(self) -> StageInfo:
        """A stage that makes whatever later ones read."""
        return StageInfo("kept", 1, "what was made before", makes=RECORD_KINDS)

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return nothing new."""
        return [() for _ in readings]


def without(reading: Reading, stages: Sequence[Stage]) -> Reading:
    """Return a reading without what these stages make."""
    made = {kind for stage in stages for kind in stage.info.makes}
    return Reading(reading.document, tuple(record for record in reading.records if type(record) not in made))


def replaced(stages: Sequence[Stage], known: Iterable[str]) -> frozenset[str]:
    """Return the names of known stages whose place another of `stages` has taken: "code.words" for "code.rules"."""
    names = {stage.info.name for stage in stages}
    families = {name.partition(".")[0] for name in names}
    return frozenset(name for name in known if name not in names and name.partition(".")[0] in families)


@dataclass(frozen=True, slots=True)
class Example:
    """A claim that was coded anew, with its passage, private names withheld."""

    claim: str
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Claims that had one category and have another: how many, and some of them.

    `same` says that both mean the same shipped category: only the id has changed.
    """

    before: str
    after: str
    count: int
    examples: tuple[Example, ...]
    same: bool = False


@dataclass(frozen=True, slots=True)
class Recoded:
    """What another codebook made of the claims: `before` and `after` name the codebooks with their versions."""

    before: tuple[str, ...]
    after: str
    pairs: tuple[Pair, ...]
    unchanged: int

    @property
    def changed(self) -> int:
        """How many claims have another category."""
        return sum(pair.count for pair in self.pairs)

    def plain(self) -> dict[str, Any]:
        """Return it as JSON-ready values."""
        return {**to_plain(self), "changed": self.changed}


def recoded(
    history: Mapping[str, Sequence[Coding]], *, examples: int = 3, before: tuple[str, str] | None = None
) -> Recoded | None:
    """Return what became of the claims, None where no claim was ever coded otherwise.

    `history` holds the codings of each claim, the current one last. It is compared with the last one on another
    basis, or with `before` (codebook, version) with the last one under that codebook.
    """
    found: dict[tuple[str, str], list[tuple[Coding, Coding]]] = {}
    unchanged = 0
    olds: Counter[str] = Counter()
    news: Counter[str] = Counter()
    for codings in history.values():
        new = codings[-1]
        old = next((one for one in reversed(codings[:-1]) if _other(one, new, before)), None)
        if old is None:
            continue
        olds[label(old)] += 1
        news[label(new)] += 1
        if old.category == new.category:
            unchanged += 1
        else:
            found.setdefault((old.category, new.category), []).append((old, new))
    if not news:
        return None
    pairs = [
        Pair(was, now, len(both), tuple(Example(new.claim) for _, new in both[:examples]), _same(both))
        for (was, now), both in found.items()
    ]
    pairs.sort(key=lambda pair: (-pair.count, pair.before, pair.after))
    return Recoded(tuple(olds), news.most_common(1)[0][0], tuple(pairs), unchanged)


def with_passages(found: Recoded, readings: Sequence[Reading]) -> Recoded:
    """Return the same with the passages of its examples, private names withheld."""
    wanted = {example.claim for pair in found.pairs for example in pair.examples}
    discretion = Discretion(private_names(readings))
    passages = {
        claim.id: " … ".join(discretion.shown(reading, (span,))[0] for span in claim.evidence)
        for reading in readings
        for claim in reading.of(Claim)
        if claim.id in wanted
    }
    return replace(
        found,
        pairs=tuple(
            replace(pair, examples=tuple(Example(e.claim, passages.get(e.claim, "")) for e in pair.examples))
            for pair in found.pairs
        ),
    )


def label(coding: Coding) -> str:
    """Return the codebook of a coding with its version, as in "guo 1.1.0"."""
    return f"{coding.codebook} {coding.version}"


def _other(one: Coding, new: Coding, before: tuple[str, str] | None) -> bool:
    if before is not None:
        return (one.codebook, one.version) == before
    return one.basis != new.basis


def _same(both: Sequence[tuple[Coding, Coding]]) -> bool:
    return all(old.meant == new.meant != "" for old, new in both)
