"""Coding where a trained reader and the rules both speak."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest

from reportedly.interfaces import ClaimView, Nearness
from reportedly.records import Claim, Coding, Reading
from reportedly.stages import code
from reportedly.stages.code import CodeRules
from reportedly.stages.coding import choice
from reportedly.stages.coding.choice import chosen, weighed_sectors
from reportedly.stages.coding.rules import load_rules
from reportedly.stages.extract import ExtractRules
from reportedly.stages.extraction.sight import sentences
from tests.unit.stages.claim_views import FakeReader, reading, view

CLINIC = "The clinic in Kelmara is shut."


@dataclass(frozen=True)
class Book:
    id: str = "own"
    version: str = "2.0.0"


def extracted(*passages: str) -> Reading:
    where = reading(*passages)
    return where.plus(ExtractRules().annotate([where])[0])


def coded(where: Reading, reader: FakeReader | None, codes: Mapping[str, str] | None = None) -> list[Coding]:
    stage = CodeRules(Book() if codes is not None else None, reader=reader, codes=codes)
    [records] = stage.annotate([where])
    return [record for record in records if isinstance(record, Coding)]


def seen(*shares: tuple[str, float], sector: Mapping[str, float] | None = None) -> ClaimView:
    return view(near=[Nearness(code, share, f"text of {code}") for code, share in shares], sector=sector)


def plain(coding: Coding) -> Coding:
    return replace(coding, producer="")


def test_with_and_without_a_reader_the_stage_has_names_of_its_own() -> None:
    without, with_reader = CodeRules().info, CodeRules(reader=FakeReader()).info
    assert (without.name, with_reader.name) == ("code.rules", "code.reader")
    assert (without.reads, without.makes) == (with_reader.reads, with_reader.makes)


@pytest.mark.parametrize("nothing", [None, view()])
def test_where_the_reader_sees_nothing_the_rules_code_as_ever(nothing: ClaimView | None) -> None:
    where = extracted(CLINIC, "The ministry sent nine surgeons from Ostrand to the clinic.")
    read = coded(where, FakeReader(default=nothing))
    assert [plain(c) for c in read] == [plain(c) for c in coded(where, None)]
    assert {c.producer for c in read} == {CodeRules(reader=FakeReader()).info.producer}


def test_the_reader_is_asked_once_for_all_claims_of_a_document() -> None:
    where = extracted(CLINIC, "The bank in Vell is shut. The school in Vell is closed.")
    reader = FakeReader(default=None)
    found = coded(where, reader)
    claims = where.of(Claim)
    assert reader.reads == [(where.text, tuple(sentences(where)), [claim.evidence for claim in claims])]
    assert [coding.claim for coding in found] == [claim.id for claim in claims]


def test_each_claim_is_coded_by_its_own_view() -> None:
    where = extracted("The well is dug.", "The bell is rung.")
    first, second = (claim.evidence[0].of(where.text) for claim in where.of(Claim))
    reader = FakeReader({first: seen(("GUO.A01", 1.0)), second: seen(("GUO.J01", 1.0))})
    assert [coding.category for coding in coded(where, reader)] == ["GUO.A01", "GUO.J01"]


def test_a_category_of_the_reader_alone_says_so_and_gives_its_grounds() -> None:
    where = extracted("Something stirred in the hills.")
    assert load_rules("en").score("Something stirred in the hills") == []
    sure = seen(("GUO.C02", 0.8), ("GUO.E03", 0.2), sector={"water": 0.9})
    [coding] = coded(where, FakeReader(default=sure))
    assert (coding.category, coding.meaning) == ("GUO.C02", "GUO.C02")
    assert coding.score == round(chosen(sure, [], None).share, 3)
    assert coding.rule == "the reader alone"
    assert coding.sector == ("water",)
    assert coding.grounds is not None
    assert (coding.grounds.example, coding.grounds.runner_up) == ("text of GUO.C02", "GUO.E03")


def test_rules_and_reader_together_name_the_rule() -> None:
    where = extracted(CLINIC)
    [ruled] = coded(where, None)
    shares = ((ruled.category, 0.6), ("GUO.J01", 0.4))
    [coding] = coded(where, FakeReader(default=seen(*shares, sector={"health": 0.9})))
    assert coding.category == ruled.category == "GUO.C01"
    assert coding.rule == ruled.rule
    scored = load_rules("en").score(CLINIC.rstrip("."))
    assert coding.score == round(chosen(seen(*shares), scored, None).share, 3)
    assert coding.sector == weighed_sectors(seen(sector={"health": 0.9}), ruled.sector)
    assert coding.roles == ruled.roles


def test_who_holds_a_place_is_left_to_the_rules() -> None:
    where = extracted("The coast guards of the junta have held the town of Vell since May.")
    assert [claim.kind for claim in where.of(Claim)] == ["control"]
    [coding] = coded(where, FakeReader(default=seen(("GUO.C01", 1.0))))
    assert coding.category == "X03"
    assert coding.grounds is None


def test_what_is_routed_away_has_no_sector() -> None:
    where = extracted("Something stirred in the hills.")
    [coding] = coded(where, FakeReader(default=seen(("X01", 0.9), ("GUO.C02", 0.1), sector={"water": 1.0})))
    assert (coding.category, coding.meaning, coding.sector) == ("X01", "X01", ())


@pytest.mark.parametrize(
    ("second", "share", "expected"),
    [
        ("GUO.B02", 0.31, ("GUO.B02",)),
        ("GUO.B02", 0.29, ()),
        ("GUO.C02", 0.31, ()),  # these two do not go together
        ("X00", 0.31, ()),
    ],
)
def test_a_second_category_is_near_enough_and_goes_with_the_first(
    monkeypatch: pytest.MonkeyPatch, second: str, share: float, expected: tuple[str, ...]
) -> None:
    monkeypatch.setattr(code, "SECOND", 0.3)
    monkeypatch.setattr(choice, "SHARE_WEIGHT", 1.0)
    where = extracted("Something stirred in the hills.")
    [coding] = coded(where, FakeReader(default=seen(("GUO.B01", 1 - share), (second, share))))
    assert coding.category == "GUO.B01"
    assert coding.secondary == expected


# A codebook of somebody's own.


def test_a_category_of_ones_own_keeps_its_code_and_has_the_meaning_of_the_rules() -> None:
    where = extracted(CLINIC)
    view_ = seen(("OWN.K01", 0.5), ("OWN.K02", 0.5), sector={"health": 0.9})
    [coding] = coded(where, FakeReader(default=view_), {"GUO.C01": "OWN.K01"})
    assert (coding.codebook, coding.version) == ("own", "2.0.0")
    assert (coding.category, coding.meaning) == ("OWN.K01", "GUO.C01")
    assert coding.rule != "the reader alone"
    assert coding.sector == ("health",)


def test_a_category_that_the_rules_do_not_know_means_nothing_to_them() -> None:
    where = extracted("Something stirred in the hills.")
    [coding] = coded(where, FakeReader(default=seen(("OWN.K02", 0.9), ("OWN.K01", 0.1))), {"GUO.C01": "OWN.K01"})
    assert (coding.category, coding.meaning, coding.meant) == ("OWN.K02", "", "")
    assert coding.secondary == ()
    [routed] = coded(where, FakeReader(default=seen(("X09", 0.9), ("OWN.K01", 0.1))), {"GUO.C01": "OWN.K01"})
    assert (routed.category, routed.meaning) == ("X09", "X09")


def test_a_codebook_whose_name_begins_with_an_x_routes_nothing_away() -> None:
    where = extracted("Something stirred in the hills.")
    view_ = seen(("XY.K01", 0.9), ("XY.K02", 0.1), sector={"health": 0.9})
    [coding] = coded(where, FakeReader(default=view_), {"GUO.C01": "XY.K01"})
    assert (coding.category, coding.meaning, coding.sector) == ("XY.K01", "GUO.C01", ("health",))


def test_categories_go_together_by_their_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code, "SECOND", 0.3)
    monkeypatch.setattr(choice, "SHARE_WEIGHT", 1.0)
    where = extracted("Something stirred in the hills.")
    codes = {"GUO.B01": "OWN.K01", "GUO.B02": "OWN.K02"}
    [coding] = coded(where, FakeReader(default=seen(("OWN.K01", 0.6), ("OWN.K02", 0.4))), codes)
    assert coding.secondary == ("OWN.K02",)
