"""The label field against an enumeration of all labellings."""

import itertools

import numpy as np
import pytest

from reportedly.models.crf import LABELS, Crf, legal


def field(seed: int) -> Crf:
    draw = np.random.default_rng(seed)
    n = len(LABELS)
    return Crf.of(
        draw.normal(size=(n, n)).astype(np.float32),
        draw.normal(size=n).astype(np.float32),
        draw.normal(size=n).astype(np.float32),
    )


def scores(crf: Crf, emissions: np.ndarray) -> dict[tuple[int, ...], float]:
    result = {}
    for path in itertools.product(range(len(LABELS)), repeat=len(emissions)):
        value = crf.first[path[0]] + crf.last[path[-1]] + sum(emissions[t, y] for t, y in enumerate(path))
        value += sum(crf.transitions[a, b] for a, b in itertools.pairwise(path))
        result[path] = float(value)
    return result


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("length", [1, 2, 4])
def test_the_best_labelling_is_that_of_an_enumeration(seed: int, length: int) -> None:
    crf, emissions = field(seed), np.random.default_rng(seed + 50).normal(size=(length, 7)).astype(np.float32)
    every = scores(crf, emissions)
    assert tuple(crf.best(emissions)) == max(every, key=lambda p: every[p])


@pytest.mark.parametrize("seed", range(3))
def test_marginals_are_those_of_an_enumeration(seed: int) -> None:
    crf, emissions = field(seed), np.random.default_rng(seed + 90).normal(size=(4, 7)).astype(np.float32)
    every = scores(crf, emissions)
    weights = {p: np.exp(v) for p, v in every.items()}
    wanted = np.zeros((4, 7))
    for path, weight in weights.items():
        for t, y in enumerate(path):
            wanted[t, y] += weight
    assert np.allclose(crf.marginals(emissions), wanted / sum(weights.values()), atol=1e-5)


def test_no_labelling_begins_inside_or_goes_on_into_another_part() -> None:
    draw = np.random.default_rng(7)
    allowed = legal()
    for seed in range(20):
        labels = field(seed).best(draw.normal(scale=6, size=(40, 7)).astype(np.float32))
        assert not LABELS[labels[0]].startswith("I")
        assert all(allowed[a, b] for a, b in itertools.pairwise(labels))


def test_no_words_have_no_labels() -> None:
    empty = np.zeros((0, 7), dtype=np.float32)
    assert field(1).best(empty).shape == (0,)
    assert field(1).marginals(empty).shape == (0, 7)


def test_a_long_text_neither_overflows_nor_vanishes() -> None:
    emissions = np.random.default_rng(3).normal(scale=20, size=(20_000, 7)).astype(np.float32)
    found = field(2).marginals(emissions)
    assert np.isfinite(found).all()
    assert np.allclose(found.sum(1), 1, atol=1e-4)
