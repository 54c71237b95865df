"""What a compiled brief holds, from hand-made records of an invented week."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.brief import Options, check_quotes, compile_brief, quoting, render_html, render_markdown
from reportedly.brief.facts import Facts
from reportedly.brief.model import Brief, Material
from reportedly.brief.names import articled, closed
from reportedly.errors import BriefDoesNotCompile
from reportedly.records import Contradiction, Geolocation, Interval, Span
from tests.unit.brief.invented import Report, a_week, cell, event, material, origin

SNAPSHOT = Path(__file__).parent / "snapshots" / "brief.md"


@pytest.fixture(scope="module")
def week() -> Material:
    return a_week()


@pytest.fixture(scope="module")
def brief(week: Material) -> Brief:
    return compile_brief(week, Options())


def the_sentence(*reports_and_events: object) -> str:
    reports, events = reports_and_events
    made = compile_brief(material(reports, events), Options())  # type: ignore[arg-type]
    return made.statements[0].text


def test_the_markdown_of_a_week_is_as_kept(brief: Brief) -> None:
    printed = render_markdown(brief)
    if os.environ.get("REPORTEDLY_KEEP_SNAPSHOTS"):
        SNAPSHOT.write_text(printed, encoding="utf-8")
    assert printed == SNAPSHOT.read_text(encoding="utf-8")


def test_the_same_material_gives_the_same_brief_twice(week: Material) -> None:
    assert render_markdown(compile_brief(week, Options())) == render_markdown(compile_brief(week, Options()))


def test_every_takeaway_is_a_topic_sentence_word_for_word(brief: Brief) -> None:
    topics = {s.text for s in brief.statements if s.topic}
    assert brief.takeaways
    assert {line.statement.text for line in brief.takeaways} <= topics


def test_every_section_opens_with_its_topic_sentence(brief: Brief) -> None:
    assert all(section.lines[0].statement.topic for section in brief.sections)


def test_every_sentence_has_claims_and_notes(brief: Brief) -> None:
    assert all(s.claims and s.citations for s in brief.statements)


def test_notes_are_numbered_in_the_order_in_which_they_are_first_used(brief: Brief) -> None:
    used = [n for line in brief.takeaways for n in line.statement.citations]
    assert used[0] == 1
    assert [c.number for c in brief.citations] == list(range(1, len(brief.citations) + 1))


def test_a_week_has_no_findings(brief: Brief) -> None:
    assert brief.findings == ()


def test_an_unsourced_report_is_told_as_one_without_origin() -> None:
    report = Report("Reportedly, bread is kept back in Tarn from families without the card.")
    claim = report.claim("bread is kept back in Tarn from families without the card", category="GUO.H01", root="none")
    report.hedge(claim, "Reportedly")
    assert the_sentence([report], [event(claim, category="GUO.H01")]) == (
        "An unsourced report in Harbour Gazette of 20\u00a0October says: “Reportedly, bread is kept back in Tarn from "
        "families without the card”; no origin could be identified."
    )


def test_one_origin_is_named_with_the_outlet_that_carries_it() -> None:
    report = Report("Water in Tarn is off, the coast council said.")
    claim = report.claim("Water in Tarn is off", root=report.link("the coast council"))
    assert the_sentence([report], [event(claim, origins=(origin("coast council", claim),))]) == (
        "“Water in Tarn is off”, the coast council said, as carried by Harbour Gazette on 20\u00a0October."
    )


def test_what_follows_said_is_told_as_said_whatever_its_first_word() -> None:
    report = Report("The warden said wells in Brannic were dry. More follows.", publisher="Harbour Gazette")
    root = report.link("The warden", cue=report.span("said"))
    claim = report.claim("wells in Brannic were dry", place="Brannic", root=root)
    text = the_sentence([report], [event(claim, category="GUO.C02", origins=(origin("the warden", claim),))])
    assert text.startswith("The warden said, as carried by Harbour Gazette")
    assert text.endswith("that “wells in Brannic were dry”.")


def test_two_origins_of_one_side_say_that_they_are_of_one_side() -> None:
    one = Report("Water in Tarn has been off for days now.", publisher="Brannic council in exile")
    two = Report("No drop of water came in Tarn this whole week.", publisher="Tarn Free Voice")
    a, b = (
        one.claim("Water in Tarn has been off for days now"),
        two.claim("No drop of water came in Tarn this whole week"),
    )
    found = event(
        a,
        b,
        origins=(
            origin("Brannic council in exile", a, side="displaced"),
            origin("Tarn Free Voice", b, side="displaced"),
        ),
    )
    made = compile_brief(material([one, two], [found]), Options())
    assert made.statements[0].text.endswith("also on the displaced side, reports it too.")
    assert made.takeaways[0].count == "2 origins, one side"


def test_origins_of_two_sides_are_named_with_their_sides(brief: Brief) -> None:
    assert "it is also reported by Sellin water works (controlling side)" in brief.takeaways[0].statement.text


def test_many_articles_of_one_origin_count_as_one_and_say_so() -> None:
    papers = [
        Report(f"Water in Tarn is off. Paper number {i}.", publisher=f"Paper {name}")
        for i, name in enumerate(("Alder", "Birch", "Cedar", "Dogwood"))
    ]
    claims = [p.claim("Water in Tarn is off") for p in papers]
    made = compile_brief(
        material(papers, [event(*claims, origins=(origin("Paper Alder", *claims, side="displaced"),))]), Options()
    )
    assert made.takeaways[0].count == "1 origin, repeated by three outlets"
    assert len(made.takeaways[0].marks) == 1
    assert "several" not in made.statements[0].text


def test_a_contradicted_claim_is_told_with_the_other_account(brief: Brief) -> None:
    [text] = [s.text for s in brief.statements if "Electricity is back" in s.text]
    assert "Half of Brannic is still without electricity" in text
    assert text.endswith("the two have not been reconciled.")


def test_a_dispute_stands_once_and_in_its_own_box(brief: Brief) -> None:
    assert [d.title for d in brief.disputes] == ["Electricity in Brannic"]
    assert brief.disputes[0].left[0].side == "controlling"
    assert brief.disputes[0].right[0].side == "displaced"


def test_a_denial_is_quoted_whole_and_comes_second() -> None:
    report = Report("Parcels are kept back from families in Tarn. The aid office denied that parcels were kept back.")
    hearsay = report.claim("Parcels are kept back from families in Tarn", category="GUO.H01", root="none")
    denial = report.claim(
        "parcels were kept back", category="GUO.H01", root=report.link("The aid office")
    )  # fmt: skip
    report.hedge(denial, "denied", "DEN")
    clash = Contradiction("denial", (denial,), (hearsay,), "one denies it")
    found = event(denial, category="GUO.H01", contradictions=(clash,), origins=(origin("The aid office", denial),))
    text = the_sentence([report], [found])
    assert text.index("Parcels are kept back") < text.index("denied that")
    assert "carried a denial: “The aid office denied that parcels were kept back”" in text


def test_a_source_that_amends_itself_is_a_correction_and_no_dispute() -> None:
    before = Report("Three branches are open in Tarn.", published="2026-10-19")
    after = Report("Only one branch is open in Tarn, we said three.", published="2026-10-21")
    a, b = before.claim("Three branches are open in Tarn"), after.claim("Only one branch is open in Tarn")
    clash = Contradiction("status", (a,), (b,), "corrected by the same source (a later version): three against one")
    made = compile_brief(
        material([before, after], [event(a, b, origins=(origin("Harbour Gazette", a, b),), contradictions=(clash,))]),
        Options(),
    )
    assert made.disputes == ()
    [(text, numbers)] = made.corrections
    assert text.startswith("Harbour Gazette corrected its account of")
    assert text.index("Three branches") < text.index("Only one branch")
    assert len(numbers) == 2


def test_a_hedge_cut_out_of_the_evidence_comes_back_in_the_quotation() -> None:
    report = Report("Most drivers in Tarn have reportedly left, the depot said.")
    claim = report.claim("Most drivers in Tarn have", "left", category="GUO.B02", root=report.link("the depot"))
    report.hedge(claim, "reportedly")
    text = the_sentence([report], [event(claim, category="GUO.B02", origins=(origin("the depot", claim),))])
    assert "“Most drivers in Tarn have reportedly left”" in text


def test_a_number_keeps_the_about_before_it() -> None:
    report = Report("The depot said about 320 parcels were handed out.")
    claim = report.claim("320 parcels were handed out", category="GUO.H01", root=report.link("The depot"))
    text = the_sentence([report], [event(claim, category="GUO.H01", origins=(origin("The depot", claim),))])
    assert "about 320 parcels were handed out" in text


def test_an_undated_text_is_called_undated(brief: Brief) -> None:
    [text] = [s.text for s in brief.statements if "Lessons in Tarn" in s.text]
    assert text.startswith("An unsigned, undated text (")
    assert any(n.dated == "undated" and n.remark == "The text gives no date." for n in brief.notes)


def test_a_plan_says_that_it_is_one(brief: Brief) -> None:
    [line] = [x for s in brief.sections for x in s.lines if "The repair is planned" in x.statement.text]
    assert "plan, not a result" in line.remark


def test_a_corrected_name_is_shown_as_printed_with_the_proposed_reading() -> None:
    report = Report("Water in Tarn is off, the agency GNU said.")
    link = report.link(
        "the agency GNU", "agency", resolution="corrected", proposed="GMU", note="The text calls it local."
    )
    claim = report.claim("Water in Tarn is off", root=link)
    made = compile_brief(material([report], [event(claim, origins=(origin("GMU", claim),))]), Options())
    assert "the agency GNU (proposed reading: GMU)" in made.statements[0].text
    assert made.notes[0].remark == "Name corrected: The text calls it local."


def test_routing_codes_and_opinions_are_not_told() -> None:
    report = Report("Shells fell near the bridge of Tarn. The winter will be a hard one for the town.")
    shells = report.claim("Shells fell near the bridge of Tarn", category="X01")
    guess = report.claim("The winter will be a hard one for the town", kind="prediction")
    made = compile_brief(material([report], [event(shells, category="X01"), event(guess)]), Options())
    assert made.statements == ()
    assert "No event in the documents could be told." in render_markdown(made)


def test_nothing_at_all_still_makes_a_brief_with_gaps() -> None:
    made = compile_brief(material([], []), Options(title="Nothing yet"))
    assert made.header.title == "Nothing yet"
    assert made.gaps
    assert made.map.svg == ""
    assert made.map.note.startswith("No map:")


def test_a_stale_cell_is_told_as_last_reported(brief: Brief) -> None:
    [table] = brief.matrix.tables
    rows = dict(table.rows)
    stale = rows["Water"][table.places.index("Tarn")]
    assert (stale.look, stale.spoken) == ("stale", "stale: partial, last reported 2\u00a0September")


def test_a_conflict_keeps_both_values_with_their_sides(brief: Brief) -> None:
    [table] = brief.matrix.tables
    split = dict(table.rows)["Electricity"][table.places.index("Brannic")]
    assert [(h.word, h.sides) for h in split.halves] == [("full", ("controlling",)), ("partial", ("displaced",))]


def test_a_report_on_a_district_fills_no_town(brief: Brief) -> None:
    assert "Post" not in dict(brief.matrix.tables[0].rows)
    assert brief.matrix.regional == ("Upper: post, partial, reported four days ago.",)


def test_many_places_are_split_into_tables_that_fit_a_phone() -> None:
    ledger = tuple(cell(f"Town {c}", "water", "full") for c in "ABCDEFGHIJKLM")
    made = compile_brief(material([], [], ledger=ledger), Options())
    assert [len(t.places) for t in made.matrix.tables] == [6, 6, 1]


def test_an_interval_without_sides_still_makes_a_split_cell() -> None:
    torn = Interval("2026-10-20", None, "conflict", (), 0, 0, conflict=(("full", ()), ("none", ())))
    made = compile_brief(material([], [], ledger=(cell("Tarn", "water", "conflict", intervals=(torn,)),)), Options())
    [(_, (split,))] = made.matrix.tables[0].rows
    assert split.spoken == "disputed: full (no side known) against none (no side known)"


def test_the_gaps_name_unread_documents_silent_sides_and_languages(brief: Brief) -> None:
    gaps = dict(brief.gaps)
    assert gaps["Documents not read."] == "broken.pdf: a PDF file; save it as text first."
    assert "Staff of public services: nothing from the controlling side or a monitor." in gaps["Sides."]
    assert gaps["Languages."] == "Only texts in English were read for claims."


def test_shares_of_the_sourcing_summary_add_up(brief: Brief) -> None:
    assert sum(share for _, _, share in brief.sourcing.shares) == 100


def test_a_changed_text_stops_the_brief(week: Material) -> None:
    made = compile_brief(week, Options())

    forged = replace(made.notes[0].citation, quote=made.notes[0].citation.quote.replace("no", "some", 1))
    broken = replace(made, notes=(replace(made.notes[0], citation=forged), *made.notes[1:]))
    with pytest.raises(BriefDoesNotCompile, match=r"note \[1\] quotes .* but reports/.* has"):
        check_quotes(broken, week)


def test_a_sentence_that_quotes_what_stands_nowhere_stops_the_brief(week: Material) -> None:

    made = compile_brief(week, Options())
    section = made.sections[0]
    line = section.lines[0]
    text = line.statement.text.replace("no running water", "not one drop of water")
    forged = replace(line, statement=replace(line.statement, text=text))
    broken = replace(made, sections=(replace(section, lines=(forged, *section.lines[1:])), *made.sections[1:]))
    with pytest.raises(BriefDoesNotCompile, match="stands in none of the documents"):
        check_quotes(broken, week)


def test_a_note_on_a_document_outside_the_material_stops_the_brief(week: Material) -> None:

    made = compile_brief(week, Options())
    with pytest.raises(BriefDoesNotCompile, match="not part of the material"):
        check_quotes(made, replace(week, readings=week.readings[1:]))


def test_private_names_are_withheld_everywhere_but_in_a_working_copy(week: Material) -> None:

    public, working = compile_brief(week, Options()), compile_brief(week, Options(working_copy=True))
    assert "Ilma Torvey" not in render_html(public) + render_markdown(public)
    assert "Ilma Torvey" in render_html(working)
    assert "Working copy" in render_markdown(working)


PRINTED = st.text(
    alphabet=st.sampled_from([*list("ab Z.,;:()[]“”„«»\"'’…-–\n\t1*#|"), "é", "\u200b", "💧", "í"]),
    min_size=25,
    max_size=80,
).filter(lambda t: len(t.strip()) > 20)


@given(PRINTED, st.sampled_from(["author", "none"]), st.booleans())
@settings(max_examples=150, deadline=None)
def test_no_text_however_it_is_marked_stops_a_brief(text: str, root: str, known: bool) -> None:
    report = Report(text, published="2026-10-20" if known else None, publisher="Gazette" if known else None, title=None)
    claim = report.claim(text, root=root)
    origins = (origin("Gazette", claim),) if known else ()
    made = compile_brief(material([report], [event(claim, origins=origins)]), Options())
    assert render_html(made).count("</html>") == 1
    assert render_markdown(made)


def test_a_cell_whose_freshness_ran_out_before_the_cut_off_is_stale() -> None:
    old = cell("Tarn", "water", "full", last_reported="2026-10-01", fresh_until="2026-10-15")
    made = compile_brief(material([], [], ledger=(old,)), Options())
    [(_, (shown,))] = made.matrix.tables[0].rows
    assert (shown.look, shown.word, shown.spoken) == ("stale", "full", "stale: full, last reported 1\u00a0October")
    assert "Tarn: water last reported 1\u00a0October." in dict(made.gaps)["Places."]


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Mayor of Tarn", "the mayor of Tarn"),
        ("Energy department of the Coast Board", "the energy department of the Coast Board"),
        ("Northern Mission", "the Northern Mission"),
        ("The Tarn Post", "the Tarn Post"),
        ("Harbour Gazette", "Harbour Gazette"),
    ],
)
def test_a_body_gets_the_article_that_running_text_needs(name: str, printed: str) -> None:
    assert articled(name) == printed


def test_an_apposition_is_closed_and_a_list_of_bodies_is_left_alone() -> None:
    assert closed("the head of the office, Sefa Lindrum") == "the head of the office, Sefa Lindrum,"
    assert closed("Coast Board, Tarn Board") == "Coast Board, Tarn Board"


def test_a_trifle_is_no_takeaway_where_weightier_events_are_told() -> None:
    lines = [
        "Water in Tarn is off.",
        "The upper wells ran dry last night.",
        "Not one tanker has reached Brannic.",
        "Pumps at the harbour stand still again.",
    ]
    report = Report(" ".join([*lines, "The head of the office thanked all crews of the town."]))
    heavy = [report.claim(line[:-1], status="none") for line in lines]
    trifle = report.claim("The head of the office thanked all crews of the town", category="GUO.H01")
    events = [event(c, origins=(origin("Harbour Gazette", c),)) for c in heavy]
    events.append(event(trifle, category="GUO.H01", origins=(origin("Harbour Gazette", trifle),)))
    made = compile_brief(material([report], events), Options())
    assert all("thanked" not in line.statement.text for line in made.takeaways)
    assert any("thanked" in s.text for s in made.statements)


def test_a_one_that_stands_for_something_told_before_is_no_takeaway_and_is_said_to_do_so() -> None:
    lines = ["Water in Tarn is off.", "The upper wells ran dry last night.", "Not one tanker has reached Brannic."]
    report = Report(" ".join([*lines, "One was requested in July from the depot."]))
    claims = [report.claim(line[:-1], status="none") for line in lines]
    lone = report.claim("One was requested in July from the depot", category="GUO.B02")
    two = (origin("Harbour Gazette", lone, side="displaced"), origin("Tarn depot", lone, side="controlling"))
    events = [event(c, origins=(origin("Harbour Gazette", c),)) for c in claims]
    events.append(event(lone, category="GUO.B02", origins=two))
    made = compile_brief(material([report], events), Options())
    assert all("One was requested" not in line.statement.text for line in made.takeaways)
    [told] = [line for s in made.sections for line in s.lines if "One was requested" in line.statement.text]
    assert "who or what “One” is stands before the quotation" in str(told)


def test_takeaways_never_exceed_their_limit(week: Material) -> None:
    assert len(compile_brief(week, Options(max_takeaways=2)).takeaways) == 2


@pytest.mark.parametrize(
    ("text", "evidence", "quoted"),
    [
        (
            "The crews have trouble clearing rubble in Tarn, reopening shops and finding staff, the depot said.",
            "The crews have trouble clearing rubble in Tarn, reopening shops",
            "The crews have trouble clearing rubble in Tarn, reopening shops and finding staff",
        ),
        (
            "The crews have trouble clearing rubble in Tarn, reopening shops and finding staff, the depot said.",
            "The crews have trouble clearing rubble in Tarn",
            "The crews have trouble clearing rubble in Tarn, reopening shops and finding staff",
        ),
        (
            "У Тарні бракує лікарів, медсестер і водіїв, повідомило депо.",
            "У Тарні бракує лікарів, медсестер",
            "У Тарні бракує лікарів, медсестер і водіїв",
        ),
        # Behind "and" with a verb of its own another clause begins.
        (
            "The shops in Tarn have reopened, the school has not, and the depot was closed, the depot said.",
            "The shops in Tarn have reopened",
            "The shops in Tarn have reopened",
        ),
        ("The shops have reopened and the school was closed.", "The shops have reopened", "The shops have reopened"),
    ],
)
def test_a_quotation_ends_where_its_list_ends(text: str, evidence: str, quoted: str) -> None:
    report = Report(text, language="uk" if "Тарн" in text else "en")
    claim = report.claim(evidence, category="GUO.C05")
    week = material([report], [event(claim, category="GUO.C05")])
    fact = Facts(week).by_id[claim]
    assert [s.of(text) for s in quoting.quoted_spans(fact)] == [quoted]


def a_lone_text(**more: object) -> Brief:
    report = Report("The wells in Tarn are dry. The market in Tarn is closed.", publisher=None, title=None, **more)  # type: ignore[arg-type]
    wells = report.claim("The wells in Tarn are dry", category="GUO.C02")
    market = report.claim("The market in Tarn is closed", category="GUO.C05")
    events = [
        event(wells, category="GUO.C02", origins=(origin("the text", wells, status="author"),)),
        event(market, category="GUO.C05", origins=(origin("the text", market, status="author"),)),
    ]
    return compile_brief(material([report], events), Options())


def test_a_lone_unsigned_text_is_introduced_once_and_then_called_the_text() -> None:
    made = a_lone_text(published=None)
    introduced = made.header.standfirst.partition("All of it is told by one text ")[2]
    assert introduced.startswith("(beginning “The wells in Tarn are dry.")
    assert introduced.endswith("), which names no publisher and gives no date.")
    assert {s.text.rpartition("”, ")[2] for s in made.statements} == {"the text says."}
    assert made.notes[0].title.startswith("text beginning “The wells in Tarn are dry.")
    assert not made.findings


def test_a_lone_unsigned_text_with_a_day_says_the_day_once() -> None:
    made = a_lone_text(published="2026-10-20")
    assert "one text of 20\u00a0October\u00a02026 (beginning “" in made.header.standfirst


def test_where_nothing_has_a_date_the_timeline_says_so_once() -> None:
    printed = render_markdown(a_lone_text(published=None))
    assert printed.count("No report behind this brief gives a date.") == 1
    assert "the text gives no date" not in printed.partition("## Timeline")[2].partition("##")[0]


def test_what_the_codebook_does_not_cover_is_not_quoted_for_an_event() -> None:
    report = Report("Guards stood in Tarn. The wells in Tarn have been dry since they came to the northern valley.")
    beside = report.claim("Guards stood in Tarn", category="X00")
    wells = report.claim("The wells in Tarn have been dry since they came to the northern valley", category="GUO.C02")
    told = event(beside, wells, category="GUO.C02", origins=(origin("Harbour Gazette", beside, wells),))
    assert "“The wells in Tarn have been dry" in the_sentence([report], [told])


def test_two_origins_of_one_name_are_not_told_as_two() -> None:
    report = Report("The wells in Tarn are dry. In Tarn the wells have run dry again.")
    one = report.claim("The wells in Tarn are dry", category="GUO.C02")
    two = report.claim("In Tarn the wells have run dry again", category="GUO.C02")
    origins = (origin("Harbour Gazette", one), origin("Harbour Gazette", two))
    text = the_sentence([report], [event(one, two, category="GUO.C02", origins=origins)])
    assert "also reported by" not in text


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("However, the wells in Tarn are dry", "the wells in Tarn are dry"),
        ("However close to 300 people have come back", "close to 300 people have come back"),
        ("Meanwhile, as the council said, the wells in Tarn are dry", "Meanwhile, as the council said"),
    ],
)
def test_a_word_that_only_joins_a_sentence_to_the_one_before_is_not_quoted(printed: str, kept: str) -> None:
    report = Report(f"{printed}.")
    claim = report.claim(printed, category="GUO.C02")
    text = the_sentence([report], [event(claim, category="GUO.C02", origins=(origin("Harbour Gazette", claim),))])
    assert f"“{kept}" in text


@pytest.mark.parametrize(
    ("more", "named"), [({}, True), ({"rule": "resolve.adjective"}, False), ({"confidence": 0.6}, False)]
)
def test_a_town_beside_a_quotation_is_named_only_where_it_is_a_sure_name(more: dict[str, object], named: bool) -> None:
    report = Report("People in Tarn wait. The wells have been dry since Monday.")
    claim = report.claim("The wells have been dry since Monday", category="GUO.C02", place="Tarn")
    report.records[:] = [
        replace(r, span=Span(10, 14), inherited=True, **more) if isinstance(r, Geolocation) else r  # type: ignore[arg-type]
        for r in report.records
    ]
    told = event(claim, category="GUO.C02", origins=(origin("Harbour Gazette", claim),))
    assert ("about Tarn" in the_sentence([report], [replace(told, place_name="Tarn")])) is named


def test_a_service_of_a_state_has_its_article() -> None:
    assert articled("Border Service of the Sellin Coast") == "the Border Service of the Sellin Coast"
    assert articled("Tarn News Service") == "Tarn News Service"


def test_an_origin_whose_name_may_not_be_told_is_a_person_whose_name_is_withheld() -> None:
    report = Report(
        "The wells in Tarn have been dry since Monday and nobody comes. In Tarn the wells have been dry for days."
    )
    one = report.claim("The wells in Tarn have been dry since Monday and nobody comes", category="GUO.C02")
    two = report.claim("In Tarn the wells have been dry for days", category="GUO.C02")
    origins = (origin("Harbour Gazette", one), origin("a private person (official)", two))
    text = the_sentence([report], [event(one, two, category="GUO.C02", origins=origins)])
    assert "also reported by a person whose name is withheld" in text


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("The wells of Tarn are all dry, the board wrote", "also reported by the Tarn Water Board"),
        ("The board asked for a new pump in July", "the Tarn Water Board reports a related matter"),
    ],
)
def test_another_source_is_named_for_a_statement_only_where_its_note_holds_it(other: str, said: str) -> None:
    first = Report(
        "The wells in Tarn have been dry since Monday, and carts bring barrels from the harbour every morning."
    )
    second = Report(f"The engineers met at the harbour for an hour. {other}.", publisher="Tarn Water Board")
    one = first.claim(first.text.rstrip("."), category="GUO.C02")
    beside = second.claim("The engineers met at the harbour for an hour", category="GUO.C02")
    two = second.claim(other, category="GUO.C02")
    origins = (origin("Harbour Gazette", one), origin("Tarn Water Board", beside, two))
    told = event(one, beside, two, category="GUO.C02", origins=origins)
    made = compile_brief(material([first, second], [told]), Options())
    assert said in made.statements[0].text
    if "also" in said:
        assert two in made.statements[0].claims
        assert beside not in made.statements[0].claims


def test_a_proclaimed_entity_is_named_in_marks() -> None:
    report = Report("In the Free Sound the wells are dry.")
    claim = report.claim("the wells are dry", category="GUO.C02")
    told = event(claim, category="GUO.C02", origins=(origin("Harbour Gazette", claim),), place="own:free-sound")
    named = [replace(told, place_name="Free Sound")]
    pile = material([report], named, proclaimed=frozenset({"own:free-sound"}))
    assert Facts(pile, working_copy=True).place_name(named[0]) == "“Free Sound”"
    assert Facts(material([report], named), working_copy=True).place_name(named[0]) == "Free Sound"
