"""A sample is drawn by its seed alone, answers are never lost, and figures follow from them."""

from pathlib import Path

import pytest

from reportedly.checking import answers, sample
from reportedly.checking.answers import SILENT, Answer, BadAnswer
from reportedly.checking.report import report
from reportedly.checking.sample import NoSample, Sample, Wanted, draw
from reportedly.records import Reading
from tests.unit.brief.invented import Report

AT = "2026-11-02T10:00:00+00:00"
TEXT = (
    "The pumps at Tarn stood still on Monday. Oda Brekk carried water to her neighbours, the council said. "
    "The town lies between two hills and a river. Two of the wells were closed by the garrison."
)


def readings() -> list[Reading]:
    made = []
    for number in range(6):
        one = Report(TEXT, title=f"Report {number}", language="en" if number % 2 else "uk")
        one.person("Oda Brekk")
        one.claim("The pumps at Tarn stood still on Monday", status="none")
        one.claim("Oda Brekk carried water to her neighbours", category="GUO.J01")
        one.claim("Two of the wells were closed", category="X03")
        made.append(one.reading())
    return made


def drawn(**wanted: object) -> Sample:
    return draw(readings(), Wanted(**wanted), at=AT, by="K")  # type: ignore[arg-type]


def test_the_same_seed_draws_the_same_whatever_the_order_of_documents() -> None:
    one = draw(readings(), Wanted(5, 3, seed=4), at=AT, by="K")
    other = draw(readings()[::-1], Wanted(5, 3, seed=4), at=AT, by="K")
    assert one == other
    assert len(one.items) == 8
    assert one.items != draw(readings(), Wanted(5, 3, seed=5), at=AT, by="K").items


def test_only_what_was_asked_for_is_drawn() -> None:
    found = drawn(claims=100, silent=100, category="C")
    assert {item.values["category"] for item in found.items} == {"GUO.C02"}
    assert found.claims == 6
    assert {item.language for item in drawn(claims=100, silent=100, language="uk").items} == {"uk"}
    assert "X03" not in {item.values.get("category") for item in drawn(claims=100).items}
    assert "X03" in {item.values.get("category") for item in drawn(claims=100, routed=True).items}


def test_silent_sentences_are_those_without_a_claim() -> None:
    reading = readings()[0]
    assert [s.of(reading.text) for s in sample.silent_sentences(reading)] == [
        "The town lies between two hills and a river."
    ]


def test_a_private_name_is_not_put_before_the_checker() -> None:
    told = " ".join(value for item in drawn(claims=100).items for value in item.values.values())
    assert "Brekk" not in told
    assert "[name withheld]" in told


def test_nothing_to_draw_from_is_said() -> None:
    with pytest.raises(NoSample, match="language de"):
        drawn(language="de")


def test_a_sample_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    one = drawn()
    sample.keep(one, tmp_path)
    assert sample.load(tmp_path, one.id) == one
    assert sample.names(tmp_path) == [one.id]
    with pytest.raises(NoSample, match="there are " + one.id):
        sample.load(tmp_path, "aud_none")
    (tmp_path / "audits" / f"{one.id}.json").write_text("{")
    with pytest.raises(NoSample, match="restore the file"):
        sample.load(tmp_path, one.id)


def test_answers_are_added_and_the_last_one_holds(tmp_path: Path) -> None:
    one = drawn()
    sample.keep(one, tmp_path)
    item = next(i for i in one.items if not i.silent)
    answers.add(tmp_path, one, [Answer(item.id, "level", "right", "K", AT)])
    answers.add(
        tmp_path, one, [Answer(item.id, "level", "wrong", "K", AT, "L2"), Answer(item.id, "root", "right", "K", AT)]
    )
    found = answers.all_of(tmp_path, one)
    assert [(a.field, a.verdict) for a in found] == [("level", "wrong"), ("root", "right")]


def test_an_answer_that_fits_nothing_writes_nothing(tmp_path: Path) -> None:
    one = drawn()
    sample.keep(one, tmp_path)
    claim = next(i for i in one.items if not i.silent)
    silent = next(i for i in one.items if i.silent)
    good = Answer(claim.id, "level", "right", "K", AT)
    for bad, told in (
        (Answer("itm_none", "level", "right", "K", AT), "is no item"),
        (Answer(silent.id, "level", "right", "K", AT), "is no field"),
        (Answer(claim.id, SILENT, "right", "K", AT), "is no field"),
        (Answer(claim.id, "level", "perhaps", "K", AT), "is no verdict"),  # type: ignore[arg-type]
        (Answer(claim.id, "level", "right", " ", AT), "who gave it"),
    ):
        with pytest.raises(BadAnswer, match=told):
            answers.add(tmp_path, one, [good, bad])
    assert answers.all_of(tmp_path, one) == []


def test_a_line_cut_off_by_a_crash_costs_only_itself(tmp_path: Path) -> None:
    one = drawn()
    sample.keep(one, tmp_path)
    item = next(i for i in one.items if not i.silent)
    answers.add(tmp_path, one, [Answer(item.id, "level", "right", "K", AT)])
    path = tmp_path / "audits" / f"{one.id}.answers.jsonl"
    path.write_text(path.read_text() + '{"item": "' + item.id)
    assert len(answers.all_of(tmp_path, one)) == 1
    path.write_text("nonsense\n" + path.read_text())
    with pytest.raises(NoSample, match="line 1"):
        answers.all_of(tmp_path, one)


def test_figures_count_the_verdict_of_most_and_leave_out_the_unsure() -> None:
    one = drawn(claims=4, silent=2)
    claims = [i for i in one.items if not i.silent]
    silent = [i for i in one.items if i.silent]
    given = [
        Answer(claims[0].id, "level", "right", "K", AT),
        Answer(claims[0].id, "level", "wrong", "M", AT),
        Answer(claims[1].id, "level", "right", "K", AT),
        Answer(claims[1].id, "level", "right", "M", AT),
        Answer(claims[2].id, "level", "wrong", "K", AT),
        Answer(silent[0].id, SILENT, "wrong", "K", AT),
    ]
    said = report(one, given)
    level = next(s for s in said.shares if s.field == "level")
    assert (level.right, level.decided, level.unsure) == (1, 2, 1)
    assert level.precision == 0.5
    assert level.low < 0.5 < level.high
    assert (said.silent.right, said.silent.decided) == (0, 1)
    assert said.agreement["level"][:2] == (2, 0.5)
    assert said.checked == 4
    assert {item.id for item, _ in said.wrong} == {claims[0].id, claims[2].id, silent[0].id}
