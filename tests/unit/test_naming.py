from dataclasses import replace

from reportedly.codebook import load_default
from reportedly.naming import body_names, code_labels, place_names, proclaimed
from reportedly.records import Event, Theatre, TheatrePlace, event_id
from reportedly.records.theatre import PlaceName
from reportedly.register import load_default as load_register

COAST = Theatre(
    id="sel",
    name="Coast",
    places=(
        TheatrePlace(
            "sel:a", "Brannic", "settlement", 47.5, -28.0,
            names=(PlaceName("Бранник", "uk"), PlaceName("Браннікум", "uk", "former"), PlaceName("Branniq", "en", "exonym")),
        ),
        TheatrePlace("sel:b", "Тарн", "settlement", 47.6, -27.9, names=(PlaceName("Tarn", "en"),)),
        TheatrePlace("sel:c", "Moll", "settlement", 44.0, -33.0),
    ),
)  # fmt: skip


def test_the_names_of_a_theatre_are_those_of_the_language() -> None:
    assert place_names((), (), (), COAST, "uk") == {"sel:a": "Бранник"}


def test_an_english_brief_keeps_latin_names_as_the_theatre_has_them() -> None:
    assert place_names((), (), (), COAST, "en") == {"sel:b": "Tarn"}


def test_bodies_of_the_register_have_their_ukrainian_names() -> None:
    assert body_names(load_register(), "uk")["reg:isw"] == "Інститут вивчення війни"


def test_a_codebook_of_somebodys_own_keeps_its_names() -> None:
    book = load_default()
    assert code_labels(book, "uk").categories["GUO.C01"] == "Медична допомога"
    assert code_labels(book, "en").categories["GUO.C01"] == "Health care"
    own = book.model_copy(update={"id": "own"})
    assert code_labels(own, "uk").categories["GUO.C01"] == "Health care"
    assert replace(code_labels(own, "uk")).sectors["water"] == "водопостачання"


def test_the_name_of_an_entity_that_somebody_proclaimed_is_a_label() -> None:
    def told(place: str) -> Event:
        return Event(event_id((place,)), "GUO.A01", "what is told", (place,), (), 0, 0, "K0", place=place)

    entity = "own:luhansk-peoples-republic"
    assert proclaimed((), [told(entity), told("sel:a")], ()) == {entity}
    assert proclaimed((), [told("sel:a")], ()) == frozenset()
