"""The demonstration set: its stories counted from hand-made claims, and the pipeline's own run."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from reportedly.assembly import Joined, default_stages, join
from reportedly.corroborate import corroborate
from reportedly.ingest import read_file
from reportedly.pipeline import annotate
from reportedly.records import DocEdge, Document, Event, Reading, Theatre
from reportedly.records.values import EdgeKind
from reportedly.theatre import load_theatre
from tests.unit.corroborate.pile import Told, report

ROOT = Path(__file__).parents[3] / "examples" / "valley"
TAPS, WIRE = "Korrisel Taps", "Lantern Wire"
UTILITIES = "the utilities department of the Ovrenda Provisional Administration"


@pytest.fixture(scope="module")
def theatre() -> Theatre:
    return load_theatre(ROOT / "theatre.yaml")


def unnamed(printed: str, role: str) -> tuple[str, dict[str, Any]]:
    return (printed, {"named": False, "role": role})


MEDIA = unnamed("several media", "unnamed_plural")


@dataclass(frozen=True)
class Line:
    """One claim of a story: its file's number, publisher and day, and its chain as a reader would write it."""

    file: str
    publisher: str | None
    day: str | None
    chain: tuple[Any, ...] = ()
    root: str | None = None
    private: tuple[str, ...] = ()


T01 = Line("01", TAPS, "2026-10-21")
T02 = Line("02", "Tessmar Ledger", "2026-10-21", ("The Telegram channel Korrisel Taps",))
T03 = Line("03", "Hill and River News", "2026-10-22", (unnamed("An employee", "resident"),), "unnamed_single")
T04 = Line("04", WIRE, "2026-10-22", (TAPS,))
T05 = Line("05", "Brolund Voice", "2026-10-22", (TAPS,))
T06 = Line("06", "Quayside Post", "2026-10-23", (WIRE, unnamed("a channel", "social_account")), "unnamed_single")
T07 = Line("07", "Ovrenda Provisional Administration", "2026-10-22", (UTILITIES,))
T08 = Line("08", "Lodestar Observer Mission", "2026-10-25")


def digest_14(*chain: Any, root: str | None = None) -> Line:
    return Line("14", None, None, chain, root)


WATER: list[Line] = [T01, T02, T03, T04, T05, Line("05", "Brolund Voice", "2026-10-22"), T06, T07, T08]
EDGES: list[tuple[str, str, EdgeKind]] = [
    ("02", "01", "copy"),
    ("03", "01", "copy"),
    ("04", "01", "cites"),
    ("05", "01", "cites"),
    ("06", "04", "cites"),
    ("14", "13", "cites"),
]

STORIES: list[tuple[str, str, str, list[Line], tuple[int, int, str]]] = [
    ("No piped water in Korrisel", "GUO.C02", "Korrisel", WATER, (3, 3, "K3")),
    ("The spare motor was never ordered", "GUO.C02", "Korrisel", [T01, T02, T03, T04, T07], (2, 2, "K3")),
    ("Fitters stay away from the works", "GUO.B02", "Korrisel", [T01, T02, T03, T04, T05, T06], (1, 1, "K1")),
    ("Repair workers were sent", "GUO.B03", "Korrisel", [T07], (1, 1, "K1")),
    (
        "The branch in Korrisel has not opened", "GUO.E01", "Korrisel",
        [
            Line("12", "Ovrenda Today", "2026-10-22", ("the press service of the bank",)),
            digest_14(),
        ],
        (1, 2, "K1"),
    ),
    (
        "Hospital staff in Vestrany refuse to work", "GUO.B02", "Vestrany",
        [
            Line("13", "Harrowmere Institute", "2026-10-26", (MEDIA,), "unnamed_plural"),
            digest_14(MEDIA, root="unnamed_plural"),
            Line("17", "Brolund Voice", "2026-10-25", (("Ilsa Morrend", {"role": "resident"}),), None, ("Ilsa Morrend",)),
        ],
        (1, 2, "K1"),
    ),
    (
        "Doctors were brought to Vestrany", "GUO.B03", "Vestrany",
        [
            Line("13", "Harrowmere Institute", "2026-10-26", ("the Tollmark health ministry",)),
            digest_14("the Harrowmere Institute"),
        ],
        (1, 1, "K1"),
    ),
    (
        "Aid is kept from those without a card", "GUO.H02", "Zhelvit",
        [Line("16", "Quayside Post", "2026-10-26", (), "none"), digest_14(root="none")],
        (0, 0, "K0"),
    ),
    (
        "October pensions are late", "GUO.E03", "Ameldy",
        [
            Line("10", "Ameldy town council in displacement", "2026-10-24", ("the council",)),
            Line("17", "Brolund Voice", "2026-10-25", (("Berrick Tolvane", {"role": "resident"}),), None, ("Berrick Tolvane",)),
            Line("17", "Brolund Voice", "2026-10-25", ("The head of the social office, Corvan Eldrith",)),
        ],
        (3, 3, "K3"),
    ),
    (
        "The bus line was not started", "GUO.C07", "Ameldy",
        [Line("16", WIRE, "2026-10-24", ("the transport office of the administration",))],
        (1, 1, "K1"),
    ),
]  # fmt: skip


