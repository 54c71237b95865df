"""Originals as kept, texts extracted again, documents side by side: nothing runs, nothing is replaced, nothing leaks."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.desk.model import DocumentRow, Filter, Viewer
from reportedly.records import Claim, Reading
from reportedly.records.withhold import Discretion, private_names
from reportedly.web import Bench, Settings
from reportedly.web.screens.reader import again
from reportedly.web.screens.reader_again import anchor_state, compared
from reportedly.web.screens.reader_beside import Beside, beside
from reportedly.web.screens.reader_diff import differences
from reportedly.web.screens.reader_hops import Seen
from reportedly.web.screens.reader_kept import clean, file_name
from reportedly.web.screens.reader_text import words_of
from tests.unit.web.benches import client_of
from tests.unit.web.reading_made import HARBOUR, harbour, made_bench

EXACT = Seen(Discretion((), working_copy=True), exact=True)
HOSTILE = """<!doctype html><html><head><meta http-equiv="refresh" content="0;url=https://evil.example/">
<base href="https://evil.example/"><link rel="stylesheet" href="https://evil.example/a.css"><script>window.ran=1</script>
<style>@import url(https://evil.example/b.css); body{background:url(https://evil.example/c.png)}</style></head>
<body onload="window.ran=1" style="background:url(https://evil.example/d.png)"><h1 onclick="x()">The pumps stand still</h1>
<img src="https://evil.example/e.png" onerror="window.ran=1"><a href="javascript:window.ran=1">more</a>
<a href="https://evil.example/f">away</a><form action="https://evil.example/g"><p>A form around words</p><input name="p">
</form><iframe src="https://evil.example/h"></iframe><svg onload="window.ran=1"><script>window.ran=1</script></svg>
<object data="https://evil.example/i"></object><embed src="https://evil.example/j"><video src="https://evil.example/k">
</video><math><mtext><script>window.ran=1</script></mtext></math><p srcset="https://evil.example/l">Nobody repairs them.
</p><textarea></textarea><script>window.ran=1</script></textarea><noscript><img src="https://evil.example/m"></noscript>
</body></html>"""


def row(bench: Bench, outlet: str) -> DocumentRow:
    return next(r for r in bench.desk.documents(Filter(), Viewer("x")).rows if r.outlet == outlet)


def test_a_kept_page_keeps_its_words_and_nothing_that_acts() -> None:
    shown = clean(HOSTILE)
    for words in ("The pumps stand still", "A form around words", "Nobody repairs them.", "more", "away"):
        assert words in shown
    for sign in ("evil.example", "javascript", "onerror", "onload", "onclick", "<script", "<style", "style=", "<form",
                 "<input", "<iframe", "<img", "<svg", "<link", "<base", "refresh", "<object", "window.ran", "href"):  # fmt: skip
        assert sign not in shown, sign


def test_the_name_of_a_download_is_plain() -> None:
    document = replace(harbour().document, path='in/"../\u202eпогано\r\nX: y.html', container=None)
    assert file_name(document) == "000000000000-X-y.html"


def test_originals_are_handed_out_untouched_with_a_policy_that_allows_nothing(tmp_path: Path) -> None:
    with made_bench(tmp_path, Settings(person="R. Tallow", role="reviewer", exact=True)) as bench:
        found = row(bench, "Harbour Gazette")
        client = client_of(bench)
        page = client.get(f"/kept/{found.sha256}?document={found.id}")
        file = client.get(f"/kept/{found.sha256}?document={found.id}&download=1")
        assert page.status_code == file.status_code == 200
        assert "window.ran" not in page.text
        assert "Nessa Ottering" in page.text
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "sandbox" in page.headers["content-security-policy"]
        for answer in (page, file):
            assert answer.headers["x-content-type-options"] == "nosniff"
        assert file.content == bench.project.evidence.get(found.sha256)
        assert file.headers["content-type"] == "application/octet-stream"
        assert file.headers["content-disposition"].startswith("attachment;")
        [noted] = [event for event in bench.project.store.custody_events() if event.kind == "export"]
        assert (noted.by, noted.on, noted.detail["masked"]) == ("R. Tallow", (found.sha256,), False)


def test_bytes_that_were_changed_are_not_handed_out(tmp_path: Path) -> None:
    with made_bench(tmp_path, Settings(person="R. Tallow", role="reviewer", exact=True)) as bench:
        found = row(bench, "Harbour Gazette")
        kept = bench.project.out / "evidence" / found.sha256[:2] / found.sha256[2:]
        kept.chmod(0o600)
        kept.write_bytes(b"another text")
        answer = client_of(bench).get(f"/kept/{found.sha256}?document={found.id}&download=1")
        assert answer.status_code == 500
        assert "no longer match their digest" in answer.text
        assert "another text" not in answer.text


def test_who_may_not_see_exact_copies_gets_no_original_and_is_told_why(tmp_path: Path) -> None:
    with made_bench(tmp_path) as bench:
        found = row(bench, "Harbour Gazette")
        client = client_of(bench)
        refused = client.get(
            f"/kept/{found.sha256}?document={found.id}&download=1", headers={"accept": "application/json"}
        )
        assert refused.status_code == 403
        assert "originals cannot be masked" in refused.text
        page = client.get(f"/d/{found.id}?as=kept")
        assert "The original is not shown to you." in page.text
        assert "Ottering" not in page.text
        assert "/kept/" not in page.text


def test_an_original_is_given_only_for_a_document_that_was_made_of_it(tmp_path: Path) -> None:
    with made_bench(tmp_path, Settings(person="R. Tallow", role="reviewer", exact=True)) as bench:
        one, two = row(bench, "Harbour Gazette"), row(bench, "Gulf Morning")
        answer = client_of(bench).get(f"/kept/{two.sha256}?document={one.id}")
        assert answer.status_code >= 400
        assert "pumps" not in answer.text.casefold()


def test_extracting_again_finds_the_same_text_and_every_claim_in_its_place(tmp_path: Path) -> None:
    with made_bench(tmp_path) as bench:
        before = {path: path.read_bytes() for path in bench.project.out.rglob("*.txt")}
        found = again(bench, Viewer("x"), "en", row(bench, "Harbour Gazette").id)
        assert (found.problem, found.same, found.added, found.left_out) == ("", True, 0, 0)
        assert [anchor.state for anchor in found.anchors] == ["intact"] * 3
        assert {path: path.read_bytes() for path in bench.project.out.rglob("*.txt")} == before


def test_bytes_that_are_gone_are_said_to_be_gone(tmp_path: Path) -> None:
    with made_bench(tmp_path) as bench:
        found = row(bench, "Harbour Gazette")
        kept = bench.project.out / "evidence" / found.sha256[:2] / found.sha256[2:]
        kept.unlink()
        told = again(bench, Viewer("x"), "en", found.id)
        assert "cannot read" in told.problem
        assert client_of(bench).get(f"/d/{found.id}?as=again").status_code == 200


def anchors(new: str) -> list[str]:
    reading = harbour()
    return [anchor_state(reading, claim, new) for claim in reading.of(Claim)]


def test_a_claim_whose_words_stand_elsewhere_is_moved_and_one_without_words_is_lost() -> None:
    assert anchors(HARBOUR) == ["intact", "intact", "intact"]
    assert anchors("Menu\n" + HARBOUR) == ["moved", "moved", "moved"]
    assert anchors(HARBOUR.replace("had not been paid", "was not paid")) == ["intact", "lost", "moved"]


def test_what_is_added_is_shown_only_to_who_may_see_names_that_no_stage_has_looked_for() -> None:
    reading = harbour()
    new = replace(reading.document, text=HARBOUR + "\n\nHer sister Ilka Ottering agrees.")
    plain = compared(reading, new, Seen(Discretion(private_names([reading]))))
    exact = compared(reading, new, EXACT)
    assert (plain.added, plain.hidden, exact.hidden) == (1, 1, 0)
    assert "Ilka" not in repr(plain)
    assert "Ottering" not in repr(plain)
    assert "Ilka" in repr(exact)


@given(st.integers(0, 2**32))
def test_differences_cover_both_texts_sign_for_sign(seed: int) -> None:
    roll = random.Random(seed)
    words = ["pump", "tarn", "still", ".", "\n", " ", "the", "Monday,"]
    one, other = ("".join(roll.choice(words) for _ in range(roll.randrange(60))) for _ in range(2))
    changes = list(differences(one, other))
    assert "".join(one[a:b] for kind, (a, b), _ in changes if kind != "added") == one
    assert "".join(other[a:b] for kind, _, (a, b) in changes if kind != "left_out") == other


def side(bench: Bench, viewer: Viewer, one: str = "Gulf Morning", other: str = "Harbour Gazette") -> Beside:
    return beside(bench, viewer, "en", row(bench, one).id, row(bench, other).id)


def test_side_by_side_tells_what_was_changed_added_and_left_out(tmp_path: Path) -> None:
    with made_bench(tmp_path) as bench:
        found = side(bench, Viewer("x", exact=True))
        assert (found.derived, found.across) == ("left", False)
        told = {words_of(pair.left): pair for pair in found.pairs if pair.left}
        changed = told["The pumps at Tarn have stood still since Tuesday, the Harbour Gazette writes."]
        assert changed.how == "changed"
        assert "Tuesday" in marked_as(changed.left, "added")
        assert "Monday" in marked_as(changed.right, "left_out")
        assert told["Nobody repairs them."].how == "left"
        assert [words_of(p.right) for p in found.pairs if p.how == "right"][-1].startswith("Reportedly")
        assert [edge.kind for edge in found.edges] == ["cites"]


def test_side_by_side_of_a_source_marks_the_derived_text_as_what_was_made(tmp_path: Path) -> None:
    with made_bench(tmp_path) as bench:
        found = side(bench, Viewer("x", exact=True), "Harbour Gazette", "Gulf Morning")
        assert found.derived == "right"
        assert "Tuesday" in "".join(marked_as(pair.right, "added") for pair in found.pairs)
        assert "Monday" in "".join(marked_as(pair.left, "left_out") for pair in found.pairs)


def test_side_by_side_withholds_private_names_in_both_texts(tmp_path: Path) -> None:
    with made_bench(tmp_path) as bench:
        assert "Ottering" in repr(side(bench, Viewer("x", exact=True)))
        assert "Ottering" not in repr(side(bench, Viewer("x")))
        assert side(bench, Viewer("x")).masked == 2


def marked_as(nodes: tuple, kind: str) -> str:  # type: ignore[type-arg]
    return " ".join(words_of((n,)) for n in nodes if n.kind == kind) + "".join(marked_as(n.inside, kind) for n in nodes)


@pytest.mark.parametrize("path", ["/d/{one}", "/d/{one}?claim=2", "/d/{one}?as=again", "/d/{one}?as=kept",
                                  "/d/{one}/beside/{two}", "/d/{two}/beside/{one}", "/documents", "/search?q=fitter",
                                  "/search?q=Ottering", "/search?q=paid&in=claims", "/api/documents",
                                  "/api/documents/{one}?claim=2", "/api/documents/{one}/again",
                                  "/api/documents/{one}/original", "/api/documents/{one}/beside/{two}",
                                  "/api/search?q=paid&in=claims", "/api/search?q=Ottering"])  # fmt: skip
@pytest.mark.parametrize("language", ["en", "uk"])
def test_no_address_of_the_reader_tells_a_private_name_to_who_may_not_see_it(
    tmp_path: Path, path: str, language: str
) -> None:
    with made_bench(tmp_path) as bench:
        client = client_of(bench)
        known = {"one": row(bench, "Harbour Gazette").id, "two": row(bench, "Gulf Morning").id}
        answer = client.get(path.format(**known), params={"lang": language} if "?" not in path else None)
        assert answer.status_code == 200
        text = answer.text.replace('value="Ottering"', "").replace("q=Ottering", "").replace('"text":"Ottering"', "")
        text = text.replace("“Ottering”", "").replace("Search: Ottering", "").replace('value="Ottering', "")
        assert "Nessa" not in text
        assert "Ottering" not in text


def test_a_claim_by_its_id_is_the_same_as_json_and_leads_to_its_page(tmp_path: Path) -> None:
    with made_bench(tmp_path) as bench:
        client = client_of(bench)
        document = row(bench, "Harbour Gazette").id
        page = client.get(f"/api/documents/{document}?claim=1").json()
        alone = client.get(f"/api/claims/{page['card']['id']}").json()
        assert alone == page["card"]
        moved = client.get(f"/claims/{page['card']['id']}")
        assert (moved.status_code, moved.headers["location"]) == (303, f"/d/{document}?claim=1")


def test_every_answer_of_the_reader_is_described(tmp_path: Path) -> None:
    with made_bench(tmp_path) as bench:
        paths = client_of(bench).get("/api/openapi.json").json()["paths"]
        for path in ("/api/documents", "/api/documents/{document}", "/api/claims/{claim}", "/api/search",
                     "/api/documents/{document}/again", "/api/documents/{document}/beside/{other}"):  # fmt: skip
            schema = paths[path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            assert "$ref" in schema, path


def test_a_reading_without_passages_is_still_shown() -> None:
    reading = Reading(harbour().document)
    assert compared(reading, reading.document, EXACT).same
