from pathlib import Path

import pytest

from reportedly.errors import InvalidRegister
from reportedly.register import DEFAULT_PATH, load, load_default

SMALL = """\
id: sound
version: 1
title: Sources of the Drelmoor sound
countries:
  HD: [hadrovian, hadrovia, hadrovias]
groups:
  hadrovia:
    name: Hadrovia
    basis: its constitution
    standing:
      - {side: displaced, basis: it held the sound until then, from: 2030-01-01}
families:
  quay: the masthead of the Quay Post
bodies:
  - id: reg:council
    names: {en: [Council of the Sound, {text: Harbour Council, to: 2029-12-31}]}
    ambiguous: {en: [the Council]}
    kind: organisation
    role: official
    country: HD
    group: hadrovia
    descriptor: elected council of the sound
    basis: the charter of the sound
  - id: reg:quay-post
    names: {en: [Quay Post]}
    short: {en: [QP]}
    kind: outlet
    role: outlet
    family: quay
    parent: reg:council
    descriptor: weekly paper
    basis: its own masthead
    standing:
      - {side: third, basis: printed abroad}
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "register.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_becomes_bodies_with_dated_names_and_the_standing_of_their_group(tmp_path: Path) -> None:
    book = load(written(tmp_path, SMALL))
    council, post = book.bodies
    assert [(n.text, n.ambiguous, n.until) for n in council.names] == [
        ("Council of the Sound", False, None),
        ("Harbour Council", False, "2029-12-31"),
        ("the Council", True, None),
    ]
    assert [(n.text, n.short) for n in post.names] == [("Quay Post", False), ("QP", True)]
    assert (council.side("2029-12-31"), council.side("2030-01-01"), council.side()) == (
        "unknown",
        "displaced",
        "displaced",
    )
    assert (post.side(), post.media_family, post.affiliation_group) == ("third", "quay", None)
    assert book.get("reg:council") is council
    assert book.get("reg:nobody") is None
    assert book.find("quay") == [post]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    basis: its own masthead\n", "", ("bodies[1] (reg:quay-post).basis", "missing", "publicly known fact")),
        ("basis: its own masthead", 'basis: ""', ("bodies[1] (reg:quay-post).basis", "''")),
        ("side: third", "side: good", ("bodies[1] (reg:quay-post).standing[0].side", "'good'", "neutral_monitor")),
        ("basis: printed abroad", "why: printed abroad", ("standing[0]",)),
        ("role: outlet", "role: organ", ("bodies[1] (reg:quay-post).role", "'organ'")),
        ("    kind: outlet\n", "    kind: outlet\n    colour: red\n", ("colour", "not known", "take it out")),
        ("id: reg:quay-post", "id: reg:council", ("bodies[1] (reg:council)", "bodies[0]", "id of its own")),
        ("group: hadrovia", "group: tollmark", ("bodies[0] (reg:council)", "'tollmark'", "'groups'")),
        ("family: quay", "family: wharf", ("bodies[1] (reg:quay-post)", "'wharf'", "'families'")),
        ("country: HD", "country: TM", ("bodies[0] (reg:council)", "'TM'", "'countries'")),
        ("parent: reg:council", "parent: reg:gone", ("bodies[1] (reg:quay-post)", "'reg:gone'", "add it")),
        ("parent: reg:council", "parent: reg:quay-post", ("bodies[1] (reg:quay-post)", "part of itself")),
        ("to: 2029-12-31", "from: 2030-02-01, to: 2029-12-31", ("reg:council", "before it begins", "correct a day")),
        ("from: 2030-01-01", "from: January", ("standing[0]", "'January'")),
        (
            "short: {en: [QP]}",
            "short: {en: [The council]}",
            ("reg:quay-post", "'The council'", "reg:council", "ambiguous"),
        ),
        ("id: sound", "id: [sound", ("line ", "correct the line")),
        (SMALL, "- one\n- two\n", ("list", "starts with 'id:'")),
    ],
)
def test_an_error_names_the_entry_what_was_found_and_what_to_do(
    tmp_path: Path, old: str, new: str, told: tuple[str, ...]
) -> None:
    assert old in SMALL
    with pytest.raises(InvalidRegister) as caught:
        load(written(tmp_path, SMALL.replace(old, new, 1)))
    for part in ("register.yaml", *told):
        assert part in str(caught.value)


def test_a_missing_file_and_other_encodings_are_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidRegister, match=r"none\.yaml: cannot be read"):
        load(tmp_path / "none.yaml")
    (tmp_path / "old.yaml").write_bytes("title: Кремль".encode("cp1251"))
    with pytest.raises(InvalidRegister, match="in UTF-8"):
        load(tmp_path / "old.yaml")


def test_every_shipped_entry_says_who_it_is_and_on_what_that_rests() -> None:
    bodies = load(DEFAULT_PATH).bodies
    assert len(bodies) >= 120
    for body in bodies:
        assert len(body.basis) >= 6, body.id
        assert body.descriptor, body.id
        assert all(s.basis for s in body.standing), body.id
        assert {n.lang for n in body.names} <= {"en", "uk", "ru"}, body.id
        assert any(n.lang == "en" and not n.ambiguous for n in body.names), body.id


def test_the_two_states_are_treated_alike() -> None:
    bodies = load_default().bodies
    for group, side in (("russia-state", "controlling"), ("ukraine-state", "displaced")):
        held = [b for b in bodies if b.affiliation_group == group]
        assert len(held) > 20
        assert {b.side("2022-07-01") for b in held} == {side}
    by_id = {b.id: b for b in bodies}
    assert by_id["reg:tass"].affiliation_group == "russia-state"
    assert by_id["reg:ukrinform"].affiliation_group == "ukraine-state"
    assert by_id["reg:interfax"].affiliation_group is by_id["reg:interfax-ukraine"].affiliation_group is None


def test_descriptions_hold_no_word_of_judgement() -> None:
    words = (
        "propaganda",
        "so-called",
        "puppet",
        "terrorist",
        "regime",
        "fake",
        "illegal",
        "notorious",
        "criminal group",
    )
    for body in load_default().bodies:
        told = f"{body.descriptor} {body.basis} {body.note}".casefold()
        assert not [w for w in words if w in told], body.id
