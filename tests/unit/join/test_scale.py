"""The work of joining: counted, not timed, so that it means the same on every machine."""

from pathlib import Path

import pytest
from benchmarks.scale.__main__ import measure
from benchmarks.scale.stored import RUN, opened, put_text, settings, write_store

from reportedly.join.driver import join, rebuild


def test_twice_the_documents_are_about_twice_the_comparisons_of_claims(tmp_path: Path) -> None:
    counts = []
    for documents in (300, 600):
        path = tmp_path / f"{documents}.db"
        write_store(path, documents)
        store = opened(path)
        with store.joining(RUN) as tables:
            counts.append(rebuild(tables, settings()).claim_pairs)
        store.close()
    assert counts[1] <= 2.4 * counts[0]


def test_a_few_more_documents_touch_a_few_pairs(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    more = write_store(path, 600, more=20)
    store = opened(path)
    with store.joining(RUN) as tables:
        whole = rebuild(tables, settings())
    with store.joining(RUN) as tables:
        for one in more:
            put_text(tables, one)
        added = join(tables, settings(), [m.print for m in more], [m.dossier for m in more])
    store.close()
    assert added.claim_pairs < whole.claim_pairs / 5
    assert added.document_pairs < whole.document_pairs / 5
    assert added.events < whole.events / 4


@pytest.mark.soak
def test_a_hundred_thousand_documents_are_joined_in_ten_minutes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    half, whole = (measure(tmp_path, count) for count in (50_000, 100_000))
    with capsys.disabled():
        print(half, whole, sep="\n")
    assert whole["peak_mib"] + 2 * whole["peak_mib_of_a_helper"] <= 4096
    assert whole["elapsed_seconds"] <= 600
    assert whole["cpu_seconds"] <= 2.2 * half["cpu_seconds"]
    assert whole["edges_within_story"] >= 0.99
    assert whole["derived_with_edge"] >= 0.99
