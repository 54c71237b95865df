"""How a service works, where a trained reader and the rules both speak."""

import math
from dataclasses import replace

import pytest

from reportedly.interfaces import ClaimView
from reportedly.records import Claim, Coding, Reading, StatusObservation
from reportedly.stages.coding.service import Service
from reportedly.stages.coding.service_view import (
    ACCESS_BONUS,
    CAUSE,
    CHANGE_BONUS,
    EXPECTED_BONUS,
    GLOSS_RULES,
    SILENT,
    SILENT_BONUS,
    STATE_BONUS,
    weighed_service,
)
from reportedly.stages.extraction.sight import sentences, weighed
from reportedly.stages.status import StatusRules
from tests.unit.stages.claim_readings import coded
from tests.unit.stages.claim_views import FakeReader, view

RULED = Service("none", "ceased", ("damage",), "closed", "HUM", "word of absence")


def said(**choices: dict[str, float]) -> ClaimView:
    return view(choices=choices)


def test_a_reader_without_an_opinion_leaves_the_service_of_the_rules() -> None:
    assert weighed_service(view(), RULED) == RULED
    assert weighed_service(view(), None) is None


def test_the_reader_can_silence_the_rules_and_speak_where_they_are_silent() -> None:
    least = math.exp(-STATE_BONUS)
    assert weighed_service(said(state={SILENT: 1.0, "none": 0.9 * least}), RULED) is None
    assert weighed_service(said(state={SILENT: 0.5, "none": min(1.0, 0.55 * least)}), RULED) == RULED
    least = math.exp(-SILENT_BONUS)
    found = weighed_service(said(state={SILENT: 0.9 * least, "full": 1.0}), None)
    assert found is not None
    assert (found.status, found.rule) == ("full", "the reader: full")
    assert (found.change, found.access, found.provider, found.cause) == ("unknown", "unknown", "unknown", ())
    assert weighed_service(said(state={SILENT: 0.55 * least, "full": 0.5}), None) is None


def test_another_state_names_the_reader_and_keeps_what_else_the_rules_say() -> None:
    found = weighed_service(said(state={"partial": 1.0}), RULED)
    assert found == replace(RULED, status="partial", rule="the reader: partial")


def test_change_and_access_are_weighed_each_by_itself() -> None:
    shares = {"restored": 0.7, "ceased": 0.3}
    rights = {"open": 0.7, "closed": 0.3}
    found = weighed_service(said(change=shares, access=rights), RULED)
    assert found is not None
    assert found.change == weighed(shares, "ceased", CHANGE_BONUS)
    assert found.access == weighed(rights, "closed", ACCESS_BONUS)
    sure = weighed_service(said(change={"restored": 1.0}, access={"open": 1.0}), RULED)
    assert sure == replace(RULED, change="restored", access="open")


def test_causes_of_the_rules_stay_and_those_that_the_reader_is_sure_of_follow() -> None:
    causes = {"damage": 1.0, "insecurity": CAUSE, "no_money": CAUSE - 0.01}
    found = weighed_service(view(cause=causes), RULED)
    assert found is not None
    assert found.cause == ("damage", "insecurity")


def test_a_state_that_the_reader_calls_unknown_has_its_rule() -> None:
    found = weighed_service(said(state={"unknown": 1.0}), None)
    assert found is not None
    assert found.status == "unknown"
    assert found.rule == "the reader: unknown"


def test_over_a_gloss_the_printed_words_are_heard_and_the_rules_count_for_less() -> None:
    torn = said(state={SILENT: 0.5, "none": 0.5})
    spelled = replace(torn, spelled={"state": {SILENT: 0.001, "none": 0.99, "full": 0.009}})
    assert weighed_service(torn, None) is None
    found = weighed_service(spelled, None)
    assert found is not None
    assert found.status == "none"
    least = math.exp(-GLOSS_RULES * STATE_BONUS)
    sure = said(state={"partial": 0.9, "none": 0.9 * least})
    level = {"state": {"partial": 0.5, "none": 0.5}}
    assert weighed_service(sure, RULED) == RULED
    told = weighed_service(replace(sure, spelled=level), RULED)
    assert told is not None
    assert told.status == "partial"


# The stage.


def observed(text: str, reader: FakeReader | None) -> list[StatusObservation]:
    return list(coded(text, StatusRules(reader)).of(StatusObservation))


def test_with_and_without_a_reader_the_stage_has_names_of_its_own() -> None:
    assert StatusRules().info.name == "status.rules"
    assert StatusRules(FakeReader()).info.name == "status.reader"


@pytest.mark.parametrize("nothing", [None, view()])
def test_where_the_reader_sees_nothing_the_rules_observe_as_ever(nothing: ClaimView | None) -> None:
    text = "The clinic in Kelmara is shut for lack of staff and water runs for two hours a day in Vell."
    plain, read = observed(text, None), observed(text, FakeReader(default=nothing))
    assert len(plain) == 2
    assert [replace(o, producer="") for o in read] == [replace(o, producer="") for o in plain]
    assert {o.producer for o in read} == {StatusRules(FakeReader()).info.producer}


