"""The product never sees a label: without labels, or with those of others, it predicts the same bytes."""

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from benchmarks import corpora
from benchmarks.corpora import Question
from benchmarks.run import predict, write_lines
from benchmarks.tasks import TASKS

from reportedly.interfaces import Candidate, Resolved, Toponym
from reportedly.records import Claim, Coding, Document, Reading, Relation, Span, claim_id

INVENTED = Path(corpora.__file__).parent / "invented"
LABELS = {"claims": [], "attributions": [], "must": {}, "expected_geonameid": None}


class Gullible:
    """A product that makes something of everything that it is given, so that a leaked label would show."""

    def __init__(self) -> None:
        self.seen: list[Question] = []

    def read(self, question: Question) -> Reading:
        self.seen.append(question)
        doc = Document("doc_1", "0" * 64, "t", question.text, "p", "text/plain", "x/1", "2031-01-01")
        said = repr((question.lang, question.publisher, question.published, question.title, question.spans))
        spans = (Span(0, min(9, len(question.text))),)
        claim = Claim(claim_id(doc.id, spans), doc.id, spans, said, "event")
        return Reading(doc, (claim, Coding(claim.id, "own", "1", "GUO.A01"), Relation(doc.id, spans, spans, spans)))

    def brief(self, reading: Reading) -> str:
        return reading.of(Claim)[0].proposition

    def stage_seconds(self, reading: Reading) -> dict[str, float]:
        return {}

    def attribution_cost(self, question: Question) -> dict[str, Any]:
        return {}

    @property
    def gazetteer(self) -> "Gullible":
        return self

    def resolve_at_home(self, question: Question, toponyms: Sequence[Toponym]) -> list[Resolved]:
        return self.resolve(question.text, toponyms, home=question.publisher)

    def find(self, name: str, *, limit: int = 20) -> list[Candidate]:
        return [Candidate(f"geonames:{len(name)}", name, "town", "settlement", 1.0, 2.0)]

    def get(self, place_id: str) -> Candidate | None:
        return None

    def scan(self, text: str) -> list[Toponym]:
        return [Toponym(Span(0, 3), text[:3])]

    def resolve(self, text: str, toponyms: Any, *, home: str | None = None) -> list[Resolved]:
        return [Resolved(t, tuple(self.find(t.text + str(home)))) for t in toponyms]


def predictions(task: str, rows: list[dict[str, Any]], folder: Path, name: str) -> tuple[bytes, Gullible]:
    data, out, product = folder / f"{name}.jsonl", folder / f"{name}.out", Gullible()
    write_lines(rows, data)
    cases = TASKS[task].cases(corpora.load(data, needs=TASKS[task].needs))
    write_lines(predict(TASKS[task], cases, product), out)
    # The names of the files differ, and a probe's id holds them.
    return out.read_bytes().replace(f'"{name}:'.encode(), b'"'), product


def rows_of(path: Path, needs: tuple[str, ...]) -> list[dict[str, Any]]:
    return [row for _, _, row in corpora.load(path, needs=needs).rows]


SETS = [
    ("attribution", INVENTED / "attribution.jsonl", "attributions"),
    ("chains", INVENTED / "chains.jsonl", "claims"),
    ("claims", INVENTED / "claims.jsonl", "claims"),
    ("names", INVENTED / "name_probes.jsonl", "expected_geonameid"),
    ("seed", INVENTED / "digests", "claims"),
]


@pytest.mark.parametrize(("task", "path", "label"), SETS)
def test_predictions_are_the_same_bytes_without_labels_and_with_those_of_others(
    task: str, path: Path, label: str, tmp_path: Path
) -> None:
    rows = rows_of(path, TASKS[task].needs)
    first, product = predictions(task, rows, tmp_path, "whole")
    bare, _ = predictions(
        task, [{**row, **{k: v for k, v in LABELS.items() if k in row}} for row in rows], tmp_path, "bare"
    )
    labels = [row[label] for row in rows]
    random.Random(1).shuffle(labels)
    other, _ = predictions(task, [{**r, label: x} for r, x in zip(rows, labels, strict=True)], tmp_path, "other")
    assert first == bare == other
    assert all(not question.spans for question in product.seen)


def test_of_a_toponym_the_product_sees_the_span_alone(tmp_path: Path) -> None:
    rows = rows_of(INVENTED / "geoparsing.jsonl", TASKS["geoparsing"].needs)
    first, _ = predictions("geoparsing", rows, tmp_path, "whole")
    bare = []
    for row in rows:
        spans = [{"start": t["start"], "end": t["end"]} for t in row["toponyms"]]
        random.Random(1).shuffle(spans)
        bare.append({**row, "toponyms": spans})
    assert predictions("geoparsing", bare, tmp_path, "bare")[0] == first


def test_what_the_product_finds_by_itself_does_not_hang_on_gold_spans(tmp_path: Path) -> None:
    rows = rows_of(INVENTED / "geoparsing.jsonl", TASKS["geoparsing"].needs)
    whole, _ = predictions("geoparsing", rows, tmp_path, "whole")
    none, _ = predictions("geoparsing", [{**row, "toponyms": []} for row in rows], tmp_path, "none")
    found = [[json.loads(line)["recognised"] for line in out.decode().splitlines()] for out in (whole, none)]
    assert found[0] == found[1]
