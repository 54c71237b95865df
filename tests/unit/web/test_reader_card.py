"""The card of a claim: each value with who set it and why, and nothing that its viewer may not see."""

from pathlib import Path

import pytest

from reportedly.desk.model import Filter, NotFound, Viewer
from reportedly.drafting import Drafts, Spec
from reportedly.records import Claim
from reportedly.records.withhold import Discretion, private_names
from reportedly.web.screens.reader import document_page
from reportedly.web.screens.reader_card import card_of
from reportedly.web.screens.reader_hops import Seen
from reportedly.web.screens.reader_model import ClaimCard
from reportedly.web.screens.reader_why import reason, rule, set_by, why_words
from reportedly.web.screens.reader_words import Told
from tests.unit.web.reading_made import harbour, made_bench

EXACT = Seen(Discretion((), working_copy=True), exact=True)


def card(number: int, seen: Seen = EXACT) -> ClaimCard:
    reading = harbour()
    return card_of(reading, reading.of(Claim)[number - 1], (number, 3), seen)


def test_the_ladder_goes_from_the_outlet_to_the_root() -> None:
    hops = card(1).hops
    assert [(hop.ref, hop.name, hop.status, hop.root) for hop in hops] == [
        ("1.0", "Harbour Gazette", "outlet", False),
        ("1.1", "the Brannic council", "named", False),
        ("1.2", "several fitters", "unnamed_plural", True),
    ]
    assert (hops[1].cue, hops[1].lexicon, hops[1].commitment) == ("According to", "en.rep.accordingto", "CT+")


def test_an_outlet_that_asserts_something_itself_is_the_root() -> None:
    reading = harbour()
    claim = reading.of(Claim)[0]
    without = type(reading)(reading.document, tuple(r for r in reading.records if getattr(r, "links", None) is None))
    [outlet] = card_of(without, claim, (1, 3), EXACT).hops
    assert (outlet.root, outlet.commitment) == (True, "CT+")


def test_hearsay_ends_at_nobody() -> None:
    assert [(hop.name, hop.status) for hop in card(3).hops] == [("Harbour Gazette", "outlet"), ("", "none")]


def test_each_value_says_which_stage_set_it_and_why() -> None:
    found = card(1)
    assert found.hedge is not None
    assert found.time is not None
    assert found.code is not None
    assert found.service is not None
    assert found.hedge.set_by.name == "hedge.rules"
    assert found.hedge.set_by.why == "the root is several unnamed sources: several fitters"
    assert found.time.set_by.why == "a weekday, counted from the date of the report"
    assert found.places[0].set_by.why == "the printed name is that of the gazetteer; taken from the first paragraph"
    assert found.code.set_by.why == "words of the category"
    assert (found.code.words, found.code.next) == (("pumps",), "GUO.C03")
    assert found.service.set_by.why == "a word of absence"


def test_no_score_of_a_stage_is_on_the_card() -> None:
    shown = repr(card(1))
    assert "0.91" not in shown
    assert "0.93" not in shown
    assert "score" not in shown


def test_a_private_source_is_withheld_everywhere_on_the_card() -> None:
    reading = harbour()
    seen = Seen(Discretion(private_names([reading])))
    assert "Ottering" not in repr(card(2, seen))
    assert "Ottering" in repr(card(2))


def test_a_place_behind_a_floor_says_that_it_is_held_back() -> None:
    reading = harbour()
    [place] = card(2, Seen(Discretion(private_names([reading])))).places
    assert (place.coarsened, place.precision, place.place, place.radius_km) == (True, "adm2", "", None)
    assert not card(2).places[0].coarsened


def test_a_reason_is_told_in_the_language_of_the_page() -> None:
    assert reason("uk", "hearsay without any source") == "чутка, джерела не названо"
    assert reason("uk", "“probably” presents it as probable") == "«probably» подає це так: імовірно"
    assert reason("en", "attributed to the council (continued from an earlier sentence)").endswith("earlier sentence")


