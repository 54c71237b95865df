"""Names in invented German passages: what a public release masks and keeps."""

from benchmarks.name_shapes import score

from tests.conftest import ROOT


def test_every_private_name_of_the_german_passages_is_masked() -> None:
    found = score(ROOT / "benchmarks" / "name_shapes_de.jsonl")
    assert found.private == 47
    assert found.masked == found.private, found.wrong
    assert found.kept >= 6, found.wrong  # "Verteidigungsminister X" and an office behind the name are not read yet
