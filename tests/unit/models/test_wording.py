"""What the single words of a claim speak for, and the grams that they are told by."""

from pathlib import Path

import numpy as np
import pytest

from reportedly.models import weights
from reportedly.models.stems import form_grams, stem, stem_grams
from reportedly.models.wording import BY_FORM, CATEGORY, WORDS, WordWeights
from reportedly.stages.coding.actor_view import usual_actors


@pytest.mark.parametrize(
    ("words", "common"),
    [
        (("refuse", "refused", "refusing"), "refus"),
        (("supply", "supplies", "supplied"), "supply"),
        (("teacher", "teachers"), "teach"),
        (("stopped", "stop"), "stop"),
        (("sold", "sell", "sells"), "sell"),
        (("mayor's", "mayors"), "mayor"),
        (("bus",), "bus"),
    ],
)
def test_forms_of_a_word_share_a_stem(words: tuple[str, ...], common: str) -> None:
    assert {stem(word) for word in words} == {common}


def test_grams_of_stems_leave_out_what_tells_no_matter_and_keep_pairs() -> None:
    single, pairs = stem_grams("The 12 shops are not open, and the shops wait.")
    assert single == ["shop", "open", "wait"]
    assert pairs[:3] == ["the #", "# shop", "shop are"]
    assert len(pairs) == len(set(pairs))
    assert stem_grams("") == ([], [])


def test_grams_of_forms_mark_how_a_claim_begins() -> None:
    assert form_grams("Will it open?") == ["will", "it", "open", "will it", "it open", "^will", "^will it"]
    assert form_grams("") == []


def _written(folder: Path) -> Path:
    stems, forms = ("bread", "school"), ("will", "closed")
    arrays = {name: np.frombuffer("\n".join(g).encode(), np.uint8) for name, g in (("stems", stems), ("forms", forms))}
    for name in (CATEGORY, *BY_FORM):
        arrays |= {
            f"{name}_values": np.array(["a", "b"]),
            f"{name}_rows": np.array([[100, 0], [0, 100]], np.int8),
            f"{name}_scale": np.array(0.02, np.float32),
            f"{name}_bias": np.zeros(2, np.float32),
        }
    path = folder / WORDS
    np.savez(path, **arrays)
    return path


def test_each_word_adds_to_what_it_speaks_for(tmp_path: Path) -> None:
    words = WordWeights(_written(tmp_path))
    told = words.shares("Bread will be sold")
    assert set(told) == {CATEGORY, *BY_FORM}
    assert told[CATEGORY]["a"] == pytest.approx(np.exp(2) / (np.exp(2) + 1), rel=1e-5)
    assert told["kind"]["a"] == pytest.approx(told[CATEGORY]["a"])
    assert words.shares("school bread")[CATEGORY] == pytest.approx({"a": 0.5, "b": 0.5})
    assert words.shares("unknown")["realis"] == pytest.approx({"a": 0.5, "b": 0.5})


def test_the_words_that_ship_know_what_categories_speak_of() -> None:
    words = WordWeights(weights.weights().path(WORDS))
    asked = {
        "Dialysis patients were sent home": "GUO.C01",
        "The harvest was hauled to the port in guarded lorries": "GUO.E05",
        "Voters dropped their ballots at the polling station": "GUO.A03",
        "Orphans were adopted in the capital": "GUO.F05",
    }
    for wording, code in asked.items():
        shares = words.shares(wording)[CATEGORY]
        assert max(shares, key=lambda name: shares[name]) == code
        assert sum(shares.values()) == pytest.approx(1.0, abs=1e-4)


def test_the_table_of_usual_actors_holds_shares() -> None:
    for shares in usual_actors().values():
        assert sum(shares.values()) == pytest.approx(1.0, abs=0.02)
    assert max(usual_actors()["GUO.B02"].items(), key=lambda pair: pair[1])[0] == "STAFF"
    assert max(usual_actors()["GUO.J01"].items(), key=lambda pair: pair[1])[0] == "POP"
