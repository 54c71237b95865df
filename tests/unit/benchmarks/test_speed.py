"""Speed figures, worked out by hand; what is timed is right."""

import sys
from typing import Any

import numpy as np
import pytest
from benchmarks import throughput
from benchmarks.attribution_speed import NEEDED, Meter
from benchmarks.corpora import Case, Question
from benchmarks.machine import OPERATIONS, Int8Product, weights
from benchmarks.tasks import speed
from benchmarks.throughput import Throughput

from reportedly.errors import ReportedlyError
from reportedly.models.weights import present

TEXT = "The ferry has stopped, the harbour master said. According to the council, it will sail on Friday."


def test_the_int8_product_multiplies_what_it_says() -> None:
    product = Int8Product()
    packed, scale = weights()
    expected = product._activations @ (packed.astype(np.float32) * scale)
    # One step of 8-bit activations is some 0.03; 384 such errors, each times up to 0.64, mostly cancel.
    assert np.abs(product.product() - expected).max() < 0.02 * np.abs(expected).max()
    assert OPERATIONS == 2 * 254 * 384 * 1536
    operations, seconds = product.timed()
    assert operations >= OPERATIONS
    assert operations % OPERATIONS == 0
    assert seconds >= 0.02


def row(n: int, **attribution: float) -> dict[str, Any]:
    return {"id": str(n), "words": 100, "seconds": 2.0, "stages": {"segment.rules": 0.5}, "attribution": attribution}


def scored(monkeypatch: pytest.MonkeyPatch, *rows: dict[str, Any]) -> dict[str, Any]:
    monkeypatch.setattr(throughput, "measure", lambda: Throughput(2, 10, 5500, 22.0, 2.0))
    asked = [Case(Question(r["id"], TEXT), {}, "c", "p") for r in rows]
    return speed.score(asked, rows).plain()


TIMED = {"words": 80.0, "wall": 0.5, "cpu": 0.4, "needed": 8e9, "int8_operations": 1e9, "int8_cpu": 0.02}


def test_shares_and_rates(monkeypatch: pytest.MonkeyPatch) -> None:
    first = row(0, **dict.fromkeys(TIMED, 1000000.0), reference_cpu=1.0)
    found = scored(monkeypatch, first, row(1, **TIMED, reference_cpu=0.5), row(2, **TIMED, reference_cpu=0.7))
    # The first document pays for loading. 160 words in 1 s; 8 GOP in 0.4 s are 20 GOP/s of the 50 that the machine does.
    assert found["attribution_words_per_s"] == 160.0
    assert found["encoder_share_of_int8"] == pytest.approx(0.4)
    assert found["reference_share_of_int8"] == pytest.approx(16 / 1.2 / 50)
    assert found["times_reference"] == pytest.approx(1.2 / 0.8)
    assert found["machine_gops"] == pytest.approx(50.0)
    assert found["words_per_s"] == 50.0
    assert found["ratio_int8"] == pytest.approx(1.0)
    # 5,500 words are eleven articles; 22 s in all, 2 s of them the start.
    assert found["run_articles_per_s"] == pytest.approx(0.5)
    assert found["run_articles_per_s_started"] == pytest.approx(11 / 20)
    assert found["run_articles_per_tera_op"] == pytest.approx(10.0)


def test_without_a_tagger_the_rest_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    found = scored(monkeypatch, row(0), row(1))
    assert found["words_per_s"] == 50.0
    assert found["encoder_share_of_int8"] is None
    assert found["times_reference"] is None
    assert found["machine_gops"] is None


def test_the_tagger_is_timed_beside_product_and_reference() -> None:
    if not present():
        pytest.skip("the weights are not installed")
    found = Meter().measure(Question("q", TEXT))
    assert found["words"] == 17
    # Twenty words and signs, none of them cut into more than three.
    assert 20 * NEEDED <= found["needed"] <= 60 * NEEDED
    assert NEEDED == 2 * 6 * 12 * 384 * 384
    assert min(found[k] for k in ("wall", "cpu", "int8_operations", "int8_cpu", "reference_cpu")) > 0


def test_nothing_is_timed_without_weights(tmp_path: Any) -> None:
    assert Meter(tmp_path).measure(Question("q", TEXT)) == {}


def test_invented_articles_have_five_hundred_words_and_differ() -> None:
    made = throughput.invented(40)
    assert made == throughput.invented(40)
    assert len(set(made)) == 40
    sizes = [len(article.split()) for article in made]
    assert 420 <= min(sizes)
    assert max(sizes) <= 580
    assert 485 <= sum(sizes) / 40 <= 515


COUNTING = "import json, os, sys; print(json.dumps({'coded': len(os.listdir(sys.argv[1]))}))"


def test_workers_share_the_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throughput, "_COMMAND", (sys.executable, "-c", COUNTING))
    found = throughput.measure(workers=2, articles=5)
    assert (found.workers, found.articles) == (2, 5)
    assert 5 * 420 <= found.words <= 5 * 580
    assert found.seconds > 0
    assert found.start > 0


@pytest.mark.parametrize("program", ["import sys; sys.exit('no disk')", "print('{\"coded\": 0}')"])
def test_a_run_that_fails_or_leaves_articles_out_is_no_speed(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throughput, "_COMMAND", (sys.executable, "-c", program))
    with pytest.raises(ReportedlyError, match="invented articles failed"):
        throughput.measure(workers=1, articles=1)
