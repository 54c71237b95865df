"""Rows of the timeline and gaps of a brief rest on what the claims themselves say."""

from dataclasses import replace

from reportedly.brief import Options, compile_brief
from reportedly.brief.compiler import compile_sheet
from reportedly.brief.model import Brief, Sheet
from tests.unit.brief.invented import Report, event, material, origin

WIRE = Report(
    "On Friday the chemist in Brannic turned customers away at noon. The chemist in Brannic has been shut since 12 "
    "October.",
    publisher="Tern Wire",
    published="2026-10-24",
)
POST = Report("The counter of the chemist in Brannic was shut all week.", published="2026-10-20")


def a_brief() -> Brief:
    beside = WIRE.claim(
        "the chemist in Brannic turned customers away at noon",
        category="GUO.C01",
        timing=("2026-10-23", "2026-10-23", "2026-10-23", "relative", WIRE.span("On Friday")),
        status="none",
        sector="health",
    )
    stated = WIRE.claim(
        "The chemist in Brannic has been shut since 12 October",
        category="GUO.C01",
        timing=("2026-10-12/..", "2026-10-12", None, "stated", WIRE.span("since 12 October")),
        status="none",
        sector="health",
    )
    early = POST.claim("The counter of the chemist in Brannic was shut all week", category="GUO.C01")
    told = event(
        beside, stated, early, category="GUO.C01",
        origins=(origin("Tern Wire", beside, stated), origin("Harbour Gazette", early)),
    )  # fmt: skip
    return compile_brief(material([WIRE, POST], [told]), Options())


def test_a_row_of_the_timeline_is_dated_by_a_day_in_the_words_of_its_claim() -> None:
    [row] = a_brief().timeline.moments
    assert row.label == "“The chemist in Brannic has been shut since 12 October”"
    assert row.start == "2026-10-12"


def test_a_row_counts_no_report_from_before_its_day() -> None:
    report = Report("The tanker came to Tarn on 19 October.", published="2026-10-20")
    before = Report("A tanker will not come to Tarn, drivers said.", publisher="Tern Wire", published="2026-10-16")
    one = report.claim(
        "The tanker came to Tarn on 19 October",
        timing=("2026-10-19", "2026-10-19", "2026-10-19", "stated", report.span("on 19 October")),
    )
    two = before.claim("A tanker will not come to Tarn")
    told = event(one, two, origins=(origin("Harbour Gazette", one), origin("Tern Wire", two)))
    [row] = compile_brief(material([report, before], [told]), Options()).timeline.moments
    assert [day for day, _ in row.reports] == ["2026-10-20"]


def test_a_service_that_is_told_of_is_no_service_of_which_nothing_was_reported() -> None:
    report = Report("Heating in the town has not started this autumn.")
    claim = report.claim("Heating in the town has not started this autumn", status="none", sector="heating")
    told = event(claim, origins=(origin("Harbour Gazette", claim),))
    gaps = " ".join(text for _, text in compile_brief(material([report], [told]), Options()).gaps)
    nothing, _, some = gaps.partition("Told of, but without a state in a place that could be found:")
    assert "heating" not in nothing
    assert "heating" in some


def test_a_quotation_whose_claim_is_gone_is_called_no_translation() -> None:
    report = Report("The wells in Tarn have been dry since Monday.")
    other = Report("В городе третий день нет воды и света.", publisher="Terner Bote", language="ru")
    gone = report.claim("The wells in Tarn have been dry since Monday")
    kept = other.claim("В городе третий день нет воды и света")
    told = event(gone, kept, origins=(origin("Harbour Gazette", gone), origin("Terner Bote", kept)))
    found = material([report, other], [told])
    [line] = [s for s in compile_brief(found, Options()).statements if gone in s.claims]
    sheet = Sheet("A week", (replace(line, claims=(kept,), citations=()),), ())
    findings = compile_sheet(found, Options(), sheet).findings
    assert any(f.rule == "QUOTE" for f in findings)
    assert not any(f.rule == "BR-19" and f.key == "translated" for f in findings)


def test_what_is_denied_is_told_with_the_denial() -> None:
    report = Report(
        "Coal in Tarn is kept back from families without the card. The coal board denied that coal in Tarn hung on "
        "papers."
    )
    rumour = report.claim(
        "Coal in Tarn is kept back from families without the card", category="GUO.C05", root="none", level="L3",
        place="Tarn",
    )  # fmt: skip
    board = report.link("The coal board")
    denial = report.claim(
        "The coal board denied that coal in Tarn hung on papers", category="GUO.H01", root=board, place="Tarn"
    )
    report.hedge(denial, "denied", "DEN")
    others = [
        Report(f"The {name} in Brannic has been without light for {n + 2} days.", title=name)
        for n, name in enumerate(("mill", "dairy", "school", "depot", "forge", "laundry", "bakery", "quay", "inn"))
    ]
    told = [
        event(one, category="GUO.C05", origins=(origin("Harbour Gazette", one),))
        for r in others
        for one in [r.claim(r.text.rstrip("."), category="GUO.C05")]
    ]
    answered = event(denial, category="GUO.H01", origins=(origin("Coal board", denial),))
    hearsay = event(rumour, category="GUO.C05", origins=())
    placed = [replace(e, place="t:tarn", place_name="Tarn") for e in (answered, hearsay)]
    made = compile_brief(material([report, *others], [*placed, *told]), Options(per_section=2))
    [aid] = [s for s in made.sections if s.letter == "H"]
    assert [line.statement.claims[0] for line in aid.lines] == [denial, rumour]
