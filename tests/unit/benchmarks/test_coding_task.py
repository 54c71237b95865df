"""The coding task: the product sees texts and evidence, never a label, and is asked again under other labels."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from benchmarks import corpora
from benchmarks.corpora import Case, Question, claim_of
from benchmarks.relabelling import Relabelling
from benchmarks.run import predict
from benchmarks.tasks import TASKS
from benchmarks.tasks.coding import TASK

from reportedly.codebook import Codebook, load_default
from reportedly.errors import InvalidData
from reportedly.records import Claim, Coding, Document, Reading, Role, StatusObservation, claim_id

BOOK = load_default()
TEXT = "The clinic is shut. The wells ran dry. It rained."
WELLS, CLINIC = "GUO.C02", "GUO.C01"

Coder = Callable[[Codebook, str], str]


class Fake:
    """A product that codes each claim by a function of codebook and wording."""

    def __init__(self, coder: Coder) -> None:
        self.coder = coder
        self.asked: list[tuple[Question, bool]] = []

    def code(self, question: Question, relabelling: Relabelling | None = None) -> Reading | None:
        self.asked.append((question, relabelling is not None))
        book = BOOK if relabelling is None else relabelling(BOOK)
        doc = Document("doc_1", "0" * 64, "t", question.text, "p", "text/plain", "x/1", "2031-01-01")
        records: list[Any] = []
        # Backwards: the answer must be in the order of the question.
        for spans in reversed(question.evidence):
            wording = " ".join(span.of(question.text) for span in spans)
            claim = Claim(claim_id(doc.id, spans), doc.id, spans, wording, "status", realis="ongoing")
            code = self.coder(book, wording)
            actor = (Role("actor", None, "CA"),)
            records += [claim, Coding(claim.id, book.id, book.version, code, sector=("health",), roles=actor)]
            records.append(StatusObservation(claim.id, "health", "none"))
        return Reading(doc, tuple(records))


class GivesUp(Fake):
    def code(self, question: Question, relabelling: Relabelling | None = None) -> Reading | None:
        return None


MEANT = {"The clinic is shut": CLINIC, "The wells ran dry": WELLS, "It rained": "X00"}


def by_rules(book: Codebook, wording: str) -> str:
    """Follow the definitions, whatever they are called."""
    meant = MEANT[wording]
    if meant.startswith("X"):
        return meant
    wanted = BOOK.category(meant).definition
    return next(category.id for category in book.categories if category.definition == wanted)


def by_labels(book: Codebook, wording: str) -> str:
    """Follow the ids, whatever they mean."""
    return MEANT[wording]


def row(**more: object) -> dict[str, Any]:
    claims = []
    for wording, category in MEANT.items():
        start = TEXT.index(wording)
        claims.append(
            {
                "evidence": [[start, start + len(wording)]],
                "category": category,
                "kind": "status",
                "realis": "ongoing",
                "polarity": "+",
                "sector": ["health"],
                "status": {"sector": "health", "status": "none"},
                "actor": "CA",
            }
        )
    return {"doc_id": "d1", "text": TEXT, "lang": "en", "theatre": "invented", "claims": claims, **more}


def cases(folder: Path, *rows: dict[str, Any]) -> list[Case]:
    path = folder / "coding.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in rows or (row(),)), encoding="utf-8")
    return TASK.cases(corpora.load(path, needs=TASK.needs))


def figures(folder: Path, product: Any) -> dict[str, float | None]:
    asked = cases(folder)
    found = TASK.score(asked, predict(TASK, asked, product)).figures
    return {name: figure.value for name, figure in found.items()}


def test_the_task_can_be_asked_for() -> None:
    assert TASKS["coding"] is TASK


def test_the_product_sees_the_evidence_and_no_label(tmp_path: Path) -> None:
    bare = row()
    bare["claims"] = [{"evidence": claim["evidence"]} for claim in bare["claims"]]
    [whole], [stripped] = cases(tmp_path), cases(tmp_path, bare)
    assert whole.question == stripped.question
    assert [[span.of(TEXT) for span in spans] for spans in whole.question.evidence] == [[w] for w in MEANT]
    product = Fake(by_rules)
    TASK.predict(product, whole.question)  # type: ignore[arg-type]
    assert [question for question, _ in product.asked] == [whole.question] * 3
    assert sorted(relabelled for _, relabelled in product.asked) == [False, True, True]


def test_answers_are_in_the_order_of_the_question(tmp_path: Path) -> None:
    [case] = cases(tmp_path)
    answer = TASK.predict(Fake(by_rules), case.question)  # type: ignore[arg-type]
    assert [claim["category"] for claim in answer["claims"]] == list(MEANT.values())
    assert [claim["evidence"] for claim in answer["claims"]] == [claim["evidence"] for claim in row()["claims"]]
    assert set(answer["relabelled"]) == {"renamed", "swapped"}
    assert all(codes[2] == "X00" for codes in answer["relabelled"].values())
    assert all(codes[:2] != [CLINIC, WELLS] for codes in answer["relabelled"].values())
    assert json.loads(json.dumps(answer)) == answer


def test_who_follows_the_rules_is_right_under_any_label(tmp_path: Path) -> None:
    found = figures(tmp_path, Fake(by_rules))
    assert found["renamed_kept"] == found["swapped_kept"] == 1.0
    assert found["category_accuracy"] == found["routed_accuracy"] == 1.0
    assert found["sector_micro_f1"] == found["status_accuracy"] == found["actor_accuracy"] == 1.0


def test_who_follows_the_labels_is_right_under_none_but_the_known_ones(tmp_path: Path) -> None:
    found = figures(tmp_path, Fake(by_labels))
    assert found["category_accuracy"] == 1.0
    assert found["renamed_kept"] == found["swapped_kept"] == 0.0


def test_a_product_that_gives_up_scores_nothing_and_breaks_nothing(tmp_path: Path) -> None:
    found = figures(tmp_path, GivesUp(by_rules))
    assert found["category_accuracy"] == found["routed_accuracy"] == found["status_accuracy"] == 0.0
    assert found["renamed_kept"] is None


def test_documents_and_claims_are_counted_and_each_document_shows_its_codes(tmp_path: Path) -> None:
    asked = cases(tmp_path, row(), row(doc_id="d2"))
    result = TASK.score(asked, predict(TASK, asked, Fake(by_labels)))  # type: ignore[arg-type]
    assert result.extra == {"documents": 2, "claims": 6}
    assert [document["id"] for document in result.documents] == ["d1", "d2"]
    assert result.documents[0]["codes"] == [[code, code] for code in MEANT.values()]
    assert set(TASK.chief) <= set(result.figures)


def test_evidence_outside_of_the_text_is_refused(tmp_path: Path) -> None:
    broken = row()
    broken["claims"][0]["evidence"] = [[0, len(TEXT) + 1]]
    with pytest.raises(InvalidData, match="ends after the text"):
        cases(tmp_path, broken)


def test_a_file_without_a_theatre_is_of_another_task(tmp_path: Path) -> None:
    other = {name: value for name, value in row().items() if name != "theatre"}
    with pytest.raises(InvalidData, match="theatre"):
        cases(tmp_path, other)


def test_the_second_invented_set_fits_the_task_and_the_codebook() -> None:
    path = Path(corpora.__file__).parent / "invented" / "coding2.jsonl"
    asked = TASK.cases(corpora.load(path, needs=TASK.needs))
    claims = [claim_of(one, case.question.text, case.place) for case in asked for one in case.gold["claims"]]
    held = Counter(claim.category for claim in claims)
    assert all(held[category.id] >= 3 for category in BOOK.categories)
    assert all(BOOK.get(code) for claim in claims for code in claim.secondary)
    states = Counter(status.status for claim in claims for status in claim.statuses)
    assert set(states) == {"full", "partial", "none", "not_opened", "closed_permanent", "unknown"}
    assert states.total() >= 70
    assert all(status.sector == claim.sector[0] for claim in claims for status in claim.statuses)
