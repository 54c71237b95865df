"""The task of functions of places: the product sees texts and evidence, and every gold mention counts once."""

import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks import corpora
from benchmarks.corpora import Question
from benchmarks.run import predict
from benchmarks.tasks import TASKS
from benchmarks.tasks.functions import TASK

from reportedly.errors import InvalidData
from reportedly.records import Claim, Document, Geolocation, Reading, Span, claim_id

TEXT = "Nurses from Lindvik work in Brezna. The mayor of Tarnow shut the baths."


class Fake:
    """A product that gives each printed name the function that it was told."""

    def __init__(self, told: dict[str, str], *, inherited: bool = False) -> None:
        self.told, self.inherited = told, inherited

    def locate(self, question: Question) -> Reading | None:
        doc = Document("doc_1", "0" * 64, "t", question.text, "p", "text/plain", "x/1", "2031-01-01")
        records: list[Any] = []
        for spans in question.evidence:
            claim = Claim(claim_id(doc.id, spans), doc.id, spans, "x", "event")
            records.append(claim)
            for name, function in self.told.items():
                at = question.text.index(name)
                span = Span(at, at + len(name))
                if any(piece.covers(span) for piece in spans):
                    records.append(
                        Geolocation(claim.id, span, function, "settlement", inherited=self.inherited)  # type: ignore[arg-type]
                    )
        return Reading(doc, tuple(records))


class GivesUp(Fake):
    def locate(self, question: Question) -> Reading | None:
        return None


def row(*mentions: tuple[str, str]) -> dict[str, Any]:
    cut = TEXT.index(".") + 1
    claims: list[dict[str, Any]] = [
        {"evidence": [[0, cut - 1]], "places": []},
        {"evidence": [[cut + 1, len(TEXT) - 1]], "places": []},
    ]
    for name, function in mentions:
        at = TEXT.index(name)
        claims[at > cut]["places"].append({"start": at, "end": at + len(name), "printed": name, "function": function})
    return {"id": "a", "lang": "en", "text": TEXT, "functions": claims}


GOLD = (("Lindvik", "origin"), ("Brezna", "event"), ("Tarnow", "seat"))


def figures(tmp_path: Path, product: Fake, *gold: tuple[str, str]) -> dict[str, float | None]:
    path = tmp_path / "functions.jsonl"
    path.write_text(json.dumps(row(*gold)), encoding="utf-8")
    cases = TASK.cases(corpora.load(path, needs=TASK.needs))
    result = TASK.score(cases, predict(TASK, cases, product))  # type: ignore[arg-type]
    return {name: estimate.value for name, estimate in result.figures.items()}


def test_all_right_is_one(tmp_path: Path) -> None:
    found = figures(tmp_path, Fake(dict(GOLD)), *GOLD)
    assert (found["function_accuracy"], found["never_pinned"], found["unfound"]) == (1.0, 1.0, 0.0)


def test_an_origin_that_pins_the_event_is_counted_apart(tmp_path: Path) -> None:
    found = figures(tmp_path, Fake({**dict(GOLD), "Lindvik": "event"}), *GOLD)
    assert found["function_accuracy"] == pytest.approx(2 / 3)
    assert (found["never_pinned"], found["origin_right"], found["event_right"]) == (0.5, 0.0, 1.0)


def test_a_mention_without_an_answer_is_wrong_but_pins_nothing(tmp_path: Path) -> None:
    found = figures(tmp_path, Fake({"Brezna": "event"}), *GOLD)
    assert found["function_accuracy"] == pytest.approx(1 / 3)
    assert (found["unfound"], found["never_pinned"]) == (pytest.approx(2 / 3), 1.0)


def test_what_a_claim_inherits_is_no_answer_and_neither_is_a_failure(tmp_path: Path) -> None:
    assert figures(tmp_path, Fake(dict(GOLD), inherited=True), *GOLD)["unfound"] == 1.0
    assert figures(tmp_path, GivesUp({}), *GOLD)["function_accuracy"] == 0.0


def test_unknown_functions_and_wrong_offsets_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidData, match="is no function"):
        figures(tmp_path, Fake({}), ("Lindvik", "somewhere"))
    path = tmp_path / "functions.jsonl"
    wrong = row(*GOLD)
    wrong["functions"][0]["places"][0]["start"] += 1
    path.write_text(json.dumps(wrong), encoding="utf-8")
    with pytest.raises(InvalidData, match="not 'Lindvik'"):
        TASK.cases(corpora.load(path, needs=TASK.needs))


@pytest.mark.parametrize("name", ["functions", "functions_tuning"])
def test_the_invented_sets_fit_the_task(name: str) -> None:
    path = Path(__file__).parents[3] / "benchmarks" / "invented" / f"{name}.jsonl"
    cases = TASKS["functions"].cases(corpora.load(path, needs=TASK.needs))
    assert {case.question.lang for case in cases} == {"en", "uk", "ru", "de"}
    for case in cases:
        for evidence, mentions in zip(case.question.evidence, case.gold["claims"], strict=True):
            assert mentions
            assert all(any(piece.covers(span) for piece in evidence) for span, _ in mentions)
