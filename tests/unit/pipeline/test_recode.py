"""Which stages run again under another codebook, and what is told of the claims."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.interfaces import Stage, StageInfo
from reportedly.pipeline.recode import recoded, replaced, stages_to_run
from reportedly.records import Claim, Coding, Geolocation, Passage, Reading, Record, StatusObservation


class Made:
    """A stage of which only what it says of itself matters."""

    def __init__(self, name: str, reads: tuple[type, ...], makes: tuple[type, ...]) -> None:
        self.info = StageInfo(name, 1, name, reads=reads, makes=makes)

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        return [() for _ in readings]


STAGES: list[Stage] = [
    Made("segment.rules", (), (Passage,)),
    Made("extract.rules", (Passage,), (Claim,)),
    Made("code.rules", (Claim,), (Coding,)),
    Made("locate.rules", (Claim,), (Geolocation,)),
    Made("status.rules", (Coding,), (StatusObservation,)),
]
ALL = {stage.info.producer for stage in STAGES}


@pytest.mark.parametrize(
    ("missing", "run"),
    [
        (set(), []),
        ({"code.rules/1"}, ["code.rules", "status.rules"]),
        ({"locate.rules/1"}, [stage.info.name for stage in STAGES]),
        ({"code.rules/1", "locate.rules/1"}, [stage.info.name for stage in STAGES]),
        (ALL, [stage.info.name for stage in STAGES]),
    ],
)
def test_only_the_coder_and_what_reads_its_codings_run_again(missing: set[str], run: list[str]) -> None:
    assert [stage.info.name for stage in stages_to_run(STAGES, ALL - missing)] == run


def test_a_stage_of_the_same_kind_takes_the_place_of_another() -> None:
    assert replaced(STAGES, {"code.words", "code.rules", "segment.rules", "other.rules"}) == {"code.words"}


def coding(claim: str, category: str, basis: str, version: str = "1.0.0", meaning: str | None = None) -> Coding:
    return Coding(claim, "own", version, category, basis=basis, meaning=meaning)


def test_pairs_are_counted_with_examples_and_the_unchanged_ones() -> None:
    history = {
        "a": [coding("a", "OWN.A01", "1"), coding("a", "OWN.A02", "2", "2.0.0")],
        "b": [coding("b", "OWN.A01", "1"), coding("b", "OWN.A02", "2", "2.0.0")],
        "c": [coding("c", "OWN.A01", "1"), coding("c", "OWN.A01", "2", "2.0.0")],
        "new": [coding("new", "OWN.A01", "2", "2.0.0")],
    }
    found = recoded(history, examples=1)
    assert found is not None
    assert (found.before, found.after, found.changed, found.unchanged) == (("own 1.0.0",), "own 2.0.0", 2, 1)
    [pair] = found.pairs
    assert (pair.before, pair.after, pair.count, [e.claim for e in pair.examples]) == ("OWN.A01", "OWN.A02", 2, ["a"])


def test_a_pair_of_ids_with_one_meaning_is_marked() -> None:
    history = {
        "a": [
            coding("a", "OWN.A01", "1", meaning="GUO.C01"),
            coding("a", "OWN.A02", "2", meaning="GUO.C01"),
        ]
    }
    found = recoded(history)
    assert found is not None
    assert found.pairs[0].same


def test_the_last_other_basis_counts_not_an_older_one() -> None:
    history = {"a": [coding("a", "OWN.A01", "1"), coding("a", "OWN.A02", "2"), coding("a", "OWN.A01", "1")]}
    found = recoded(history)
    assert found is not None
    assert [(p.before, p.after) for p in found.pairs] == [("OWN.A02", "OWN.A01")]


def test_claims_that_were_never_coded_otherwise_give_nothing() -> None:
    assert recoded({"a": [coding("a", "OWN.A01", "1"), coding("a", "OWN.A01", "1")]}) is None
    assert recoded({}) is None


CODES = st.sampled_from(["OWN.A01", "OWN.A02", "X00"])


@given(st.lists(st.tuples(CODES, CODES), min_size=1, max_size=30), st.integers(0, 4))
def test_every_claim_is_counted_once(pairs: list[tuple[str, str]], examples: int) -> None:
    history = {str(n): [coding(str(n), old, "1"), coding(str(n), new, "2")] for n, (old, new) in enumerate(pairs)}
    found = recoded(history, examples=examples)
    assert found is not None
    assert found.changed + found.unchanged == len(pairs)
    assert found.unchanged == sum(old == new for old, new in pairs)
    assert all(len(pair.examples) == min(examples, pair.count) for pair in found.pairs)
