"""Which stages a brief says it was made with: asked once, and anew when the program or the codebook is another."""

from pathlib import Path

import pytest

from reportedly import assembly, briefing


def test_the_stages_are_made_once_to_be_asked_for_their_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    expected = tuple(info.producer for info in assembly.stage_infos())
    assert briefing.steps() == expected
    monkeypatch.setattr(briefing, "stage_infos", lambda _: pytest.fail("the stages were made again"))
    assert briefing.steps() == briefing.steps(assembly.codebook()) == expected


def test_another_program_or_codebook_is_asked_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    asked: list[object] = []

    def infos(book: object) -> list[object]:
        asked.append(book)
        return []

    monkeypatch.setattr(briefing, "stage_infos", infos)
    other = assembly.codebook().model_copy(update={"version": "9.9.9"})
    briefing.steps()
    briefing.steps(other)
    briefing.steps(other)
    monkeypatch.setattr(briefing, "__version__", "another")
    briefing.steps()
    assert asked == [None, other, other, None]
