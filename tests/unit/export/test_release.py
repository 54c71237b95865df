"""What a release lets out, and what it counts as withheld."""

import ast
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reportedly.errors import ReportedlyError
from reportedly.export.manifest import write_manifest
from reportedly.export.release import PROFILES, Decision, Facts, decide, profile_of
from reportedly.records import Event, Interval, PersonMention
from reportedly.records.floors import DEFAULT_FLOORS, Floor
from tests.conftest import ROOT
from tests.unit.brief.invented import Report, a_week, cell, event, material, origin
from tests.unit.export.piles import NOW, prepared, released

AID = DEFAULT_FLOORS["GUO.H01"]
REPORTED = "2026-11-18T12:00:00+00:00"
AT = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("facts", "profile", "hours", "decision"),
    [
        (Facts("claim", "severe", REPORTED), "public", 999, Decision(False, "severe sensitivity")),
        (Facts("claim", "severe", REPORTED), "partner", 999, Decision(False, "severe sensitivity")),
        (Facts("claim", "severe", REPORTED), "working-copy", 0, Decision(True)),
        (Facts("claim", "high", REPORTED), "public", 0, Decision(True)),
        (Facts("claim", reported=REPORTED, floor=AID), "public", 71, Decision(False, "movement newer than its delay")),
        (Facts("claim", reported=REPORTED, floor=AID), "public", 72, Decision(True)),
        (Facts("claim", reported=REPORTED, floor=AID), "partner", 0, Decision(True)),
        (Facts("claim", reported=REPORTED, floor=Floor(delay_hours=200)), "public", 199,
         Decision(False, "movement newer than its delay")),
        # A day without a time counts from its end, and no day as now.
        (Facts("claim", reported="2026-11-18", floor=AID), "public", 80,
         Decision(False, "movement newer than its delay")),
        (Facts("claim", reported="2026-11-18", floor=AID), "public", 84, Decision(True)),
        (Facts("claim", reported=None, floor=AID), "public", 9999, Decision(False, "movement newer than its delay")),
        (Facts("event", reported=REPORTED, rests=False), "public", 999,
         Decision(False, "rests on records that are withheld")),
    ],
)  # fmt: skip
def test_one_function_decides_of_every_record(facts: Facts, profile: str, hours: int, decision: Decision) -> None:
    assert decide(facts, PROFILES[profile], AT + timedelta(hours=hours)) == decision


def test_an_unknown_profile_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ReportedlyError, match="no release profile 'open'; choose one of public, partner, working-copy"):
        profile_of("open")


def test_exporters_see_released_records_only() -> None:
    """No format may read documents, readings or events as the project holds them."""
    allowed = {"reportedly.export.dataset", "reportedly.export.files", "reportedly.export.released",
               "reportedly.export.rows", "reportedly.records.floors", "reportedly.text"}  # fmt: skip
    folder = ROOT / "src" / "reportedly" / "export" / "formats"
    for path in (*folder.glob("*.py"), folder.parent / "dataset.py", folder.parent / "rows.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            module = getattr(node, "module", None) or ""
            if isinstance(node, ast.ImportFrom) and module.startswith("reportedly"):
                assert module in allowed or module.startswith("reportedly.export.formats"), f"{path.name}: {module}"


def a_movement(days_before: int) -> tuple[Report, Event]:
    day = (NOW - timedelta(days=days_before)).date().isoformat()
    report = Report("Six lorries with flour left for Tarn.", published=day, title=f"Convoy of {day}")
    claim = report.claim("Six lorries with flour left for Tarn", category="GUO.H01", kind="event", place="Tarn")
    return report, event(claim, category="GUO.H01", origins=(origin("a driver", claim),), place="sel:tarn")


def test_a_movement_waits_with_its_event_and_is_counted() -> None:
    new, old = a_movement(1), a_movement(9)
    made = released(material([new[0], old[0]], [new[1], old[1]]))
    assert [c.document for c in made.claims] == [old[0].document.id]
    assert [e.claims for e in made.events] == [old[1].claims]
    assert {"reason": "movement newer than its delay", "kind": "claim", "count": 1} in made.withheld
    assert {"reason": "rests on records that are withheld", "kind": "event", "count": 1} in made.withheld
    everything = released(material([new[0], old[0]], [new[1], old[1]]), "partner")
    assert len(everything.claims) == 2


def test_an_event_of_severe_sensitivity_goes_with_its_claims() -> None:
    report, one = a_movement(30)
    made = released(material([report], [replace(one, sensitivity="severe")]))
    assert not made.claims
    assert not made.events
    assert {"reason": "severe sensitivity", "kind": "claim", "count": 1} in made.withheld


def test_what_is_left_of_an_event_is_counted_anew() -> None:
    new, old = a_movement(1), a_movement(9)
    claims = (*old[1].claims, *new[1].claims)
    both = event(*claims, category="GUO.H01", origins=(
        origin("a driver", *old[1].claims, side="controlling"), origin("a mission", *new[1].claims, side="displaced"),
    ))  # fmt: skip
    [left] = released(material([new[0], old[0]], [both])).events
    assert (left.origins_min, left.origins_max, left.corroboration) == (1, 1, "K1")
    assert [name for name, _, _ in left.origins] == ["a driver"]


def test_a_ledger_cell_goes_where_its_last_word_rests_on_what_waits() -> None:
    report, one = a_movement(1)
    step = Interval("2026-11-19", None, "partial", one.claims, 1, 1)
    made = released(material([report], [one], ledger=(cell("Tarn", "humanitarian_aid", "partial", intervals=(step,)),)))
    assert not made.status


def test_a_place_with_a_floor_is_told_as_the_unit_around_it_in_claim_and_event() -> None:
    made = released(a_week())
    [claim] = [c for c in made.claims if c.line["category"] == "GUO.B02"]
    [refused] = [e for e in made.events if e.category == "GUO.B02"]
    for place in (claim.place, refused.place):
        assert place is not None
        assert (place.name, place.id, place.precision) == ("Upper district", "sel:upper", "adm2")
        assert (place.lat, place.lon) == (47.55, -27.95)
    assert any(row["reason"] == "place coarsened to its floor" for row in made.withheld)
    exact = released(a_week(), "working-copy")
    [kept] = [c for c in exact.claims if c.line["category"] == "GUO.B02"]
    assert kept.place is not None
    assert kept.place.name == "Tarn"


def test_a_path_is_told_in_a_working_copy_only() -> None:
    assert all(d.path is None for d in released(a_week()).documents)
    assert all(c.line["document"]["path"] is None for c in released(a_week()).claims)
    assert all(d.path for d in released(a_week(), "working-copy").documents)
    assert all("/" not in r.document.path for r in prepared(a_week()).readings)


def test_the_readings_that_a_brief_is_made_of_have_possible_names_marked() -> None:
    report = Report("The parcels were counted by Valarie Taylor in Tarn.")
    report.claim("The parcels were counted by Valarie Taylor in Tarn")
    [reading] = prepared(material([report], [])).readings
    assert [(m.span.of(reading.text), m.person_class) for m in reading.of(PersonMention)] == [("Valarie Taylor", "P2")]


def test_nothing_is_withheld_from_a_working_copy() -> None:
    made = released(a_week(), "working-copy")
    assert made.withheld == ()
    assert any("Ilma Torvey" in str(c.line) for c in made.claims)


def test_a_manifest_never_names_what_was_withheld(tmp_path: Path) -> None:
    write_manifest(released(a_week()), tmp_path, {})
    told = "".join(path.read_text("utf-8") for path in tmp_path.iterdir())
    assert "Torvey" not in told
    assert "name of a private person" in told