def _story(told: str, category: str, place: str, lines: list[Line], theatre: Theatre) -> list[Event]:
    readings: dict[str, Reading] = {}
    for file in dict.fromkeys(line.file for line in lines):
        mine = [line for line in lines if line.file == file]
        claims = [
            Told(told, category, line.chain, line.root, place, sector=("story",), private=line.private) for line in mine
        ]
        readings[file] = report(*claims, publisher=mine[0].publisher, published=mine[0].day, path=file)
    edges = [
        DocEdge(readings[a].document.id, readings[b].document.id, kind, 0.9, "as the set says")
        for a, b, kind in EDGES
        if a in readings and b in readings
    ]
    return corroborate(list(readings.values()), edges, theatre=theatre).events


@pytest.mark.parametrize(
    ("told", "category", "place", "lines", "expected"), STORIES, ids=lambda v: v if isinstance(v, str) else ""
)
def test_each_story_of_the_valley_has_its_origins(
    told: str, category: str, place: str, lines: list[Line], expected: tuple[int, int, str], theatre: Theatre
) -> None:
    [event] = _story(told, category, place, lines, theatre)
    assert (event.origins_min, event.origins_max, event.corroboration) == expected


def test_the_water_story_has_three_sides_and_tells_against_the_controlling_one(theatre: Theatre) -> None:
    [event] = _story(*STORIES[0][:4], theatre)
    assert event.sides == ("controlling", "displaced", "neutral_monitor")
    taps = next(o for o in event.origins if o.name == TAPS)
    assert len(taps.documents) == 6


@pytest.fixture(scope="module")
def readings(theatre: Theatre) -> list[Reading]:
    found = [d for path in sorted((ROOT / "reports").iterdir()) for d in read_file(path, evidence=_Memory(), now=_NOW)]
    documents: dict[str, Document] = {}
    for document in found:
        # 15 holds the same bytes as 14: one content, one document.
        if isinstance(document, Document):
            documents.setdefault(document.id, document)
    assert len(documents) == 23
    return [done.reading for done in annotate(default_stages(theatre), [Reading(d) for d in documents.values()])]


_NOW = "2026-10-27T00:00:00+00:00"


class _Memory:
    """Keeps nothing but the digest."""

    def keep(self, data: bytes) -> str:
        return hashlib.sha256(data).hexdigest()

    def get(self, sha256: str) -> bytes:
        raise KeyError(sha256)

    def keep_stream(self, stream: BinaryIO) -> str:
        return self.keep(stream.read())

    def open(self, sha256: str) -> BinaryIO:
        raise KeyError(sha256)

    def keep_text(self, text_id: str, text: str) -> None:
        """Keep nothing."""


@pytest.fixture(scope="module")
def joined(readings: list[Reading], theatre: Theatre) -> Joined:
    return join(readings, theatre)


def _numbers(readings: list[Reading]) -> dict[str, str]:
    return {r.document.id: Path(r.document.path).name[:2] for r in readings}


def test_the_pipeline_finds_how_the_reports_of_the_valley_hang_together(
    readings: list[Reading], joined: Joined
) -> None:
    number = _numbers(readings)
    edges = {(number[e.start], number[e.end], e.kind) for e in joined.edges}
    # The undated digest (14) is not traced to the institute (13) that it takes from.
    assert {("12", "11", "revision_of"), *EDGES} - {("14", "13", "cites")} <= edges
    assert {e for e in edges if e[2] == "copy"} <= {
        ("02", "01", "copy"),
        ("03", "01", "copy"),
        ("03", "02", "copy"),
    }


def test_the_two_accounts_of_electricity_in_ameldy_are_a_contradiction(joined: Joined) -> None:
    events = [e for e in joined.events if e.place == "val:ameldy" and any(c.kind == "status" for c in e.contradictions)]
    assert [(e.origins_min, e.origins_max) for e in events] == [(1, 1), (1, 1)]
    assert {e.sides for e in events} == {("controlling",), ("displaced",)}
    [cell] = [c for c in joined.ledger if (c.place, c.sector) == ("val:ameldy", "electricity")]
    assert cell.status == "conflict"


def test_no_event_and_no_cell_lies_in_the_cities_that_staff_came_from(joined: Joined) -> None:
    away = {"val:gratzmora", "val:port-ulvany"}
    assert not away & {e.place for e in joined.events}
    assert not away & {c.place for c in joined.ledger}


def test_old_reports_from_lomnidar_are_stale(joined: Joined) -> None:
    cells = {c.sector: c for c in joined.ledger if c.place == "val:lomnidar" and not c.undated}
    assert cells["electricity"].stale
    assert (cells["electricity"].status, cells["electricity"].last_status) == ("unknown", "none")


def test_the_water_story_of_the_pipeline_rests_on_the_channel_once(readings: list[Reading], joined: Joined) -> None:
    number = _numbers(readings)
    event = max((e for e in joined.events if e.category == "GUO.C02"), key=lambda e: len(e.claims))
    taps = [o for o in event.origins if o.name == TAPS]
    assert len(taps) == 1
    assert {"01", "02", "03"} <= {number[d] for d in taps[0].documents}
    assert event.corroboration == "K3"
    # What extraction finds may grow or shrink; more origins than a reader finds would be counted twice.
    assert event.origins_min <= 3
    assert event.origins_max <= 4
