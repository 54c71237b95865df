"""The second held sets keep what their notes say of them; nothing is tested on their words."""

from pathlib import Path

import pytest
from benchmarks import corpora
from benchmarks.families.kits import load_kits
from benchmarks.families.model import Kit, pieces
from benchmarks.tasks.chains import publisher

BENCHMARKS = Path(corpora.__file__).parent
CHAINS = corpora.load(BENCHMARKS / "invented" / "chains_languages2.jsonl", needs=("text", "doc", "claims", "lang")).rows
PASSAGES = [(place, row) for _, place, row in CHAINS]
IDS = [row["id"] for _, row in PASSAGES]
KITS = load_kits(BENCHMARKS / "families" / "held2")
BASE = {"author": "L0", "named": "L1", "unnamed_single": "L2", "unnamed_plural": "L2", "none": "L3"}


@pytest.mark.parametrize(("place", "row"), PASSAGES, ids=IDS)
def test_levels_follow_the_root_and_the_hedges(place: str, row: corpora.Row) -> None:
    for printed in row["claims"]:
        claim = corpora.claim_of(printed, row["text"], place)
        types = {hedge["type"] for hedge in printed["hedges"]}
        level = "L5" if "DIS" in types else "L4" if "EPI" in types else BASE[claim.root]
        assert claim.level == level
        assert claim.links or claim.root in ("author", "none")
        assert not (claim.links and claim.root == "author")
        for hedge in printed["hedges"]:
            assert row["text"][hedge["start"] : hedge["end"]] == hedge["printed"]


@pytest.mark.parametrize(("place", "row"), PASSAGES, ids=IDS)
def test_the_publisher_is_no_link(place: str, row: corpora.Row) -> None:
    outlet = (publisher(row) or "").casefold().replace("-", " ")
    printed = [link["printed"].casefold() for claim in row["claims"] for link in claim["chain"]]
    assert not [link for link in printed if outlet in link], place


@pytest.mark.parametrize("kit", KITS, ids=lambda kit: kit.id)
def test_each_kit_has_independent_tellers_in_two_languages_and_a_trap(kit: Kit) -> None:
    told: dict[str, set[tuple[str, str]]] = {}
    for member in kit.members:
        for piece in pieces(member.body):
            if piece.event and not member.parents and kit.origins[piece.origin] == "named":
                told.setdefault(piece.event, set()).add((piece.origin, member.lang))
    apart = [
        event
        for event, tellers in told.items()
        if any(o1 != o2 and l1 != l2 for o1, l1 in tellers for o2, l2 in tellers)
    ]
    assert apart
    assert any(event.startswith("x") for event in kit.events)
    assert 9 <= len(kit.members) <= 13
    assert {member.lang for member in kit.members} == {"en", "uk", "ru", "de"}
