"""What the documentation shows is what happens."""

import doctest

from tests.conftest import ROOT


def test_the_tutorial_runs_as_written() -> None:
    failed, tried = doctest.testfile(str(ROOT / "docs" / "tutorial.md"), module_relative=False)
    assert tried > 5
    assert failed == 0
