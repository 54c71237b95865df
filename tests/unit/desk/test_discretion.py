"""Nothing that may not leave the workspace leaves it for a viewer who may not see it, by whatever way."""

from dataclasses import astuple
from pathlib import Path

from benchmarks.desk import store

from reportedly.desk import Desk, Filter, Viewer
from reportedly.project import Project
from reportedly.records.withhold import WITHHELD
from tests.unit.desk.made import hand_made, put

EXACT, GUEST = Viewer("K. Maryan", "reviewer", exact=True), Viewer("guest")
NAME = "Olrek Brandovar"
TOLD = f"{NAME} said on Monday that the water was off. The council agreed."


def all_words(desk: Desk, viewer: Viewer) -> str:
    """Return everything that a viewer can get of a desk, as one text."""
    everything = Filter()
    parts: list[object] = [
        desk.claims(everything, viewer, limit=10_000).rows,
        desk.events(everything, viewer, limit=10_000).rows,
        desk.documents(everything, viewer, limit=10_000).rows,
        desk.facets(everything, viewer),
        desk.areas(viewer),
        astuple(desk.points(everything, viewer)),
        astuple(desk.points(everything, viewer, of="events")),
    ]
    for words in ("said", "water", "council", "monday", "name", "withheld"):
        parts += [
            desk.search(words, everything, viewer, kind=kind, limit=1_000).rows for kind in ("claims", "passages")
        ]
    return repr(parts)


def test_a_private_name_is_in_nothing_that_a_guest_gets(tmp_path: Path) -> None:
    with hand_made(tmp_path / "out") as project:
        put(project, TOLD, persons=[(NAME, "P2")], title=f"{NAME} speaks")
        # Private in the first document, so here as well; and where it is a public one's own it is shown.
        put(project, f"Neighbours saw {NAME} at the pump in the evening.")
        with Desk.open(project) as desk:
            assert NAME in all_words(desk, EXACT)
            guest = all_words(desk, GUEST)
            assert "Olrek" not in guest
            assert "Brandovar" not in guest
            assert WITHHELD in guest


def test_a_guest_who_searches_a_private_name_finds_nothing_by_it(tmp_path: Path) -> None:
    with hand_made(tmp_path / "out") as project:
        put(project, TOLD, persons=[(NAME, "P2")], title=f"{NAME} speaks")
        put(project, f"Neighbours saw {NAME} at the pump in the evening.")
        with Desk.open(project) as desk:
            for words in (NAME, "Olrek", "brandovar", "Bran*", f'"{NAME}"', f'"{NAME} said"', "olreks"):
                for kind in ("claims", "passages"):
                    assert desk.search(words, Filter(), GUEST, kind=kind).total == 0, words
                assert desk.documents(Filter(), GUEST, text=words).total == 0
                assert desk.claims(Filter(text=words), GUEST).total == 0
                assert not any(desk.facets(Filter(text=words), GUEST).values())
            assert desk.search(NAME, Filter(), EXACT).total == 2
            assert desk.search(f'"{NAME} said"', Filter(), EXACT, kind="passages").total == 1
            assert desk.documents(Filter(), EXACT, text="Brandovar").total == 2


def test_a_phrase_does_not_reach_over_what_is_withheld(tmp_path: Path) -> None:
    with hand_made(tmp_path / "out") as project:
        put(project, f"Neighbours saw {NAME} at the pump.", persons=[(NAME, "P2")])
        with Desk.open(project) as desk:
            assert desk.search('"saw at"', Filter(), GUEST).total == 0
            [hit] = desk.search('"at the pump"', Filter(), GUEST).rows
            [fragment] = hit.fragments
            assert fragment.text == f"Neighbours saw {WITHHELD} at the pump."
            assert [fragment.text[a:b] for a, b in fragment.marks] == ["at the pump"]
            original = project.store.documents()[0].text
            assert [original[a:b] for a, b in fragment.spans] == ["at the pump"]


def test_a_name_that_turns_out_private_later_is_taken_out_of_what_was_there(tmp_path: Path) -> None:
    with hand_made(tmp_path / "out") as project:
        early = put(project, f"Neighbours saw {NAME} at the pump in the evening.")
        with Desk.open(project) as desk:
            assert desk.search(NAME, Filter(), GUEST).total == 1
            late = put(project, TOLD, persons=[(NAME, "P3")])
            assert desk.refresh().documents == {early, late}
            assert "Brandovar" not in all_words(desk, GUEST)
            assert desk.search(NAME, Filter(), GUEST).total == 0
            assert desk.search(NAME, Filter(), EXACT).total == 2
            put(project, TOLD, persons=[(NAME, "P0")])
            assert desk.refresh().documents == {early, late}
            assert desk.search(NAME, Filter(), GUEST).total == 2


def test_places_are_told_no_finer_than_their_floor(small: tuple[Project, Desk]) -> None:
    _, desk = small
    shown = {row.id: row for row in desk.claims(Filter(codes=("GUO.B02",)), GUEST, limit=10_000).rows}
    known = {row.id: row for row in desk.claims(Filter(codes=("GUO.B02",)), EXACT, limit=10_000).rows}
    fine = [row for row in known.values() if row.precision == "settlement"]
    assert fine
    districts = {store.district(n) for n in range(store.DISTRICTS)} | {store.unit(n) for n in range(store.UNITS)}
    for row in fine:
        assert shown[row.id].place_id in districts
        assert (shown[row.id].lat, shown[row.id].lon) != (row.lat, row.lon)
        found = desk.claims(Filter(area=row.place_id, codes=("GUO.B02",)), GUEST)
        assert found.total == 0
    events = desk.events(Filter(codes=("GUO.B02",)), GUEST, limit=1_000).rows
    assert all(event.place_id in districts for event in events if event.place_id)


def test_a_place_is_mapped_only_after_its_delay(small: tuple[Project, Desk]) -> None:
    # The made reports are of 2031: what has a delay is not to be mapped before that.
    _, desk = small
    asked = Filter(codes=("GUO.H01",))
    placed = [row for row in desk.claims(asked, EXACT, limit=1_000).rows if row.lat is not None]
    assert placed
    assert all(row.lat is None for row in desk.claims(asked, GUEST, limit=1_000).rows)
    assert desk.points(asked, GUEST).ids == ()
    assert desk.points(asked, GUEST).without_place == desk.claims(asked, GUEST).total
    assert desk.points(asked, GUEST, of="events").ids == ()
    assert all(row.lat is None for row in desk.events(asked, GUEST).rows)
