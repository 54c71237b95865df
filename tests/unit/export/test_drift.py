"""Drift in claims.jsonl."""

import json

from reportedly.export import by_claim, claim_line, drift_line
from reportedly.records import Claim, HedgeDrift, Span
from reportedly.records.withhold import Discretion, private_names
from tests.unit.export.test_claims import a_reading

OTHER = "clm_0000000000000000"


def a_drift(claim: str) -> HedgeDrift:
    return HedgeDrift(
        claim, OTHER, "doc_a", "doc_b", "retelling", "hardened", "L1", "L0", ("attribution_dropped",),
        "“Marta Vellin” is no longer given as the source", lost=(Span(6, 18),), edge="cites",
    )  # fmt: skip


def test_a_line_lists_the_drifts_of_its_claim_and_names_stay_withheld() -> None:
    reading = a_reading()
    [claim] = reading.of(Claim)
    line = claim_line(reading, claim, Discretion(private_names([reading])), [a_drift(claim.id)])
    [drift] = line["drift"]
    assert drift["earlier"] == {"claim": claim.id, "document": "doc_a"}
    assert (drift["before"], drift["after"], drift["direction"]) == ("L1", "L0", "hardened")
    assert drift["lost"] == [{"start": 6, "end": 18}]
    assert drift["reason"] == "“[name withheld]” is no longer given as the source"


def test_a_claim_without_drift_has_an_empty_list() -> None:
    reading = a_reading()
    [claim] = reading.of(Claim)
    assert claim_line(reading, claim, Discretion(()))["drift"] == []


def test_a_drift_stands_beside_both_its_claims() -> None:
    drift = a_drift("clm_a")
    assert by_claim([drift]) == {"clm_a": [drift], OTHER: [drift]}


def test_a_drift_line_is_plain_json() -> None:
    line = drift_line(a_drift("clm_a"), Discretion((), working_copy=True))
    assert json.loads(json.dumps(line)) == line
    assert "Marta Vellin" in line["reason"]
