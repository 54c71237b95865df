"""What a sample says: the share of right values for each field, with its interval, and what was missed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportedly.checking.answers import SILENT, Answer
from reportedly.checking.sample import Item, Sample
from reportedly.checking.values import FIELDS
from reportedly.evaluate.agreement import kappa, wilson
from reportedly.records import domain_of

LEAST = 10
"""Verdicts from which on a share is told for a language or category by itself."""


@dataclass(frozen=True, slots=True)
class Share:
    """How often one field was right among what was decided, with the 95 % interval (Wilson); `unsure` are left out."""

    field: str
    group: str
    right: int
    decided: int
    unsure: int
    low: float
    high: float

    @property
    def precision(self) -> float | None:
        """The share that was right, None where nothing was decided."""
        return self.right / self.decided if self.decided else None


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one sample.

    `shares` are over the whole sample, `groups` by language and domain where enough was checked. `silent` is the
    share of sentences without a claim in which really none stands. `agreement` holds for each field how many items
    two people checked, the share of equal verdicts, and Cohen's kappa.
    """

    sample: str
    checked: int
    items: int
    people: tuple[str, ...]
    shares: tuple[Share, ...]
    silent: Share
    groups: tuple[Share, ...]
    agreement: dict[str, tuple[int, float, float | None]]
    wrong: tuple[tuple[Item, Answer], ...]


def report(sample: Sample, answers: Sequence[Answer]) -> Report:
    """Return what the answers say of the sample.

    Where several people checked the same field, the verdict of most of them counts; where they are equally many it is
    unsure.
    """
    items = {item.id: item for item in sample.items}
    settled = _settled(answers)
    claims = [(key, verdict) for key, verdict in settled.items() if key[1] != SILENT]
    checked = {item for item, _ in settled}
    return Report(
        sample.id,
        len(checked),
        len(items),
        tuple(sorted({a.by for a in answers})),
        tuple(_share(f, "", [v for (_, field), v in claims if field == f]) for f in FIELDS),
        _share(SILENT, "", [v for (_, field), v in settled.items() if field == SILENT]),
        tuple(_groups(items, settled)),
        {field: found for field in (*FIELDS, SILENT) if (found := _agreement(answers, field))},
        tuple((items[a.item], a) for a in answers if a.verdict == "wrong" and a.item in items),
    )


def _settled(answers: Iterable[Answer]) -> dict[tuple[str, str], str]:
    votes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in answers:
        votes[(one.item, one.field)].append(one.verdict)
    return {key: _most(given) for key, given in votes.items()}


def _most(given: Sequence[str]) -> str:
    right, wrong = given.count("right"), given.count("wrong")
    return "unsure" if right == wrong else "right" if right > wrong else "wrong"


def _share(field: str, group: str, verdicts: Sequence[str]) -> Share:
    right, unsure = verdicts.count("right"), verdicts.count("unsure")
    decided = len(verdicts) - unsure
    return Share(field, group, right, decided, unsure, *wilson(right, decided))


def _groups(items: dict[str, Item], settled: dict[tuple[str, str], str]) -> Iterable[Share]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (item, field), verdict in settled.items():
        one = items[item]
        domain = domain_of(one.values.get("category", ""))
        for group in (f"language {one.language}", f"domain {domain}"):
            if field != SILENT or group.startswith("language"):
                found[(group, field)].append(verdict)
    for (group, field), verdicts in sorted(found.items()):
        if len(verdicts) >= LEAST:
            yield _share(field, group, verdicts)


def _agreement(answers: Sequence[Answer], field: str) -> tuple[int, float, float | None] | None:
    by_item: dict[str, list[Answer]] = defaultdict(list)
    for one in answers:
        if one.field == field and one.verdict != "unsure":
            by_item[one.item].append(one)
    pairs = []
    for given in by_item.values():
        first, second = sorted(given, key=lambda a: a.by)[:2] if len(given) > 1 else (None, None)
        if first and second:
            pairs.append((first.verdict, second.verdict))
    if not pairs:
        return None
    return len(pairs), sum(a == b for a, b in pairs) / len(pairs), kappa([(str(a), str(b)) for a, b in pairs])
