"""Classes of actors: by the theatre on the day in the place, else by wording, never by nationality."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.records import Body, BodyMention, Claim, Coding, Reading, Role, Source, Theatre, TheatrePlace, Timing
from reportedly.records.body import body_id
from reportedly.records.theatre_roles import CLASS_WORDS, RoleEntry
from reportedly.stages.code import CodeRules
from reportedly.stages.coding.actors import Actors
from tests.unit.stages.claim_readings import coded

FEN = TheatrePlace("fen:all", "Fen", "adm1", 51.0, -29.0)
SLUICE = TheatrePlace("fen:sluice", "Sluice", "settlement", 51.25, -29.25, parent="fen:all")
THEATRE = Theatre(
    id="fen",
    places=(FEN, SLUICE),
    sources=(Source("src:board", "Fen Board", role="installed_official", side="controlling"),),
    roles=(
        RoleEntry(
            "controlling", "Marsh authorities", actor_class="CA", since="2031-04-01", area=("fen:all",), head=True
        ),
        RoleEntry("controlling", "Fen Board", "src:board", "CA-L", ("the board",), since="2031-05-01"),
        RoleEntry("home_state", "Marshland", None, "CA-H", adjectives=("Marsh",), since="2031-04-01"),
        RoleEntry("home_state", "Marsh Savings Bank", None, "BUS"),
        RoleEntry("displaced", "Hillmark", None, "DA", adjectives=("Hill",)),
        RoleEntry("controlling", "Hillmark", None, "CA", ("Hill side",), ("Hill",), "2031-09-01", area=("fen:sluice",)),
        RoleEntry("rival", "Reed Guard", None, "RA", adjectives=("Guard",)),
    ),
)
ACTORS = Actors(THEATRE)


def claimed(text: str) -> Reading:
    """Return the reading of a one-sentence text with its claims, not coded."""
    reading = coded(text)
    return Reading(reading.document, tuple(r for r in reading.records if not isinstance(r, Coding)))


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("the Fen Board", "CA-L"),
        ("The board", "CA-L"),
        ("a spokesman for the Fen Board", "CA-L"),
        ("doctors of the Fen Board", "STAFF"),
        ("residents of Marshland", "POP"),
        ("Marshland", "CA-H"),
        ("Marsh officials", "CA-H"),
        ("Marsh troops", "CA-M"),
        ("soldiers of Marshland", "CA-M"),
        ("Marsh-installed officials", "CA-L"),
        ("Marsh teachers", "STAFF"),
        ("Marsh curriculum", "UNK"),
        ("the Marsh Savings Bank", "BUS"),
        ("the Hill ministry", "DA"),
        ("Hill troops", "DA"),
        ("Guard fighters", "RA"),
        ("the occupying forces", "CA-M"),
        ("the occupation authorities", "CA"),
        ("installed officials", "CA-L"),
        ("the council in exile", "DA"),
        ("the ministry", "UNK"),
        ("UNICEF", "HUM"),
        ("In order to break them, the Marsh troops", "CA-M"),
        ("some of the Guard fighters", "RA"),
    ],
)
def test_the_theatre_gives_the_class_of_whom_it_knows(printed: str, found: str) -> None:
    assert ACTORS.of(printed, days=["2031-06-01"]) == found


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("Doctors", "STAFF"),
        ("nine nurses from the district hospital", "STAFF"),
        ("most residents", "POP"),
        ("local shopkeepers", "BUS"),
        ("two aid agencies", "HUM"),
        ("Large sections of the Hill population", "POP"),
        ("most of the fitters and electricians", "STAFF"),
        ("Ilsa Morrend, a nurse", "STAFF"),
        ("the Red Cross", "HUM"),
        ("Russian troops", "UNK"),
        ("the Ukrainian government", "UNK"),
        ("Russian-installed officials", "UNK"),
        ("the occupying forces", "UNK"),
        ("the pump", "UNK"),
        ("", "UNK"),
    ],
)
def test_without_a_theatre_only_the_wording_counts_and_nobody_is_an_authority(printed: str, found: str) -> None:
    assert Actors().of(printed) == found


def test_a_class_holds_on_the_days_of_its_entry_only() -> None:
    assert ACTORS.of("the board", days=["2031-04-30"]) == "UNK"
    assert ACTORS.of("the board", days=["2031-05-01"]) == "CA-L"
    assert ACTORS.of("the board", days=["2031-04-30", "2031-05-01"]) == "UNK"
    assert ACTORS.of("Marsh troops", days=["2031-03-31"]) == "UNK"


def test_without_a_day_the_class_must_be_the_same_at_all_times() -> None:
    assert ACTORS.of("the board") == "CA-L"
    assert ACTORS.of("Hill officials") == "DA"
    assert ACTORS.of("Hill officials", places=["fen:sluice"]) == "UNK"


def test_a_place_where_the_displaced_came_back_gives_them_another_class_from_that_day_on() -> None:
    assert ACTORS.of("Hill officials", days=["2031-08-31"], places=["fen:sluice"]) == "DA"
    assert ACTORS.of("Hill officials", days=["2031-09-01"], places=["fen:sluice"]) == "CA"
    assert ACTORS.of("Hill troops", days=["2031-09-01"], places=["fen:sluice"]) == "CA-M"
    assert ACTORS.of("Hill officials", days=["2031-09-01"], places=["fen:all"]) == "DA"
    assert ACTORS.of("Hill officials", days=["2031-09-01"], places=["fen:all", "fen:sluice"]) == "UNK"


def test_role_words_count_only_while_somebody_has_the_role() -> None:
    assert ACTORS.of("the occupying forces", days=["2031-03-31"]) == "UNK"
    assert ACTORS.of("the occupying forces", days=["2031-04-01"], places=["geonames:1"]) == "UNK"


def test_two_bodies_under_one_name_with_different_classes_have_none() -> None:
    theatre = Theatre(
        roles=(
            RoleEntry("displaced", "Ministry", None, "DA"),
            RoleEntry("rival", "Other Ministry", None, "RA", aliases=("Ministry",)),
        )
    )
    assert Actors(theatre).of("the Ministry", days=["2031-01-01"]) == "UNK"


def test_places_are_those_that_the_wording_prints_else_those_that_the_look_up_finds() -> None:
    asked: list[str] = []

    def lookup(name: str) -> tuple[str, ...]:
        asked.append(name)
        return ("fen:sluice",) if name == "Wadham region" else ()

    actors = Actors(THEATRE, lookup=lookup)
    assert actors.places_in("Boats left Sluice at noon") == ("fen:sluice",)
    assert asked == []
    assert actors.places_in("Boats left the Wadham region") == ("fen:sluice",)
    assert "Wadham region" in asked
    assert Actors(THEATRE).places_in("Boats left Wadham") == ()


def test_the_coder_asks_for_the_day_and_the_place_of_the_claim() -> None:
    text = "Hill officials in Sluice sent nine teachers to the school in Sluice."
    stage = CodeRules(actors=ACTORS)

    def actor(day: str) -> Role:
        reading = claimed(text)
        reading = reading.plus(
            [Timing(c.id, day, day, day, "stated") for c in reading.of(Claim)],
        )
        [records] = stage.annotate([reading])
        [found] = [r for c in records if isinstance(c, Coding) for r in c.roles if r.name == "actor"]
        return found

    assert actor("2031-08-31").value == "DA"
    assert actor("2031-09-01").value == "CA"


def test_an_actor_that_was_found_to_be_a_source_has_the_class_of_that_source() -> None:
    text = "It sent nine teachers to the school in Sluice."
    reading = claimed(text)
    [claim] = reading.of(Claim)
    it = next(span for span in claim.evidence)
    mention = type(it)(0, 2)
    document = reading.document.id
    body = Body(
        body_id(document, mention), document, mention, (BodyMention(mention, "pronoun"),), "organisation", "official",
        source="src:board",
    )  # fmt: skip
    known: Reading = reading.plus([body])
    class_of = ACTORS.in_claim(known, claim)
    assert class_of(mention) == "CA-L"
    assert ACTORS.in_claim(reading, claim)(mention) == "UNK"


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            ["the", "Hill", "Marsh", "Fen", "Board", "of", "troops", "officials", "in", "Sluice", "doctors"]
        )
    ).map(" ".join),
    st.lists(st.dates().map(lambda d: d.isoformat()), max_size=2),
    st.lists(st.sampled_from(["fen:all", "fen:sluice", "geonames:1"]), max_size=2),
)
def test_any_phrase_has_exactly_one_class(printed: str, days: list[str], places: list[str]) -> None:
    found = ACTORS.of(printed, days=days, places=places)
    assert found in CLASS_WORDS
    assert Actors().of(printed) in {"STAFF", "POP", "BUS", "HUM", "UNK"}
