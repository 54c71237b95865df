"""Who stood in which role, where and when: exactly one answer, or none."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import InvalidRecord
from reportedly.records import Theatre, TheatrePlace
from reportedly.records.theatre import PlaceName
from reportedly.records.theatre_roles import (
    LabelPolicy,
    LegalFrame,
    Proclaimed,
    RoleEntry,
    SourceProfile,
    covers,
    overlap,
    rivals_for_one_place,
    usually_cited,
)

PLACES = (
    TheatrePlace("fen:all", "Fen", "adm1", 51.0, -29.0),
    TheatrePlace("fen:north", "North Fen", "adm2", 51.2, -29.0, parent="fen:all"),
    TheatrePlace("fen:sluice", "Sluice", "settlement", 51.25, -29.25, parent="fen:north"),
    TheatrePlace("fen:south", "South Fen", "adm2", 50.8, -29.0, parent="fen:all"),
)


def head(body: str, since: str | None = None, until: str | None = None, *area: str) -> RoleEntry:
    return RoleEntry("controlling", body, actor_class="CA", since=since, until=until, area=area, head=True)


def test_the_authority_of_a_place_changes_on_the_first_day_of_the_next_entry() -> None:
    theatre = Theatre(
        places=PLACES,
        roles=(
            head("Board", "2031-01-01", "2031-04-01", "fen:sluice"),
            head("Guard", "2031-04-01", None, "fen:sluice"),
        ),
    )
    answers = {day: theatre.controlling("fen:sluice", day) for day in ("2030-12-31", "2031-03-31", "2031-04-01")}
    assert [entry and entry.body for entry in answers.values()] == [None, "Board", "Guard"]


def test_the_nearest_area_goes_before_a_wider_one_and_an_entry_without_areas_is_the_widest() -> None:
    theatre = Theatre(
        places=PLACES,
        roles=(head("Crown"), head("Board", None, None, "fen:all"), head("Guard", None, None, "fen:north")),
    )
    found = {p.id: theatre.controlling(p.id, "2031-01-01") for p in PLACES}
    assert {place: entry and entry.body for place, entry in found.items()} == {
        "fen:all": "Board",
        "fen:north": "Guard",
        "fen:sluice": "Guard",
        "fen:south": "Board",
    }


def test_a_place_that_the_theatre_does_not_hold_has_no_answer_even_where_an_entry_names_no_area() -> None:
    theatre = Theatre(places=PLACES, roles=(head("Crown"),))
    assert theatre.controlling("geonames:1", "2031-01-01") is None
    held = theatre.controlling("geonames:1", "2031-01-01", parents=lambda place: ("fen:all",) if place else ())
    assert held is not None
    assert held.body == "Crown"


def test_a_unit_is_not_controlled_because_a_part_of_it_is() -> None:
    theatre = Theatre(places=PLACES, roles=(head("Guard", None, None, "fen:sluice"),))
    assert theatre.controlling("fen:north", "2031-01-01") is None


def test_bodies_that_only_act_for_the_authority_are_no_answer() -> None:
    board = RoleEntry("controlling", "Board", actor_class="CA-L")
    listed = RoleEntry("controlling", "Office", actor_class="CA")
    assert Theatre(places=PLACES, roles=(board, listed)).controlling("fen:sluice", "2031-01-01") is None


def test_a_class_that_a_role_cannot_have_and_an_end_before_the_beginning_are_refused() -> None:
    with pytest.raises(InvalidRecord, match="no class CA; it may be DA"):
        RoleEntry("displaced", "Crown", actor_class="CA")
    with pytest.raises(InvalidRecord, match="first day on which"):
        RoleEntry("displaced", "Crown", actor_class="DA", since="2031-01-02", until="2031-01-02")
    with pytest.raises(InvalidRecord, match="authority itself"):
        RoleEntry("displaced", "Crown", actor_class="DA", head=True)


days = st.dates(date(2030, 1, 1), date(2030, 3, 1)).map(date.isoformat)
spans = st.tuples(st.none() | days, st.none() | days).filter(lambda s: s[0] is None or s[1] is None or s[0] < s[1])
areas = st.lists(st.sampled_from([p.id for p in PLACES]), max_size=2, unique=True)


@st.composite
def theatres(draw: st.DrawFn) -> Theatre:
    """Draw a theatre as a file could give it: no two heads for one place on one day."""
    kept: list[RoleEntry] = []
    for number in range(draw(st.integers(0, 5))):
        since, until = draw(spans)
        entry = head(f"body {number}", since, until, *draw(areas))
        if rivals_for_one_place([*kept, entry]) is None:
            kept.append(entry)
    return Theatre(places=PLACES, roles=tuple(kept))


@given(theatres(), st.sampled_from([p.id for p in PLACES]), days)
def test_there_is_exactly_one_answer_or_none_and_it_holds_on_that_day_in_that_place(
    theatre: Theatre, place: str, day: str
) -> None:
    around = theatre.around(place)
    able = [e for e in theatre.roles if e.holds(day) and (not e.area or set(e.area) & set(around))]
    found = theatre.controlling(place, day)
    # A file without clashes always has an answer where somebody could be one, and never another.
    assert (found in able) if able else (found is None)


@given(spans, days)
def test_stretches_are_half_open(span: tuple[str | None, str | None], day: str) -> None:
    since, until = span
    if since is not None:
        assert covers(since, until, since)
    if until is not None:
        assert not covers(since, until, until)
        assert covers(since, until, (date.fromisoformat(until) - timedelta(days=1)).isoformat())
    before, after = covers(None, day, day), covers(day, None, day)
    assert (before, after) == (False, True)


@given(spans, spans)
def test_two_stretches_overlap_where_one_day_lies_in_both(
    one: tuple[str | None, str | None], other: tuple[str | None, str | None]
) -> None:
    calendar = [(date(2029, 12, 25) + timedelta(days=n)).isoformat() for n in range(80)]
    shared = any(covers(*one, day) and covers(*other, day) for day in calendar)
    assert overlap(one, other) == shared


# --- frames, labels, profiles


def test_the_frame_decides_which_provisions_are_shown() -> None:
    def shown(frame: LegalFrame | None) -> tuple[list[str], bool]:
        found = usually_cited(frame, occupation="HR 43", otherwise="CA3")
        return [text for _, text in found.cited], found.notice is not None

    assert shown(LegalFrame("iac_occupation", "a court")) == (["HR 43"], False)
    assert shown(LegalFrame("niac_control", "a court")) == (["CA3"], False)
    assert shown(LegalFrame("disputed", "two courts")) == (["HR 43", "CA3"], True)
    assert shown(LegalFrame("not_applicable")) == ([], False)
    assert shown(None) == ([], False)
    assert shown(LegalFrame("iac_occupation")) == ([], False)


def test_provisions_are_shown_only_if_the_theatre_asks_for_them() -> None:
    frames = (LegalFrame("niac_control", "a court", since="2031-01-01", until="2031-02-01"),)
    asked = Theatre(legal_frames=frames, show_maps=("provisions",))
    silent = Theatre(legal_frames=frames)
    assert asked.provisions("2031-01-31", occupation="HR 43", otherwise="CA3").cited
    assert not asked.provisions("2031-02-01", occupation="HR 43", otherwise="CA3").cited
    assert not silent.provisions("2031-01-31", occupation="HR 43", otherwise="CA3").cited


def test_without_a_day_a_frame_counts_only_if_it_is_the_only_one() -> None:
    one, two = LegalFrame("niac_control", "a", until="2031-01-01"), LegalFrame("disputed", "b", since="2031-01-01")
    assert Theatre(legal_frames=(one,)).frame_on(None) == one
    assert Theatre(legal_frames=(one, two)).frame_on(None) is None
    assert Theatre(legal_frames=(one, two)).frame_on("2031-01-01") == two


def test_the_label_policy_chooses_among_the_names_that_hold_on_the_day() -> None:
    names = (
        PlaceName("Port Crown", "en", "former", until="2031-01-01"),
        PlaceName("Schleuse", "de", "exonym"),
        PlaceName("Sluys", "en", "exonym"),
    )
    place = TheatrePlace("fen:sluice", "Sluice", "settlement", 51.25, -29.25, names=names)

    def label(order: tuple[str, ...], day: str | None = None) -> str:
        return Theatre(label_policy=LabelPolicy(order, "en")).place_label(place, day)

    assert label(()) == "Sluice"
    assert label(("exonym",)) == "Sluys"
    assert label(("former", "exonym"), "2030-12-31") == "Port Crown"
    assert label(("former", "exonym"), "2031-01-01") == "Sluys"
    assert label(("official",)) == "Sluice"


def test_a_proclaimed_entity_is_known_by_whole_words() -> None:
    entity = Proclaimed("Free Fen Republic", ("FFR",), "fen:all")
    theatre = Theatre(label_policy=LabelPolicy(proclaimed=(entity,)))
    assert theatre.proclaimed("the self-styled Free Fen Republic") == entity
    assert theatre.proclaimed("FFR officials") == entity
    assert theatre.proclaimed("FFRs") is None


def test_a_source_profile_holds_on_its_days() -> None:
    first, second = SourceProfile("1", since="2031-01-01", until="2031-02-01"), SourceProfile("2", since="2031-02-01")
    theatre = Theatre(source_profiles=(first, second))
    assert theatre.profile_on("2031-01-31") == first
    assert theatre.profile_on("2031-02-01") == second
    assert theatre.profile_on("2030-01-01") is None
