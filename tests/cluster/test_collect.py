"""Partitions come into a project once, with their originals, and joining takes their signatures."""

from functools import partial
from pathlib import Path

import pytest

from reportedly.errors import StoreError
from reportedly.ingest import Mappings
from reportedly.project import Project, Silent, Summary
from reportedly.records import Outcome, Theatre
from tests.cluster.articles import articles, write_jsonl
from tests.unit.pipeline.test_workers import make

pytest.importorskip("pyarrow", reason="the extra `cluster` is not installed")

from reportedly.cluster.collect import Collected, Into, collect
from reportedly.cluster.corpus import Where, code_corpus
from reportedly.cluster.engine import RayEngine
from reportedly.cluster.manifest import Manifest
from reportedly.cluster.printing import RayPrinter
from reportedly.cluster.signatures import Kept, Signer, pack_print, unpack_print
from reportedly.cluster.work import Job
from reportedly.derive.citations import Names
from reportedly.join.prints import print_of

NOW = "2026-11-29T12:00:00+00:00"


class Target:
    def __init__(self, project: Project) -> None:
        self.project, self.summary = project, Summary()

    def take(self, answer: object) -> bool:
        return self.project.take(answer, self.summary, Silent())  # type: ignore[arg-type]

    def save(self, steps: list[tuple[Outcome, tuple[object, ...]]]) -> None:
        self.project.store.save_many(steps, run=self.project.run)  # type: ignore[arg-type]


def loaded(parts: Path, out: Path) -> Collected:
    with Project(out) as project:
        project.begin({})
        return collect(parts, Into(out, project.evidence, Target(project)), Silent())


@pytest.fixture
def parts(tmp_path: Path) -> Path:
    (tmp_path / "marks").mkdir()
    path = write_jsonl(tmp_path / "corpus.jsonl", articles(40, ("en", "uk")))
    made = partial(make, tmp_path / "marks", 0)
    job = Job(tmp_path / "parts", made, partial(Signer.of, Theatre()), Mappings(), NOW, "s1")
    code_corpus([path], job, Where("pool", 1), Silent(), piece=5000)
    return tmp_path / "parts"


def test_partitions_are_collected_once_with_their_originals_and_signatures(parts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = loaded(parts, out)
    assert (first.documents, first.known, first.without_original) == (40, 0, 0)
    # A kill between the last save and the note of it: the partition comes again and adds nothing.
    lines = (out / "collected.jsonl").read_text("utf-8").splitlines(keepends=True)
    (out / "collected.jsonl").write_text("".join(lines[:-1]), "utf-8")
    again = loaded(parts, out)
    assert (again.partitions, again.documents, again.before) == (1, 0, len(lines) - 1)
    with Project(out, create=False) as project:
        readings = list(project.store.readings())
        assert len(readings) == 40
        assert all(len(reading.records) == 1 for reading in readings)
        assert all(project.evidence.get(reading.document.sha256) for reading in readings)
        signer = Signer.of(Theatre())
        expected = {print_of(r, signer.marker, Names.of(Theatre())).id: r for r in readings}
        kept = list(Kept(out, Theatre())(readings, {r.document.id for r in readings}))
        assert {one.id: one for one in kept} == {
            name: print_of(reading, signer.marker, signer.names) for name, reading in expected.items()
        }


def test_a_signature_comes_back_as_it_was(parts: Path, tmp_path: Path) -> None:
    loaded(parts, tmp_path / "out")
    signer = Signer.of(Theatre())
    with Project(tmp_path / "out", create=False) as project:
        made = [print_of(reading, signer.marker, signer.names) for reading in project.store.readings()]
    assert [unpack_print(pack_print(one)) for one in made] == made


def test_a_partition_that_was_changed_or_lost_is_refused(parts: Path, tmp_path: Path) -> None:
    entry = next(iter(Manifest.load(parts).entries.values()))
    file = parts / entry.written.file
    body = file.read_bytes()
    file.write_bytes(body[:100] + b"x" + body[101:])
    with pytest.raises(StoreError, match="another SHA-256"):
        loaded(parts, tmp_path / "out")
    file.unlink()
    with pytest.raises(StoreError, match="is gone"):
        loaded(parts, tmp_path / "out")


def test_a_folder_without_a_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cluster code --sink"):
        loaded(tmp_path, tmp_path / "out")


def test_two_nodes_sign_as_one_process_does(parts: Path, tmp_path: Path, two_nodes: str) -> None:
    loaded(parts, tmp_path / "out")
    signer = Signer.of(Theatre())
    with Project(tmp_path / "out", create=False) as project:
        readings = list(project.store.readings())
    new = {reading.document.id for reading in readings[:30]}
    there = RayPrinter(RayEngine(two_nodes, 2), Theatre(), least=1)(readings, new)
    here = {r.document.id: print_of(r, signer.marker, signer.names) for r in readings if r.document.id in new}
    assert {one.id: one for one in there} == here
