"""Story kits: what is read of them, and what is said of a broken one."""

from pathlib import Path

import pytest
from benchmarks.families.__main__ import SHIPPED, main
from benchmarks.families.kits import load_kits, parse_kit, truth_graph
from benchmarks.families.model import Derivation, OriginKind, origin_bounds, rendered

from reportedly.errors import InvalidData

KIT = """\
# kit t-01 | Ferry stops | Ismail, Odesa region, Ukraine
event e1 | transport | 2026-01-05 | the ferry stopped
event x1 | transport | 2025-12-01 | another ferry stopped
origin o1 | named | the port office
origin o2 | hearsay | it is said

## r1 | en | Quay Post | 2026-01-05T10:00:00+02:00 | root
title: No ferry
{e1@o1: The ferry stopped at noon}, the port office said.

It is said that {x1@o2: another one had stopped before}.

## t1 | de | Uferblatt | 2026-01-05T12:00:00+01:00 | translation r1
title: Keine Fähre
{e1@o1: Die Fähre fährt seit Mittag nicht}, so das Hafenamt.

## c1 | en | Far Shore | 2026-01-06T12:00:00+00:00 | cites t1 + summarises r1
title: Ships
Uferblatt says {e1@o1: ferries stopped}.
"""


def test_marks_stand_on_their_passages_in_the_plain_text() -> None:
    kit = parse_kit(KIT, "t")
    text, marks = rendered(kit.members[0].body)
    assert text == "The ferry stopped at noon, the port office said.\n\nIt is said that another one had stopped before."
    assert [(m.event, m.origin, text[m.start : m.end]) for m in marks] == [
        ("e1", "o1", "The ferry stopped at noon"),
        ("x1", "o2", "another one had stopped before"),
    ]


def test_a_document_may_derive_from_several_in_several_ways() -> None:
    kit = parse_kit(KIT, "t")
    assert truth_graph(kit.members)["c1"] == (Derivation("cites", "t1"), Derivation("summarises", "r1"))


FAULTS = [
    ("# kit t-01", "# story t-01", "a kit begins with"),
    ("event e1 | transport", "event one | transport", "write 'event e1"),
    ("o1 | named", "o1 | known", "named/unnamed/author/hearsay"),
    ("## t1 | de |", "## t1 | deutsch |", "a document begins"),
    ("## t1 | de |", "## t1 | fr |", "use one of en, uk, ru, de"),
    ("2026-01-05T12:00:00+01:00", "2026-01-05T12:00:00", "ISO time with its zone"),
    ("2026-01-05T12:00:00+01:00", "2026-01-04T12:00:00+01:00", "is not earlier"),
    ("translation r1", "translates r1", "'KIND PARENT'"),
    ("translation r1", "translation r9", "r9, which is not in the kit"),
    ("title: Keine Fähre\n", "", "has no line 'title"),
    ("{e1@o1: ferries stopped}", "{e7@o1: ferries stopped}", "declare both"),
    ("{e1@o1: ferries stopped}", "{e1@o1: ferries stopped", "stray brace"),
    ("noon}, the port office said.\n\nIt", "noon, the port office said.\n\nIt}", "stray brace"),
    ("{e1@o1: ferries stopped}", "{e1@o1: }", "empty mark"),
    ("{x1@o2: another one had stopped before}", "another one", "x1 is told nowhere"),
    ("## c1 |", "## t1 |", "2 documents are called t1"),
]


@pytest.mark.parametrize(("right", "wrong", "said"), FAULTS)
def test_a_fault_is_told_with_its_place_and_what_to_write(right: str, wrong: str, said: str) -> None:
    assert right in KIT
    with pytest.raises(InvalidData, match=r"kit\.txt") as found:
        parse_kit(KIT.replace(right, wrong, 1), "kit.txt")
    assert said in str(found.value)


def test_all_faults_of_a_kit_are_told_at_once() -> None:
    broken = KIT.replace("## t1 | de |", "## t1 | fr |").replace("title: Ships\n", "")
    with pytest.raises(InvalidData) as found:
        parse_kit(broken, "kit.txt")
    assert len(str(found.value).splitlines()) == 2


def test_of_two_documents_that_cite_each_other_the_edge_against_time_is_left_out() -> None:
    circle = KIT.replace("translation r1", "cites c1")
    graph = truth_graph(parse_kit(circle, "t").members)
    assert graph["t1"] == ()
    assert Derivation("cites", "t1") in graph["c1"]


BOUNDS: list[tuple[list[OriginKind], tuple[int, int]]] = [
    (["named", "named"], (2, 2)),
    (["named", "unnamed"], (1, 2)),
    (["unnamed"], (1, 1)),
    (["unnamed", "unnamed"], (1, 2)),
    (["author"], (0, 1)),
    (["author", "named", "hearsay"], (1, 2)),
    (["author", "unnamed"], (1, 2)),
    (["hearsay"], (0, 0)),
]


@pytest.mark.parametrize(("kinds", "bounds"), BOUNDS)
def test_origins_count_as_the_product_is_meant_to_count_them(kinds: list[OriginKind], bounds: tuple[int, int]) -> None:
    assert origin_bounds(kinds) == bounds


def test_a_folder_without_kits_or_with_two_of_one_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidData, match=r"no \.txt file"):
        load_kits(tmp_path)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(KIT, "utf-8")
    with pytest.raises(InvalidData, match="two kits are called t-01"):
        load_kits(tmp_path)


def test_the_kits_that_ship_keep_the_format(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(SHIPPED)]) == 0
    assert "keep the format" in capsys.readouterr().out


def test_the_kit_in_the_readme_is_one() -> None:
    readme = (SHIPPED.parent / "README.md").read_text("utf-8")
    sample = next(block for block in readme.split("```") if block.strip().startswith("# kit"))
    kit = parse_kit(sample.strip(), "README.md")
    assert [member.id for member in kit.members] == ["r1", "t1"]
