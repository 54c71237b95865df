"""The list of documents and the search: what fits, page by page, and searches that a person keeps."""

from pathlib import Path

import pytest

from reportedly.desk.model import BadQuery, Facet, Viewer
from reportedly.web import Settings
from reportedly.web.screens.documents import document_list
from reportedly.web.screens.reader_why import reason
from reportedly.web.screens.reader_words import facets_told, flags_told
from reportedly.web.screens.search import pieces, search_address, search_page, up_to
from tests.unit.web.benches import bench_of, client_of
from tests.unit.web.reading_made import made_bench

REPORT = (
    "---\ntitle: Report {n}\noutlet: Paper {n}\ndate: 2026-10-{day:02d}\nlanguage: en\n---\nThe pumps stand still.\n"
)


def test_the_list_has_pages_and_says_how_many_there_are(tmp_path: Path) -> None:
    reports = tuple(REPORT.format(n=n, day=1 + n % 28) + f"Number {n}.\n" for n in range(45))
    with bench_of(tmp_path, reports=reports) as bench:
        first = document_list(bench, Viewer("x"), {})
        last = document_list(bench, Viewer("x"), {}, offset=40)
        assert (len(first.rows), first.total, first.previous, first.next) == (40, 45, None, 40)
        assert (len(last.rows), last.previous, last.next) == (5, 0, None)
        assert not {row.id for row in first.rows} & {row.id for row in last.rows}
        page = client_of(bench).get("/documents")
        assert "1 to 40 of 45 documents" in page.text


def test_the_list_is_narrowed_by_words_and_by_what_claims_are(tmp_path: Path) -> None:
    with made_bench(tmp_path) as bench:
        assert [row.outlet for row in document_list(bench, Viewer("x"), {"q": "gulf"}).rows] == ["Gulf Morning"]
        assert [row.outlet for row in document_list(bench, Viewer("x"), {"kind": "event"}).rows] == ["Harbour Gazette"]
        with pytest.raises(BadQuery, match="kind"):
            document_list(bench, Viewer("x"), {"kind": "rumour"})


def test_an_empty_project_says_what_to_do(tmp_path: Path) -> None:
    with bench_of(tmp_path, reports=()) as bench:
        page = client_of(bench).get("/documents")
        assert page.status_code == 200
        assert "There are no documents in this project yet." in page.text


def test_a_filter_that_leaves_nothing_says_so(tmp_path: Path) -> None:
    with made_bench(tmp_path) as bench:
        assert "No document fits." in client_of(bench).get("/documents?q=nowhere").text


def test_what_was_found_is_marked_letter_for_letter() -> None:
    found = list(pieces("The pumps stand still", ((4, 9), (6, 12), (16, 21))))
    assert "".join(piece.text for piece in found) == "The pumps stand still"
    assert [piece.text for piece in found if piece.hit] == ["pumps", " st", "still"]


def test_a_hedge_facet_counts_what_its_filter_takes() -> None:
    assert up_to((Facet("L2", 3), Facet("L0", 4))) == (Facet("L0", 4), Facet("L2", 7))


def test_how_sure_a_reader_was_is_told_without_its_number() -> None:
    assert flags_told(("no_date", "source uncertain (0.31)", "something else")) == ("no_date", "source_uncertain")
    assert reason("en", "source uncertain (0.31)") == "the trained reader was not sure who says it"
    facets = {"flags": (Facet("no_date", 3), Facet("source uncertain (0.31)", 1))}
    assert facets_told(facets, ("flags", "kinds")) == {"flags": (Facet("no_date", 3),), "kinds": ()}


def test_a_search_finds_passages_and_leads_to_the_claim_in_them(tmp_path: Path) -> None:
    with made_bench(tmp_path) as bench:
        found = search_page(bench, Viewer("x"), {"q": "Oskol"})
        [hit] = found.hits
        assert (hit.kind, hit.outlet, hit.n, hit.href) == (
            "passage",
            "Harbour Gazette",
            3,
            f"/d/{hit.document}?claim=3",
        )
        assert [piece.text for piece in hit.fragments[0] if piece.hit] == ["Oskol"]
        assert found.other == 1


def test_a_search_of_claims_is_narrowed_by_a_filter(tmp_path: Path) -> None:
    with made_bench(tmp_path) as bench:
        assert search_page(bench, Viewer("x"), {"q": "pumps"}, kind="claims").total == 2
        assert search_page(bench, Viewer("x"), {"q": "pumps", "sector": "water"}, kind="claims").total == 1


def test_a_private_name_finds_nothing_for_who_may_not_see_it(tmp_path: Path) -> None:
    with made_bench(tmp_path) as bench:
        assert search_page(bench, Viewer("x"), {"q": "Ottering"}).total == 0
        assert search_page(bench, Viewer("x", exact=True), {"q": "Ottering"}).total == 2


def test_the_address_of_a_search_is_the_same_whatever_else_stands_in_it() -> None:
    query = {"q": " no water ", "lang": "uk", "offset": "30", "sector": "water"}
    assert search_address(query, "claims") == "/search?q=no+water&in=claims&sector=water"


def test_what_is_searched_for_never_becomes_markup(tmp_path: Path) -> None:
    with made_bench(tmp_path) as bench:
        page = client_of(bench).get("/search", params={"q": '"><script>alert(1)</script>'})
        assert "<script>alert" not in page.text


def test_a_kept_search_belongs_to_the_person_and_can_be_removed(tmp_path: Path) -> None:
    with made_bench(tmp_path, Settings(person="R. Tallow", role="viewer")) as bench:
        client = client_of(bench)
        token = client.get("/search?q=pumps").text.partition('name="csrf" content="')[2].partition('"')[0]
        form = {"name": "Pumps at Tarn", "address": "/search?q=pumps&in=passages", "csrf": token}
        kept = client.post("/search/saved", data=form)
        assert (kept.status_code, kept.headers["location"]) == (303, "/search?q=pumps&in=passages")
        page = search_page(bench, Viewer("R. Tallow"), {})
        assert [one.name for one in page.saved] == ["Pumps at Tarn"]
        assert search_page(bench, Viewer("somebody else"), {}).saved == ()
        client.post("/search/saved/drop", data={"name": "Pumps at Tarn", "csrf": token})
        assert search_page(bench, Viewer("R. Tallow"), {}).saved == ()


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/search?q=x", "/documents", "search?q=x"])
def test_only_the_address_of_a_search_can_be_kept(tmp_path: Path, address: str) -> None:
    with made_bench(tmp_path) as bench:
        client = client_of(bench)
        token = client.get("/search").text.partition('name="csrf" content="')[2].partition('"')[0]
        answer = client.post("/search/saved", data={"name": "x", "address": address, "csrf": token})
        assert answer.status_code == 403
        assert search_page(bench, Viewer("R. Tallow"), {}).saved == ()
