"""A draft of a large project reads what it tells of, and not the whole store."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.desk import store as made_store

from reportedly.drafting import Drafts, Spec
from reportedly.drafting.material import MOST, WHOLE
from reportedly.project import Project
from reportedly.store import SqlStore

_DRAFT = """
import resource, sys
from reportedly.cli.main import main
sys.argv = ["reportedly", "briefs", "new", "-o", sys.argv[1], "--by", "K. Maryan", "--because", "a measure"]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
used = resource.getrusage(resource.RUSAGE_SELF)
print(f"seconds {used.ru_utime + used.ru_stime:.1f} mib {used.ru_maxrss / 1024:.0f}")
"""


def test_a_draft_of_a_large_project_reads_only_the_documents_of_its_weightiest_events(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_store.write(tmp_path / "made", 120, 600)
    monkeypatch.setattr("reportedly.drafting.material.WHOLE", 50)
    monkeypatch.setattr("reportedly.drafting.material.MOST", 10)
    # Neither the texts of all documents nor all edges between them are read.
    for method in ("each_document", "documents", "readings", "edges"):
        monkeypatch.setattr(SqlStore, method, lambda *_, name=method, **__: pytest.fail(f"{name} was asked for"))
    with Project(tmp_path / "made", create=False) as project:
        draft = Drafts(project).new(Spec(), by="K. Maryan")
    assert draft.sentences
    assert MOST < WHOLE


@pytest.mark.soak
def test_a_draft_over_a_hundred_thousand_claims_takes_fifteen_seconds_and_500_mb(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made_store.write(tmp_path / "made", 20_000, 100_000)
    done = subprocess.run(
        [sys.executable, "-c", _DRAFT, str(tmp_path / "made")], capture_output=True, text=True, check=True
    )
    found = re.search(r"seconds ([\d.]+) mib (\d+)", done.stdout)
    assert found is not None
    with capsys.disabled():
        print(found[0])
    assert float(found[1]) <= 15
    assert int(found[2]) <= 476  # 500 MB
