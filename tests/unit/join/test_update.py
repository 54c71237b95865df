"""A project's joining takes in what is new or changed, and nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from reportedly.corroborate.compare import Rules
from reportedly.corroborate.sources import Directory
from reportedly.gloss import marker
from reportedly.join.driver import Report
from reportedly.join.update import Basis, update
from reportedly.records import Claim, Coding, Outcome, Reading
from tests.unit.corroborate.pile import THEATRE, Told, parents, report
from tests.unit.join.joined import Pile

BASIS = Basis(Directory(THEATRE), marker(), Rules(frozenset(), parents))
TAPS = report(Told(), publisher="Kestrel Mission", path="1.txt")
AGAIN = report(Told("The taps in Orlivsk have run quite dry"), publisher="Plain Courier", path="2.txt")


class Project(Pile):
    """A store whose readings are saved and joined as a project does it."""

    def keep(self, reading: Reading) -> None:
        self.store.add_document(reading.document, run="run")
        outcome = Outcome(reading.document.id, "made/1", "done", len(reading.records), "")
        self.store.save(outcome, reading.records, run="run")

    def update(self, basis: Basis = BASIS, *, rebuild: bool = False) -> Report:
        def read(ids: Sequence[str]) -> Iterable[Reading]:
            return [self.store.reading(d) for d in ids] if ids else self.store.readings()

        with self.store.joining("run") as tables:
            return update(tables, read, basis, rebuild=rebuild).report


def test_what_comes_later_joins_what_was_there(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.keep(TAPS)
    assert project.update().documents == 1
    project.keep(AGAIN)
    assert project.update().documents == 1
    [event] = project.store.events()
    assert len(event.claims) == 2
    before = project.outcome()
    project.update(rebuild=True)
    assert project.outcome() == before


def test_where_nothing_is_new_nothing_is_done(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.keep(TAPS)
    project.update()
    before = project.outcome()
    assert project.update() == Report(0, 0, 0, 0)
    assert project.outcome() == before


def test_a_claim_that_is_read_anew_leaves_its_event(tmp_path: Path) -> None:
    project = Project(tmp_path)
    for reading in (TAPS, AGAIN):
        project.keep(reading)
    project.update()
    [claim] = AGAIN.of(Claim)
    changed = tuple(replace(r, polarity="-") if r is claim else r for r in AGAIN.records)
    project.keep(Reading(AGAIN.document, changed))
    project.update()
    assert sorted(len(e.claims) for e in project.store.events()) == [1, 1]
    assert any(e.claims == (claim.id,) for e in project.store.events())
    before = project.outcome()
    project.update(rebuild=True)
    assert project.outcome() == before


def test_another_basis_joins_everything_anew(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.keep(TAPS)
    project.update()
    assert project.update(replace(BASIS, versions={"the register": "another"})).documents == 1


def test_a_claim_coded_anew_while_its_document_gets_other_kin_is_compared_again(tmp_path: Path) -> None:
    first = report(
        Told(), Told("The pump of the town stands", category="GUO.D07"), published="2026-05-06", path="6.txt"
    )
    recoded = tuple(replace(r, category="GUO.D09") if isinstance(r, Coding) else r for r in first.records)
    earlier = report(Told(), Told("The pump of the town stands"), publisher="Heron Wire", published="2026-05-04")
    pile = Pile(tmp_path)
    pile.add([Reading(first.document, recoded)])
    pile.add([first, earlier])
    before = pile.outcome()
    pile.rebuild()
    assert pile.outcome() == before
