"""The review queue begins with what a draft, a service state or an origin count hangs on."""

from pathlib import Path

from reportedly.desk import GROUPS, Desk, Filter, Viewer
from reportedly.desk.impact import mark_of, of_brief, of_briefs, of_origins, of_service
from reportedly.drafting import Edit, Version, files
from reportedly.project import Project
from reportedly.records import BriefStatement, Event, Interval, Origin, ServiceStatus, to_plain
from tests.unit.desk.made import decide

GUEST = Viewer("guest")


def a_cell(*steps: Interval) -> ServiceStatus:
    return ServiceStatus("inv:a", "Belavo", "settlement", "water", "2026-10-09", steps[-1].status, steps)


def a_step(*claims: str, until: str | None = None, conflict: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> Interval:
    status = "conflict" if conflict else "none"
    return Interval("2026-10-01", until, status, claims, 1, 2, conflict=conflict)  # type: ignore[arg-type]


def test_a_state_hangs_on_a_claim_that_stands_alone_for_it() -> None:
    assert of_service(a_cell(a_step("clm_old", until="2026-10-03"), a_step("clm_new"))) == {"clm_new"}
    assert of_service(a_cell(a_step("clm_1", "clm_2"))) == frozenset()
    clash = (("full", ("clm_1",)), ("none", ("clm_2", "clm_3")))
    assert of_service(a_cell(a_step("clm_1", "clm_2", "clm_3", conflict=clash))) == {"clm_1"}


def test_a_count_hangs_on_a_claim_that_stands_alone_for_an_origin() -> None:
    one = Origin("name:a", "A", "author", "unknown", True, ("clm_1",), ("doc_1",))
    two = Origin("name:b", "B", "author", "unknown", True, ("clm_2", "clm_3"), ("doc_2", "doc_3"))
    event = Event("evt_1", "GUO.C02", "x", ("clm_1", "clm_2", "clm_3"), (one, two), 2, 2, "K2")
    assert of_origins(event) == {"clm_1"}
    assert of_origins(Event("evt_2", "GUO.C02", "x", ("clm_1",), (one,), 1, 1, "K1")) == frozenset()


def test_a_brief_without_a_list_or_with_a_damaged_one_puts_nothing_first(tmp_path: Path) -> None:
    assert of_brief(tmp_path) == frozenset()
    (tmp_path / "brief.json").write_text('{"sentences": 3}', encoding="utf-8")
    assert of_brief(tmp_path) == frozenset()


def a_brief(folder: Path, claim: str, *edits: Edit) -> None:
    """Keep a brief of one sentence that rests on a claim, and further edits of it."""
    brief, kept = files.claim_id(folder), list[Version]()
    sentence = BriefStatement(1, "C", "report", "It stands still.", (claim,), id="s1")
    made = {"sentences": [to_plain(sentence)], "takeaways": []}
    for edit in (Edit("new", "", None, made, ""), *edits):
        kept.append(files.append(folder, brief, edit, kept, by="K. Maryan", at="2026-10-03T00:00:00+00:00"))


def test_every_draft_and_published_brief_counts_and_a_withdrawn_or_damaged_one_does_not(tmp_path: Path) -> None:
    a_brief(tmp_path, "clm_draft")
    before = mark_of(tmp_path)
    a_brief(
        tmp_path,
        "clm_withdrawn",
        Edit("withdraw", "", None, {"told": "It was wrong.", "at": "2026-10-04T00:00:00+00:00"}, "wrong"),
    )
    assert mark_of(tmp_path) != before
    a_brief(tmp_path, "clm_damaged")
    (tmp_path / "briefs" / "brief-3" / "0001.json").write_text("{}", "utf-8")
    (tmp_path / "brief.json").write_text('{"sentences": [{"number": 1, "claims": ["clm_last"]}]}', "utf-8")
    assert of_briefs(tmp_path) == {"clm_draft", "clm_last"}


def test_the_queue_goes_by_group_then_by_age_and_ends_with_what_was_decided(small: tuple[Project, Desk]) -> None:
    project, desk = small
    row = desk.claims(Filter(), GUEST, order="impact").rows[0]
    assert row.group in ("service", "origins")
    decide(project, row.document, row.id, "accept")
    desk.refresh()
    rows = desk.claims(Filter(), GUEST, order="impact", limit=10_000).rows
    assert rows[-1].id == row.id
    assert rows[-1].group == ""
    waiting = rows[:-1]
    assert [GROUPS.index(r.group) for r in waiting] == sorted(GROUPS.index(r.group) for r in waiting)
    for group in GROUPS:
        days = [r.published for r in waiting if r.group == group]
        assert days == sorted(days)
    count = {group: sum(r.group == group for r in waiting) for group in GROUPS}
    assert desk.groups(Filter(), GUEST) == count
    assert sum(count.values()) == desk.counts().review
