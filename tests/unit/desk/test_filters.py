"""The desk's masks and counts agree with a plain Python filter over the records."""

from collections import Counter
from datetime import timedelta

import pytest
from benchmarks.desk import store
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.desk import BadQuery, Desk, Filter, NotFound, Viewer
from reportedly.project import Project
from tests.unit.desk.plain_filter import Plain, counted, fits, plain_claims

EXACT, GUEST = Viewer("K. Maryan", "reviewer", exact=True), Viewer("guest")
Big = tuple[Project, Desk]

_DAYS = st.integers(0, store.DAYS).map(lambda n: str(store.FIRST_DAY + timedelta(days=n)))
_AREAS = st.one_of(
    st.integers(0, store.UNITS - 1).map(store.unit),
    st.integers(0, store.DISTRICTS - 1).map(store.district),
    st.integers(0, store.SETTLEMENTS - 1).map(lambda n: store.settlement(n).id),
    st.just("inv:nowhere"),
)


def several(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "area": _AREAS,
        "start": _DAYS,
        "end": _DAYS,
        "codes": several("GUO.C", "GUO.C01", "GUO.B02", "GUO.H01", "X03", "GU"),
        "kinds": several("status", "event", "prediction"),
        "sectors": several("water", "health", "banking_cash", "unheard_of"),
        "hedge": st.sampled_from(["L0", "L2", "L4"]),
        "origins": st.integers(0, 4),
        "side": st.sampled_from(["controlling", "displaced", "unknown"]),
        "review": st.sampled_from(["open", "accepted"]),
        "language": st.sampled_from(["en", "uk", "ru", "de"]),
        "stage": st.sampled_from(["locate.rules", "status.rules", "none"]),
        "flags": several("no_place", "no_date", "contradicted", "stale", "place_inferred"),
    },
).filter(lambda f: not ("start" in f and "end" in f and f["start"] > f["end"]))


@pytest.fixture(scope="module")
def plain(big: Big) -> list[Plain]:
    return plain_claims(big[0])


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FILTERS.map(lambda f: Filter(**f)), st.booleans())
def test_the_fast_answer_is_the_plain_one(big: Big, plain: list[Plain], asked: Filter, exact: bool) -> None:
    viewer = EXACT if exact else GUEST
    wanted = [claim.id for claim in plain if fits(claim, asked, exact=exact)]
    page = big[1].claims(asked, viewer, limit=10_000)
    assert [row.id for row in page.rows] == wanted
    assert page.total == len(wanted)
    assert {row.id for row in big[1].events(asked, viewer, limit=10_000).rows} == {
        claim.event for claim in plain if claim.event and fits(claim, asked, exact=exact)
    }


@settings(max_examples=25, deadline=None)
@given(FILTERS.map(lambda f: Filter(**f)), st.booleans())
def test_facets_count_what_fits_all_other_fields(big: Big, plain: list[Plain], asked: Filter, exact: bool) -> None:
    found = big[1].facets(asked, EXACT if exact else GUEST)
    for name, count in counted(plain, asked, exact=exact).items():
        assert {facet.value: facet.count for facet in found[name]} == {k: n for k, n in count.items() if k and n}


def test_only_the_fields_that_are_asked_for_are_counted(big: Big) -> None:
    every, some = (
        big[1].facets(Filter(hedge="L2"), GUEST),
        big[1].facets(Filter(hedge="L2"), GUEST, ("codes", "language")),
    )
    assert some == {name: every[name] for name in ("codes", "language")}


def test_which_of_some_claims_fit(big: Big) -> None:
    asked, gone = Filter(language="uk"), "clm_gone"
    fitting = {row.id for row in big[1].claims(asked, GUEST, limit=10_000).rows}
    claims = (gone, *sorted(row.id for row in big[1].claims(Filter(), GUEST, limit=10_000).rows))
    assert big[1].fitting(asked, GUEST, claims).tolist() == [claim in fitting for claim in claims]


def test_the_columns_of_the_map_are_made_once_for_a_filter(big: Big) -> None:
    asked = Filter(language="de")
    assert big[1].laid(asked, GUEST) is big[1].laid(asked, GUEST)
    assert big[1].laid(asked, GUEST) is not big[1].laid(asked, EXACT)


