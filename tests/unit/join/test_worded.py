"""Pairs of claims that speak of much the same: as numbers over a whole store the same as claim by claim."""

from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.corroborate import dispute_pairs
from reportedly.corroborate.dispute_pairs import candidates
from reportedly.join import worded
from reportedly.join.worded import partners


@dataclass(frozen=True)
class Said:
    """As much of a claim taken apart as looking for pairs needs."""

    id: str
    day: int | None
    document: str
    speaker: str
    keys: frozenset[str]

    @property
    def aspects(self) -> object:
        return SimpleNamespace(published=self.day)

    @property
    def root(self) -> object:
        return SimpleNamespace(key=self.speaker, status="named")


@st.composite
def saids(draw: st.DrawFn) -> list[Said]:
    ids = draw(st.lists(st.integers(0, 999), min_size=2, max_size=25, unique=True))
    return [
        Said(
            f"clm_{number:03}",
            draw(st.sampled_from([None, 10, 11, 50, 90])),
            draw(st.sampled_from(["a", "b", "c"])),
            draw(st.sampled_from(["x", "y"])),
            draw(st.frozensets(st.sampled_from("abcdefghijkl"), max_size=8)),
        )
        for number in ids
    ]


@given(saids(), st.integers(1, 4), st.integers(1, 5), st.integers(1, 5))
def test_pairs_are_those_of_a_pile_in_memory(pile: list[Said], rarest: int, most: int, part: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dispute_pairs, "_RAREST", rarest)
        patch.setattr(dispute_pairs, "_PER_KEY", most)
        patch.setattr(worded, "_SLICE", part)
        expected = {(left.id, right.id) for left, right in candidates(pile)}  # type: ignore[arg-type]
        speakers = {name: n for n, name in enumerate(sorted({one.document + one.speaker for one in pile}))}
        found = partners(
            [
                (one.id, "", one.day, speakers[one.document + one.speaker], "\x1f".join(sorted(one.keys)), "")
                for one in pile
            ]
        )
    assert {tuple(sorted((one, other))) for one, others in found.items() for other in others} == expected
