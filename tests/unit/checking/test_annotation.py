"""Two people mark documents blind to each other; what they mark is kept, checked and compared."""

import json
from pathlib import Path

import pytest
from benchmarks.corpora import claim_of

from reportedly.checking.annotation import (
    BadAnnotation,
    Marked,
    Task,
    load_task,
    marked,
    may_see,
    new_task,
    note,
    tasks,
    work_of,
)
from reportedly.checking.compared import compare
from reportedly.checking.gold import gold_line
from reportedly.checking.sample import NoSample
from tests.unit.brief.invented import Report

TEXT = "The council said the pumps at Tarn stood still on Monday. Two wells were closed."
CODES = ("GUO.C02", "GUO.C01", "X03")
AT = "2026-11-02T10:00:00+00:00"


def task(**more: object) -> Task:
    return Task(
        **{
            "id": "tsk_0a1b",
            "at": AT,
            "by": "L",
            "documents": ("doc_1", "doc_2"),
            "people": ("K", "M"),
            "codebook": "guo 1",
            **more,
        }
    )  # type: ignore[arg-type]


def pumps(**more: object) -> Marked:
    start = TEXT.index("the pumps")
    plain = {
        "document": "doc_1",
        "evidence": [[start, start + 38]],
        "category": "GUO.C02",
        "level": "L1",
        "root": "named",
        "source": [[0, 11]],
        **more,
    }
    return marked(plain, TEXT, CODES)


def wells(**more: object) -> Marked:
    start = TEXT.index("Two wells")
    return marked({"document": "doc_1", "evidence": [[start, start + 21]], "category": "GUO.C01", **more}, TEXT, CODES)


def test_work_is_kept_act_by_act(tmp_path: Path) -> None:
    new_task(tmp_path, task())
    note(tmp_path, task(), "K", "put", pumps())
    note(tmp_path, task(), "K", "put", wells())
    note(tmp_path, task(), "K", "put", pumps(level="L2"))
    note(tmp_path, task(), "K", "drop", wells().id)
    note(tmp_path, task(), "K", "done", "doc_1")
    work = work_of(tmp_path, load_task(tmp_path, "tsk_0a1b"), "K")
    assert [(c.category, c.level) for c in work.of("doc_1")] == [("GUO.C02", "L2")]
    assert work.done == {"doc_1"}
    assert work_of(tmp_path, task(), "M").claims == {}
    assert [t.id for t in tasks(tmp_path)] == ["tsk_0a1b"]


def test_nobody_sees_the_other_before_both_are_done(tmp_path: Path) -> None:
    new_task(tmp_path, task())
    note(tmp_path, task(), "K", "done", "doc_1")
    works = {p: work_of(tmp_path, task(), p) for p in ("K", "M")}
    assert not may_see(task(), works, "doc_1")
    note(tmp_path, task(), "M", "done", "doc_1")
    works = {p: work_of(tmp_path, task(), p) for p in ("K", "M")}
    assert may_see(task(), works, "doc_1")
    assert not may_see(task(), works, "doc_2")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"evidence": []}, "needs its passage"),
        ({"evidence": [[5, 5]]}, "empty"),
        ({"evidence": [[0, 9999]]}, "outside of the text of 80"),
        ({"evidence": [[0, 10], [5, 20]]}, "overlaps"),
        ({"evidence": "all of it"}, "no claim"),
        ({"category": "GUO.Z99"}, "not in the codebook"),
        ({"level": "L9"}, "none of L0"),
        ({"time": "last Monday"}, "no day"),
        ({"source": [[-1, 4]]}, "outside"),
    ],
)
def test_what_cannot_be_meant_is_refused(change: dict[str, object], told: str) -> None:
    with pytest.raises(BadAnnotation, match=told):
        pumps(**change)


def test_a_stranger_or_another_document_is_refused(tmp_path: Path) -> None:
    new_task(tmp_path, task())
    with pytest.raises(BadAnnotation, match="none of the annotators"):
        note(tmp_path, task(), "Z", "put", pumps())
    with pytest.raises(BadAnnotation, match="no document that K is asked for"):
        note(tmp_path, task(), "K", "done", "doc_9")
    with pytest.raises(BadAnnotation, match="two people"):
        new_task(tmp_path, task(people=("K",)))
    with pytest.raises(NoSample, match="no such annotation task"):
        load_task(tmp_path, "../../etc")


def test_a_line_cut_off_by_a_crash_costs_only_itself(tmp_path: Path) -> None:
    new_task(tmp_path, task())
    note(tmp_path, task(), "K", "put", pumps())
    file = next(p for p in (tmp_path / "annotations" / "tsk_0a1b").glob("*.jsonl"))
    file.write_text(file.read_text() + '{"act": "pu')
    assert len(work_of(tmp_path, task(), "K").claims) == 1


def test_two_who_agree_reach_everything() -> None:
    found = compare(("K", "M"), [([pumps(time="2026-03-02"), wells()], [pumps(time="2026-03"), wells()])])
    figures = {f.name: f for f in found.figures}
    assert figures["claims_f1"].value == 1
    assert figures["category_kappa"].value == 1
    assert figures["time_overlap"].value == 1
    assert found.differing == ()
    assert found.alone == ()


def test_what_differs_is_told() -> None:
    start = TEXT.index("Two wells")
    other = marked({"document": "doc_1", "evidence": [[0, 11]], "category": "X03"}, TEXT, CODES)
    near = marked(
        {"document": "doc_1", "evidence": [[start + 4, start + 21]], "category": "GUO.C02", "place": "Tarn"},
        TEXT,
        CODES,
    )
    found = compare(("K", "M"), [([pumps(), wells()], [near, other])])
    figures = {f.name: f for f in found.figures}
    assert figures["claims_f1"].value == 0.5
    assert figures["claims_f1"].reached is False
    assert [(a.category, b.category, fields) for a, b, fields in found.differing] == [
        ("GUO.C01", "GUO.C02", ("category", "place"))
    ]
    assert [(who, c.category) for who, c in found.alone] == [("K", "GUO.C02"), ("M", "X03")]


def test_nothing_in_common_has_no_kappa() -> None:
    found = compare(("K", "M"), [])
    assert all(f.value is None and f.reached is None for f in found.figures)


def test_the_export_is_gold_that_the_benchmarks_read() -> None:
    made = pumps(status="none", sector="water", place="Tarn", time="2026-03-02")
    row = json.loads(gold_line(Report(TEXT).document, [made]))
    gold = claim_of(row["claims"][0], row["text"], "here")
    assert [s.of(TEXT) for s in gold.evidence] == ["the pumps at Tarn stood still on Monday"[:38]]
    assert (gold.category, gold.roots, gold.levels) == ("GUO.C02", ("named",), ("L1",))
    assert [(p.span.of(TEXT), p.function) for p in gold.places] == [("Tarn", "event")]
    assert [(s.sector, s.status) for s in gold.statuses] == [("water", "none")]
    assert gold.links[0].span.of(TEXT) == "The council"
    assert gold.event_date == "2026-03-02"