def test_one_event_and_one_document_can_be_asked_for(big: Big, plain: list[Plain]) -> None:
    claim = next(one for one in plain if one.event)
    for asked in (Filter(event=claim.event), Filter(document=claim.document)):
        wanted = {one.id for one in plain if fits(one, asked, exact=True)}
        assert {row.id for row in big[1].claims(asked, EXACT, limit=10_000).rows} == wanted


def test_pages_are_cut_out_of_the_whole(big: Big) -> None:
    whole = big[1].claims(Filter(), GUEST, order="time", limit=10_000)
    part = big[1].claims(Filter(), GUEST, order="time", offset=30, limit=20)
    assert part.rows == whole.rows[30:50]
    assert part.total == whole.total == len(whole.rows)
    days = [row.start or row.end or row.reported for row in whole.rows]
    assert days == sorted(days)


def test_points_are_those_of_the_rows(big: Big) -> None:
    asked = Filter(codes=("GUO.C",), kinds=("event",))
    rows = {row.id: row for row in big[1].claims(asked, GUEST, limit=10_000).rows}
    found = big[1].points(asked, GUEST)
    placed = {row.id for row in rows.values() if row.lat is not None}
    assert set(found.ids) == placed
    assert found.without_place == len(rows) - len(placed)
    for n, id_ in enumerate(found.ids[:200]):
        row = rows[id_]
        assert (found.lat[n], found.lon[n], found.radius[n]) == (row.lat, row.lon, row.radius_km)
        assert found.codes[found.code[n]] == row.category
        assert found.precisions[found.precision[n]] == row.precision
        assert found.places[found.place[n]] == (row.place_id, row.place)
        assert found.day[n] == row.start


def test_points_of_events_are_those_of_their_rows(big: Big) -> None:
    asked = Filter(codes=("GUO.C",))
    rows = {row.id: row for row in big[1].events(asked, GUEST, limit=10_000).rows}
    found = big[1].points(asked, GUEST, of="events")
    assert set(found.ids) == {row.id for row in rows.values() if row.lat is not None}
    assert all(found.lat[n] == rows[id_].lat for n, id_ in enumerate(found.ids))


def test_areas_hold_what_lies_inside(big: Big) -> None:
    for area in big[1].areas(GUEST)[:12]:
        assert area.claims == big[1].claims(Filter(area=area.id), GUEST, limit=1).total
        assert area.name


def test_what_is_not_there_is_said(big: Big) -> None:
    for ask in (big[1].claim, big[1].event_row, big[1].document):
        with pytest.raises(NotFound, match="there is no"):
            ask("evt_0", GUEST)
    with pytest.raises(BadQuery, match="order"):
        big[1].claims(Filter(), GUEST, order="beauty")


@pytest.mark.parametrize("exact", [True, False])
def test_who_says_a_claim_is_counted_without_its_row(big: Big, exact: bool) -> None:
    _, desk = big
    viewer = Viewer("K", "admin", exact=exact)
    rows = desk.claims(Filter(), viewer, limit=10**6).rows
    told = [(row.chain[-1] if row.root_status == "named" and row.chain else "", row.outlet) for row in rows]
    assert desk.speakers(viewer) == Counter(told)
    assert any(root for root, _ in told)


def test_the_cells_of_a_claim_are_those_that_rest_on_it(big: Big) -> None:
    project, desk = big
    ledger = project.store.ledger()
    for claim in [claim for cell in ledger[:20] for claim in cell.intervals[0].claims[:1]]:
        told = desk.cells_with(claim)
        assert told
        assert {(c.place, c.sector, c.undated) for c in told} == {
            (c.place, c.sector, c.undated)
            for c in ledger
            if any(claim in (*step.claims, *(n for _, group in step.conflict for n in group)) for step in c.intervals)
        }


def test_the_days_of_publication_of_a_project(big: Big) -> None:
    project, desk = big
    days = sorted(day for d in project.store.documents() if (day := (d.published or "")[:10]))
    assert desk.published() == (days[0], days[-1])
