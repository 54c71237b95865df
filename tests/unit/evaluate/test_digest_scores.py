"""The verdict on a digest, worked out by hand."""

from dataclasses import replace

from reportedly.evaluate.annotation import AnnotatedClaim, AnnotatedLink, AnnotatedPlace, AnnotatedStatus
from reportedly.evaluate.digest import Demands, judge
from reportedly.records import Span

POWER = AnnotatedStatus("power", "partial")
LANTHE = AnnotatedPlace(Span(2, 8), "event", "settlement", printed="Lanthe")
GOLD = AnnotatedClaim(
    (Span(0, 30),), category="GUO.C01", roots=("none", "unnamed_plural"), levels=("L3", "L2"), places=(LANTHE,),
    statuses=(POWER, AnnotatedStatus("power", "none")),
)  # fmt: skip
CONTROL = AnnotatedClaim((Span(40, 60),), category="X03", kind="control")


def test_a_digest_read_as_the_gold_has_it_is_all_right() -> None:
    verdict = judge([GOLD, CONTROL], [GOLD, CONTROL], Demands())
    assert set(verdict.counts.values()) == {2, 0}
    assert verdict.counts["extra_claims"] == 0
    assert (verdict.missed, verdict.wrong, verdict.violations) == ((), (), ())


def test_accepted_second_readings_are_right() -> None:
    other = replace(GOLD, roots=("unnamed_plural",), levels=("L2",), statuses=(AnnotatedStatus("power", "none"),))
    assert judge([GOLD], [other], Demands()).wrong == ()


def test_what_is_wrong_is_named() -> None:
    other = replace(GOLD, roots=("named",), levels=("L1",), category="GUO.C02", places=(), statuses=())
    verdict = judge([GOLD], [other], Demands())
    assert [what for _, what in verdict.wrong] == ["categories", "levels", "roots", "places", "statuses"]
    assert verdict.counts["claims_found"] == 1


def test_a_control_statement_is_not_found_by_a_claim_of_the_codebook() -> None:
    verdict = judge([CONTROL], [replace(CONTROL, category="GUO.A01", kind="event")], Demands())
    assert verdict.missed == (0,)
    # It lies on matter that the gold routes away, so it is not an extra claim either.
    assert verdict.counts["extra_claims"] == 0


def test_a_claim_on_free_text_is_extra_and_one_routed_away_is_not() -> None:
    stray = AnnotatedClaim((Span(70, 80),), category="GUO.A01")
    assert judge([GOLD], [GOLD, stray], Demands()).counts["extra_claims"] == 1
    assert judge([GOLD], [GOLD, replace(stray, category="X09")], Demands()).counts["extra_claims"] == 0


def test_what_must_never_happen_is_reported() -> None:
    demands = Demands(
        flags=("no_date",), never_event_places=("Lanthe",), no_calendar_date=True, forbidden=("several sources",)
    )
    dated = replace(GOLD, event_date="2031-02-01")
    verdict = judge([GOLD], [dated], demands, brief="According to Several sources, power is out.")
    assert verdict.violations == (
        "Lanthe is the place of an event at 0-30",
        "the claim at 0-30 is dated 2031-02-01",
        "the brief says 'several sources'",
    )
    assert verdict.flags_missing == ("no_date",)
    harmless = replace(GOLD, places=(replace(LANTHE, function="origin"),))
    assert judge([GOLD], [harmless], demands, flags=["no_date"], brief="One source.").violations == ()


def test_a_correction_must_be_proposed_and_shown() -> None:
    demands = Demands(corrected=("The Lanthe Bar (QQX)",))
    link = AnnotatedLink(Span(0, 20), "The Lanthe Bar (QQX)")

    def violations(link: AnnotatedLink) -> tuple[str, ...]:
        return judge([GOLD], [replace(GOLD, links=(link,))], demands).violations

    assert violations(link) == ("no correction is proposed for 'The Lanthe Bar (QQX)'",)
    silent = replace(link, proposed="Lanthe Bar")
    assert violations(silent) == ("'The Lanthe Bar (QQX)' became 'Lanthe Bar' without a mark and a reason",)
    assert violations(replace(silent, resolution="corrected", note="the acronym is that of another body")) == ()