@pytest.mark.parametrize(
    ("noted", "told"),
    [
        ("resolve.exact", "надруковано так само, як у довіднику"),
        ("the reader: partial", "навчена модель прочитала як: частково"),
        ("“water”, “the”", "за словами “water”, “the”"),
        ("“probably” presents it as probable", "«probably» подає це так: імовірно"),
    ],
)
def test_the_trail_tells_in_the_language_of_the_page_why_a_stage_set_a_value(noted: str, told: str) -> None:
    assert why_words(noted, "uk") == told


def test_a_rule_without_words_stands_as_it_is() -> None:
    assert rule("uk", "resolve.exact+unheard_of") == "надруковано так само, як у довіднику; unheard_of"
    assert rule("en", "kind event to status by the reader") == "kind event to status by the trained reader"


def test_a_person_who_set_a_value_is_named_with_the_time() -> None:
    found = set_by("review/K. Maryan", at={"K. Maryan": "2026-10-22T10:31:00+00:00"})
    assert (found.person, found.name, found.version) == (True, "K. Maryan", "2026-10-22T10:31:00+00:00")


@pytest.mark.parametrize(
    ("language", "told"), [("en", "19 Oct 2026 → no end told"), ("uk", "19.10.2026 → кінця не названо")]
)
def test_a_time_without_an_end_says_so(language: str, told: str) -> None:
    time = card(1).time
    assert time is not None
    assert Told(language, str).time(time).replace("\u00a0", " ") == told


def test_the_page_tells_what_lies_around_a_claim(tmp_path: Path) -> None:
    with made_bench(tmp_path) as bench:
        harbour_id, gulf_id = (
            next(r.id for r in bench.desk.documents(Filter(), Viewer("x")).rows if r.outlet == outlet)
            for outlet in ("Harbour Gazette", "Gulf Morning")
        )
        page = document_page(bench, Viewer("x"), "en", harbour_id, 1)
        assert page.card is not None
        [clash] = page.card.against
        assert (clash.kind, [ref.document for ref in clash.claims]) == ("time", [gulf_id])
        assert page.card.event
        assert ("event", "the pumps stand still") in [(use.kind, use.label) for use in page.card.used]
        assert [(p.way, p.kind, p.document) for p in page.related] == [("to", "cites", gulf_id)]
        assert "0.91" not in repr(page.related)
        assert page.rows[1].notes[0].against_elsewhere
        assert (page.previous, page.next) == (f"/d/{harbour_id}?claim=3", f"/d/{harbour_id}?claim=2")
        assert page.masked == 1


def test_a_claim_names_the_drafts_whose_sentences_rest_on_it(tmp_path: Path) -> None:
    with made_bench(tmp_path) as bench:
        document = next(r.id for r in bench.desk.documents(Filter(), Viewer("x")).rows if r.outlet == "Harbour Gazette")
        drafts = Drafts(bench.project)
        made = drafts.new(Spec(start="2026-10-01", end="2026-10-31"), by="R. Tallow")
        page = document_page(bench, Viewer("x"), "en", document, 1)
        assert page.card is not None
        resting = [(n, s.id) for n, s in enumerate(made.sentences, start=1) if page.card.id in s.claims]
        assert resting
        told = [(int(use.label), use.href) for use in page.card.used if use.kind == "draft"]
        assert told == [(n, f"/briefs/{made.id}/edit?s={sentence}") for n, sentence in resting]


def test_a_claim_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with made_bench(tmp_path) as bench:
        document = bench.desk.documents(Filter(), Viewer("x")).rows[0].id
        with pytest.raises(NotFound, match="there is no claim 9 in it"):
            document_page(bench, Viewer("x"), "en", document, 9)
        with pytest.raises(NotFound, match="no document doc_none"):
            document_page(bench, Viewer("x"), "en", "doc_none")


def test_a_withheld_name_is_told_in_the_language_of_the_page() -> None:
    reading = harbour()
    found = card(2, Seen(Discretion(private_names([reading])), "uk"))
    assert found.hops[1].name == "[ім’я приховано]"
    assert found.hedge is not None
    assert "name withheld" not in repr((found.hops, found.hedge))
