"""A corpus coded shard by shard gives what a project gives, each document once, and goes on where it was stopped."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from reportedly.errors import StoreError
from reportedly.ingest import Mapping, Mappings
from reportedly.interfaces import Stage
from reportedly.project import Silent
from reportedly.records import Document, DocumentNote, Failure
from tests.cluster.articles import articles, write_jsonl
from tests.unit.pipeline.test_workers import make

pytest.importorskip("pyarrow", reason="the extra `cluster` is not installed")

import pyarrow as pa
import pyarrow.parquet as pq

from reportedly.cluster.corpus import Outcome, Where, code_corpus
from reportedly.cluster.manifest import NAME, Manifest, alone
from reportedly.cluster.partition import Held, read_part
from reportedly.cluster.passing import PassingEvidence
from reportedly.cluster.shards import Shard, plan, read
from reportedly.cluster.work import Job

NOW = "2026-11-29T12:00:00+00:00"


def job(folder: Path, made: Callable[[], Sequence[Stage]], settings: str = "s1") -> Job:
    return Job(folder, made, None, Mappings(), NOW, settings)


def coded(
    paths: Sequence[Path], folder: Path, marks: Path, *, times: int = 0, piece: int = 4000, workers: int = 1
) -> Outcome:
    marks.mkdir(exist_ok=True)
    where = Where("pool", workers)
    return code_corpus(paths, job(folder, partial(make, marks, times)), where, Silent(), piece=piece)


def documents(folder: Path) -> list[Held]:
    entries = Manifest.load(folder).entries.values()
    found = [one for entry in entries for one in read_part(folder / entry.written.file)]
    return [one for one in found if isinstance(one, Held)]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_jsonl(tmp_path / "corpus.jsonl", articles(60, ("en",)))


def whole(path: Path) -> list[Document | Failure]:
    """Return what one shard of a whole file gives."""
    [shard] = [s for s in plan([path], known=set(), piece=1 << 30) if isinstance(s, Shard)]
    found = read(shard, PassingEvidence(), now=NOW, mappings=Mappings())
    return [one for one in found if isinstance(one, Document | Failure)]


def test_lines_cut_into_shards_are_the_documents_of_the_whole_file(corpus: Path) -> None:
    with corpus.open("a", encoding="utf-8") as file:
        file.write("{broken\n")
    shards = [s for s in plan([corpus], known=set(), piece=3000) if isinstance(s, Shard)]
    found = [one for s in shards for one in read(s, PassingEvidence(), now=NOW, mappings=Mappings())]
    assert len(shards) > 3
    assert found[:-1] == whole(corpus)[:-1]
    assert isinstance(found[-1], Failure)
    assert "line 61 is not valid JSON" in found[-1].message


def test_rows_of_parquet_are_the_documents_of_the_same_lines(corpus: Path, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in corpus.read_text("utf-8").splitlines()]
    table = pa.table(
        {"body": [r["text"] for r in rows], **{k: [r[k] for r in rows] for k in ("language", "published")}}
    )
    pq.write_table(table, tmp_path / "corpus.parquet", row_group_size=20)
    [shard] = [s for s in plan([tmp_path / "corpus.parquet"], known=set()) if isinstance(s, Shard)]
    found = list(read(shard, PassingEvidence(), now=NOW, mappings=Mappings(Mapping(text="body"))))
    assert [one.text for one in found if isinstance(one, Document)] == [r["text"] for r in rows]
    assert {one.published for one in found if isinstance(one, Document)} == {r["published"] for r in rows}


def test_each_document_is_in_one_partition_with_its_bytes_and_a_second_run_codes_nothing(
    corpus: Path, tmp_path: Path
) -> None:
    first = coded([corpus], tmp_path / "parts", tmp_path / "marks")
    held = documents(tmp_path / "parts")
    assert sorted(one.document.id for one in held) == sorted(d.id for d in whole(corpus) if isinstance(d, Document))
    assert all(one.original is not None and one.document.text in one.original.decode() for one in held)
    assert {o.state for one in held for o, _ in one.steps} == {"done"}
    assert all(isinstance(r, DocumentNote) for one in held for _, records in one.steps for r in records)
    assert (first.documents, first.failed, first.before) == (60, 0, 0)
    again = coded([corpus], tmp_path / "parts", tmp_path / "marks")
    assert (again.documents, again.before, again.shards) == (0, first.shards, first.shards)


def test_lines_that_are_added_cost_only_their_shard(corpus: Path, tmp_path: Path) -> None:
    first = coded([corpus], tmp_path / "parts", tmp_path / "marks")
    with corpus.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"text": "A new report says that the ferry runs again.", "language": "en"}) + "\n")
    again = coded([corpus], tmp_path / "parts", tmp_path / "marks")
    assert again.before >= first.shards - 1
    assert len({one.document.id for one in documents(tmp_path / "parts")}) == len(documents(tmp_path / "parts")) == 61


def test_of_a_folder_only_files_that_are_new_or_changed_are_coded_again(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(6):
        (folder / f"{n}.txt").write_text(f"Report {n}: the ferry stopped, the council said.", "utf-8")
    coded([folder], tmp_path / "parts", tmp_path / "marks", piece=130)
    (folder / "2b.txt").write_text("Report 2b: the ferry runs again, the council said.", "utf-8")
    assert coded([folder], tmp_path / "parts", tmp_path / "marks", piece=130).documents == 1
    (folder / "0.txt").write_text("Report 0, mended: the ferry never stopped, the council said.", "utf-8")
    changed = coded([folder], tmp_path / "parts", tmp_path / "marks", piece=130)
    assert changed.withdrawn == 1
    texts = sorted(one.document.text for one in documents(tmp_path / "parts"))
    assert len(texts) == 7
    assert any("mended" in text for text in texts)


def test_other_settings_code_everything_again(corpus: Path, tmp_path: Path) -> None:
    coded([corpus], tmp_path / "parts", tmp_path / "marks")
    other = job(tmp_path / "parts", partial(make, tmp_path / "marks", 0), "s2")
    assert code_corpus([corpus], other, Where("pool", 1), Silent(), piece=4000).documents == 60
    assert len(documents(tmp_path / "parts")) == 60


def test_a_document_that_always_kills_is_failed_alone(tmp_path: Path) -> None:
    made = [*articles(20, ("en",)), {"text": "A deadly one", "language": "en"}]
    path = write_jsonl(tmp_path / "corpus.jsonl", made)
    done = coded([path], tmp_path / "parts", tmp_path / "marks", times=10_000, piece=1 << 20, workers=2)
    failed = [one.document.text for one in documents(tmp_path / "parts") if one.steps[0][0].state == "failed"]
    assert (done.documents, failed) == (21, ["A deadly one"])


def test_a_partition_is_there_whole_or_not_at_all(tmp_path: Path, corpus: Path) -> None:
    parts = tmp_path / "parts"
    coded([corpus], parts, tmp_path / "marks")
    # As after a kill in the middle of the third shard: its line is cut off, its file never got its name.
    lines = (parts / NAME).read_bytes().splitlines(keepends=True)
    third = json.loads(lines[2])["written"]["file"]
    (parts / NAME).write_bytes(b"".join(lines[:2]) + lines[2][:40])
    (parts / third).rename(parts / f".{third.removesuffix('.parquet')}.1-x.tmp")
    coded([corpus], parts, tmp_path / "marks")
    assert len({one.document.id for one in documents(parts)}) == len(documents(parts)) == 60
    assert not list(parts.glob(".part-*.tmp"))


def test_two_programs_do_not_code_into_one_folder(tmp_path: Path, corpus: Path) -> None:
    with alone(tmp_path / "parts"), pytest.raises(StoreError, match="another program codes into"):
        coded([corpus], tmp_path / "parts", tmp_path / "marks")


def test_two_nodes_write_the_same_partitions_as_processes(tmp_path: Path, corpus: Path, two_nodes: str) -> None:
    marks = tmp_path / "marks"
    coded([corpus], tmp_path / "pool", marks)
    there = job(tmp_path / "ray", partial(make, marks, 0))
    done = code_corpus([corpus], there, Where("ray", 2, two_nodes), Silent(), piece=4000)
    assert done.documents == 60
    key = lambda one: one.document.id  # noqa: E731
    assert sorted(documents(tmp_path / "ray"), key=key) == sorted(documents(tmp_path / "pool"), key=key)
