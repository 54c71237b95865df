"""What stretches of text mean, whatever their language."""

import numpy as np
import pytest

from reportedly.errors import StageUnavailable
from reportedly.gloss import marker, meaning
from reportedly.gloss.meaning import Vector, nearness


def meant(text: str, language: str) -> Vector | None:
    return meaning.meaning((mark.keys, mark.weight) for mark in marker().marks(text, language))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A missile hit the warehouse", "en"),
        ("Ракета влучила у склад", "uk"),
        ("Ракета попала в склад", "ru"),
        ("Eine Rakete traf das Lager", "de"),
    ],
)
def test_one_matter_in_any_language_is_nearer_than_another(text: str, language: str) -> None:
    there = meant("Rocket strikes a storehouse", "en")
    other = meant("Pensioners wait for their money at the post office", "en")
    assert nearness(meant(text, language), there) > nearness(meant(text, language), other)


def test_a_stretch_means_the_same_as_itself() -> None:
    one = meant("The bridge was washed away", "en")
    assert nearness(one, one) == pytest.approx(1.0)


@pytest.mark.parametrize("text", ["", "!?", "Qwrtzp Xvbnm"])
def test_a_stretch_without_a_known_word_is_near_to_nothing(text: str) -> None:
    assert meant(text, "en") is None
    assert nearness(meant(text, "en"), meant("The bridge was washed away", "en")) == 0.0


def test_vectors_of_another_word_list_stop_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    meaning._vectors.cache_clear()
    monkeypatch.setattr(meaning.np, "load", lambda _file: {"vectors": np.ones((2, 3), dtype=np.int8)})
    try:
        with pytest.raises(StageUnavailable, match="another word list"):
            meant("The bridge was washed away", "en")
    finally:
        meaning._vectors.cache_clear()
