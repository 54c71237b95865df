"""Drift in claims.jsonl."""

import json
from pathlib import Path

from reportedly.export import by_claim, drift_line, write_claims
from reportedly.records import Claim, HedgeDrift, Span
from reportedly.records.withhold import Discretion
from tests.unit.export.test_claims import a_reading

OTHER = "clm_0000000000000000"


def a_drift(claim: str) -> HedgeDrift:
    return HedgeDrift(
        claim, OTHER, "doc_a", "doc_b", "retelling", "hardened", "L1", "L0", ("attribution_dropped",),
        "“Marta Vellin” is no longer given as the source", lost=(Span(6, 18),), edge="cites",
    )  # fmt: skip


def test_a_line_lists_the_drifts_of_its_claim_and_names_stay_withheld(tmp_path: Path) -> None:
    reading = a_reading()
    [claim] = reading.of(Claim)
    write_claims([reading], tmp_path / "claims.jsonl", drift=[a_drift(claim.id)])
    [line] = map(json.loads, (tmp_path / "claims.jsonl").read_text("utf-8").splitlines())
    [drift] = line["drift"]
    assert drift["earlier"] == {"claim": claim.id, "document": "doc_a"}
    assert (drift["before"], drift["after"], drift["direction"]) == ("L1", "L0", "hardened")
    assert drift["lost"] == [{"start": 6, "end": 18}]
    assert drift["reason"] == "“[name withheld]” is no longer given as the source"


def test_a_claim_without_drift_has_an_empty_list(tmp_path: Path) -> None:
    write_claims([a_reading()], tmp_path / "claims.jsonl")
    assert json.loads((tmp_path / "claims.jsonl").read_text("utf-8"))["drift"] == []


def test_a_drift_stands_beside_both_its_claims() -> None:
    drift = a_drift("clm_a")
    assert by_claim([drift]) == {"clm_a": [drift], OTHER: [drift]}


def test_a_drift_line_is_plain_json() -> None:
    line = drift_line(a_drift("clm_a"), Discretion((), working_copy=True))
    assert json.loads(json.dumps(line)) == line
    assert "Marta Vellin" in line["reason"]
