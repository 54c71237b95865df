"""Samples and annotation in a real browser: by keys alone, kept on the disk, nothing asked elsewhere."""

from pathlib import Path

from reportedly.checking import answers, sample
from reportedly.checking.annotation import Task, new_task, tasks, work_of
from reportedly.project import Project
from reportedly.web import Settings
from tests.browser.workbench import Watched, browsing, needs_browser, served, valley

__all__ = ["valley"]
pytestmark = needs_browser


def test_a_sample_is_drawn_checked_by_keys_and_told(valley: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with served(valley, out) as address, browsing() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        watched = Watched(page, address)
        page.goto(f"{address}/samples")
        page.fill("[name=claims]", "4")
        page.fill("[name=silent]", "2")
        page.click("button.primary")
        page.wait_for_url("**/samples/aud_*/1")
        for _ in range(5):
            with page.expect_navigation():
                page.keyboard.press("a")
        with page.expect_navigation():
            page.locator("input[value=wrong]").first.check()
            page.keyboard.press("Control+Enter")
        page.goto(page.url.rpartition("/")[0])
        page.wait_for_selector("table")
        shown = page.inner_text("main")
        assert (watched.faults, watched.elsewhere) == ([], [])
    name = sample.names(out)[0]
    one = sample.load(out, name)
    found = answers.all_of(out, one)
    assert {a.item for a in found} == {i.id for i in one.items}
    assert {a.by for a in found} == {"K. Maryan"}
    assert sum(a.verdict == "wrong" for a in found) == 1
    assert "6 of 6 checked" in shown or "What was wrong" in shown


def test_a_claim_is_marked_by_the_keyboard_alone(valley: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    settings = Settings(person="K", exact=True)
    with served(valley, out, settings) as address, browsing() as browser:
        with Project(out, create=False) as project:
            document = next(d for d in project.store.documents() if d.language == "uk")
        task = Task("tsk_00", "2026-11-02T10:00:00+00:00", "L", (document.id,), ("K", "M"), "guo 1")
        new_task(out, task)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        watched = Watched(page, address)
        page.goto(f"{address}/annotate/tsk_00/{document.id}")
        sentences = page.locator(".sent")
        number = next(n for n in range(sentences.count()) if len(sentences.nth(n).inner_text()) > 60)
        printed = sentences.nth(number).inner_text().strip()
        sentences.nth(number).focus()
        page.keyboard.press("p")
        page.keyboard.press("]")
        picked = page.inner_text("[data-picked=evidence]")
        with page.expect_navigation():
            page.keyboard.press("Control+Enter")
        assert page.locator(".mine li").count() == 1
        refused = browser.new_page()
        refused.goto(f"{address}/annotate/tsk_00/doc_none")
        assert refused.locator("h1").inner_text() == "There is no such thing here"
        assert (watched.faults, watched.elsewhere) == ([], [])
    claim = work_of(out, task, "K").of(document.id)[0]
    words = " … ".join(document.text[a:b] for a, b in claim.evidence)
    assert words == picked
    assert printed.startswith(words)
    assert len(words) < len(printed)


def test_people_are_asked_and_the_queue_leads_from_document_to_document(valley: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with served(valley, out, Settings(person="K", exact=True)) as address, browsing() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        watched = Watched(page, address)
        page.goto(f"{address}/review?lang=en")
        page.get_by_role("link", name="Annotate twice").click()
        assert "Nobody has been asked yet" in page.inner_text("main")
        page.keyboard.press("n")
        page.keyboard.type("K")
        page.fill("[name=documents]", "3")
        with page.expect_navigation():
            page.get_by_role("button", name="Ask them").click()
        assert "name two people or more" in page.inner_text("[role=alert]")
        assert page.input_value("[name=documents]") == "3"
        page.fill("[name=people]", "K, M, N")
        page.fill("[name=due]", "2026-03-04")
        with page.expect_navigation():
            page.get_by_role("button", name="Ask them").click()
        assert page.locator(".todo li").count() == 2
        assert page.locator(".todo .warn").all_inner_texts() == ["overdue"] * 2
        assert [" ".join(t.split()) for t in page.locator(".far li").all_inner_texts()] == [
            f"{person} 0 of 2 0 claims" for person in "KMN"
        ]
        with page.expect_navigation():
            page.locator("body").press("o")
        assert "document 1 of 2" in page.inner_text(".bar")
        for _ in range(2):
            with page.expect_navigation():
                page.get_by_role("button", name="Done with this document").click()
        assert page.url == f"{address}/annotate"
        assert "Nothing waits for you." in page.inner_text("main")
        assert page.locator(".far progress").first.evaluate("p => [p.value, p.max]") == [2, 2]
        told = page.request.get(f"{address}/api/annotations").json()
        assert (told["waiting"], told["tasks"][0]["open"]) == (0, 4)
        # The browser tells of the form that was refused.
        assert [fault for fault in watched.faults if "422" not in fault] == []
        assert watched.elsewhere == []
    [task] = tasks(out)
    assert {len(task.asked_for(document)) for document in task.documents} == {2}
