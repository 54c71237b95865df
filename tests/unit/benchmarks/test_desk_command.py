"""The benchmark of the workbench makes its project in the folder that it is given."""

from pathlib import Path

import pytest
from benchmarks.desk import __main__ as command


def test_a_folder_that_is_empty_is_a_new_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    asked = ["--documents", "30", "--claims", "90", "--times", "1", "--json", "--folder", str(folder)]
    assert command.main(asked) == 0
    assert command.main(asked) == 0
    assert (folder / "reportedly.db").exists()
    assert '"documents": 30' in capsys.readouterr().out