def test_the_reader_is_asked_once_for_all_claims() -> None:
    reader = FakeReader(default=None)
    where = coded("The clinic in Kelmara is shut and the bank has no cash.", StatusRules(reader))
    assert reader.reads == [
        (where.text, tuple(sentences(where)), [claim.evidence for claim in where.of(Claim)]),
    ]


@pytest.mark.parametrize("category", ["GUO.C01", "GUO.G01"])  # one that tells of services, one that does not
def test_the_reader_speaks_of_a_service_where_the_wording_says_nothing_to_the_rules(category: str) -> None:
    text = "Some clinic work goes on in Kelmara."
    where = coded(text)
    [claim] = where.of(Claim)
    plain = Coding(claim.id, "guo", "1.1.0", category, sector=("health", "water"))
    bare = Reading(where.document, tuple(r for r in where.records if not isinstance(r, Coding))).plus((plain,))
    assert StatusRules().annotate([bare]) == [()]
    [[found]] = StatusRules(FakeReader(default=said(state={"partial": 1.0}))).annotate([bare])
    assert isinstance(found, StatusObservation)
    assert (found.claim, found.sector, found.status) == (claim.id, "health", "partial")


@pytest.mark.parametrize(
    "text",
    [
        "Nobody in Vell has been turned away at the clinic.",  # did not happen
        "The cash machines in Vell may be empty by Friday.",  # may happen
        "A court in Kelmara sentenced a farmer to three years.",  # no service
    ],
)
def test_what_is_silent_by_its_mood_or_sector_stays_silent(text: str) -> None:
    assert observed(text, FakeReader(default=said(state={"none": 1.0}))) == []


def test_the_reader_can_say_that_a_claim_tells_nothing_of_a_service() -> None:
    text = "The clinic in Kelmara is shut."
    assert observed(text, None)
    assert observed(text, FakeReader(default=said(state={SILENT: 1.0}))) == []


def test_silence_counts_for_less_where_a_state_is_to_be_expected() -> None:
    wavering = said(state={SILENT: 0.5, "full": 0.5})
    assert weighed_service(wavering, None) is None
    found = weighed_service(said(state={SILENT: 0.1, "full": 0.9}), None, EXPECTED_BONUS)
    assert found is not None
    assert found.status == "full"
    assert weighed_service(said(state={SILENT: 0.1, "full": 0.9}), None) is None


def stated(category: str, reader: FakeReader, *, beside: str | None = None, **changes: str) -> list[str]:
    """Return the states of a claim without a word for a rule, coded as told, its claim changed as told."""
    where = coded("Some clinic work goes on in Kelmara.")
    [claim] = where.of(Claim)
    changed = replace(claim, **changes)
    codings = [Coding(claim.id, "guo", "1.1.0", category, sector=("health",))]
    if beside is not None:
        codings.append(Coding("clm_beside", "guo", "1.1.0", beside))
    kept = tuple(r for r in where.records if not isinstance(r, Coding | Claim))
    [found] = StatusRules(reader).annotate([Reading(where.document, (*kept, changed, *codings))])
    return [o.status for o in found if isinstance(o, StatusObservation)]


TORN = FakeReader(default=said(state={SILENT: 0.3, "partial": 0.7}))


def test_a_claim_on_how_a_service_is_has_a_state_where_an_event_may_have_none() -> None:
    assert stated("GUO.C01", TORN, kind="status") == ["partial"]
    assert stated("GUO.C01", TORN, kind="event") == []
    assert stated("GUO.G01", TORN, kind="status") == []


def test_in_a_text_on_relief_such_a_claim_may_have_none_either() -> None:
    assert stated("GUO.C01", TORN, kind="status", beside="GUO.H01") == []


def test_a_plan_is_of_a_service_that_has_not_opened_yet() -> None:
    sure = FakeReader(default=said(state={"full": 1.0}))
    assert stated("GUO.C01", sure, kind="policy", realis="planned") == ["not_opened"]
    assert stated("GUO.C01", sure, kind="policy", realis="occurred") == ["full"]


@pytest.mark.parametrize("realis", ["hypothetical", "conditional"])
def test_what_only_might_be_is_no_state(realis: str) -> None:
    sure = FakeReader(default=said(state={"none": 1.0}))
    assert stated("GUO.C01", sure, kind="status", realis=realis) == []


def test_a_condition_on_the_person_leaves_a_service_for_some() -> None:
    assert stated("GUO.H02", FakeReader(default=None), kind="policy") == ["partial"]


def test_a_reader_that_leans_to_a_state_is_not_enough_where_a_claim_is_about_no_service() -> None:
    where = coded("Some clinic work goes on in Kelmara.")
    [claim] = where.of(Claim)
    leaning = FakeReader(default=said(state={"partial": 0.95, "-": 0.05}))
    for category, found in (("GUO.C01", 1), ("GUO.J01", 0)):
        plain = Coding(claim.id, "guo", "1.1.0", category, sector=("health",))
        bare = Reading(where.document, tuple(r for r in where.records if not isinstance(r, Coding))).plus((plain,))
        [records] = StatusRules(leaning).annotate([bare])
        assert len(records) == found
