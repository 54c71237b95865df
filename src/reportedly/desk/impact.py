"""What an open claim is looked at first for: what a draft, a service state or an origin count rests on."""

import json
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from reportedly.drafting import files
from reportedly.drafting.edits import fold
from reportedly.errors import ReportedlyError
from reportedly.records import Event, ServiceStatus

SUPPORT = "brief.json"
"""The file beside a brief that names the claims of each sentence."""


def of_brief(folder: Path) -> frozenset[str]:
    """Return the claims that the brief of a project rests on; none where there is no brief, or its list is damaged."""
    try:
        sentences = (support(folder) or {"sentences": []})["sentences"]
        return frozenset(str(claim) for sentence in sentences for claim in sentence["claims"])
    except (KeyError, TypeError):
        return frozenset()


def support(folder: Path) -> dict[str, Any] | None:
    """Return what the brief that the command line wrote last rests on; None where there is none, or it is damaged."""
    try:
        plain = json.loads((folder / SUPPORT).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return plain if isinstance(plain, dict) and isinstance(plain.get("sentences"), list) else None


def of_briefs(folder: Path) -> frozenset[str]:
    """Return the claims that the last brief and all drafts and published briefs rest on, those withdrawn left aside.

    A brief whose versions are damaged counts for nothing here; its own page says what is wrong.
    """
    found = set(of_brief(folder))
    for brief in files.ids(folder):
        try:
            draft = fold(brief, files.read(folder, brief))
        except ReportedlyError:
            continue
        if draft.state != "withdrawn":
            found.update(claim for sentence in (*draft.sentences, *draft.takeaways) for claim in sentence.claims)
    return frozenset(found)


def mark_of(folder: Path) -> tuple[int, int]:
    """Return what tells whether briefs are others than before: the newest change, and the size of all, 0 for none."""
    changed = size = 0
    with suppress(OSError):
        last = (folder / SUPPORT).stat()
        changed, size = last.st_mtime_ns, last.st_size
    with suppress(OSError):
        for brief in (folder / files.FOLDER).iterdir():
            # A version is a new file: the folder of a brief changes with each.
            changed, size = max(changed, brief.stat().st_mtime_ns), size + 1
    return changed, size


def of_service(cell: ServiceStatus) -> frozenset[str]:
    """Return the claims without which the last state of a ledger cell would be another one.

    They stand alone for the state, or for one of the states of a conflict.
    """
    current = [step for step in cell.intervals if step.until is None]
    found: set[str] = set()
    for step in current:
        groups = [claims for _, claims in step.conflict] or [step.claims]
        found.update(claims[0] for claims in groups if len(claims) == 1)
    return frozenset(found)


def of_origins(event: Event) -> frozenset[str]:
    """Return the claims of an event without which its bounds of origins would be others."""
    if len(event.claims) < 2:
        return frozenset()
    alone = Counter(claim for origin in event.origins if len(origin.claims) == 1 for claim in origin.claims)
    return frozenset(alone)


def contradicted(event: Event) -> frozenset[str]:
    """Return the claims of an event that another claim contradicts."""
    return frozenset(claim for one in event.contradictions for claim in (*one.left, *one.right))


def stale(cells: Iterable[ServiceStatus]) -> frozenset[str]:
    """Return the claims that the last known state of a stale ledger cell rests on."""
    return frozenset(claim for cell in cells if cell.stale for step in cell.intervals[-1:] for claim in step.claims)
