"""Invented piles as a release takes them."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from reportedly import assembly
from reportedly.brief import Brief, Material, Options, compile_brief
from reportedly.brief.numbering import in_reading_order
from reportedly.export.files import write_lines
from reportedly.export.release import Prepared, Setting, prepare, profile_of
from reportedly.export.released import About, Labels, Release, masked_tree, release
from reportedly.releasing import Holdings, Manner, Pile, setting_for
from tests.unit.brief.invented import LABELS, THEATRE

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ABOUT = About("A week in Brannic", NOW.isoformat(), "2026-10-26T18:00:00+00:00", "0.0", "guo 1.0.0", "Sellin coast")


@cache
def setting(profile: str = "public", now: datetime = NOW) -> Setting:
    """The setting of a release of the invented theatre."""
    return setting_for(THEATRE, assembly.register(), profile_of(profile), now)


def prepared(pile: Material, profile: str = "public", **more: Any) -> Prepared:
    """What may be told of a pile."""
    given = replace(setting(profile, more.pop("now", NOW)), **more)
    return prepare(pile.readings, pile.events, pile.ledger, given, edges=pile.edges, drift=pile.drift)


def released(pile: Material, profile: str = "public", **more: Any) -> Release:
    """The released records of a pile."""
    labels = Labels(LABELS.categories, LABELS.domains, LABELS.sectors, clusters={"water": "WSH"})
    return release(prepared(pile, profile, **more), ABOUT, labels)


def a_brief(pile: Material, profile: str = "public") -> Brief:
    """The brief on what may be told of a pile, as an export prints it."""
    ready = prepared(pile, profile)
    told = replace(
        pile, readings=ready.readings, events=ready.events, ledger=ready.ledger, edges=ready.edges, drift=ready.drift
    )
    made = compile_brief(told, Options(working_copy=profile == "working-copy"))
    return masked_tree(in_reading_order(replace(made, findings=())), ready.mask)


def own_files(pile: Material, profile: str, folder: Path) -> None:
    """Write what `run` leaves in a project's own folder for a pile: claims.jsonl and the brief."""
    joined = assembly.Joined(
        edges=list(pile.edges),
        judgements=[],
        events=list(pile.events),
        ledger=list(pile.ledger),
        drift=list(pile.drift),
    )
    held = Holdings(pile.readings, joined, THEATRE, assembly.register(), assembly.codebook(), folder / "control")
    made = Pile(held, Manner(profile_of(profile), NOW))
    for name, content in made.briefs().items():
        (folder / name).write_text(content, "utf-8")
    write_lines(folder / "claims.jsonl", made.lines())
