"""What each sentence of a brief rests on, kept beside the brief: so that it can be told later which are out of date."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reportedly.errors import ReviewRefused
from reportedly.records import BriefStatement, Coding, Event, Reading, ReviewAction

FORMAT = "reportedly brief support 1"


def support_list(
    statements: Iterable[BriefStatement],
    readings: Iterable[Reading],
    events: Iterable[Event],
    *,
    cutoff: str,
    actions: Sequence[ReviewAction] = (),
    language: str = "en",
) -> str:
    """Return brief.json: the sentences as printed, each with its claims and events, and what those were then.

    Of a claim that is its document and category, of an event its claims, origins and level; `decisions` is how many
    review actions the brief knew of, `head` the digest of the last one.
    """
    told = list(statements)
    claims = {claim for one in told for claim in one.claims}
    named = {event for one in told for event in one.events}
    kept = [event for event in events if event.id in named]
    plain = {
        "format": FORMAT,
        "cutoff": cutoff,
        "language": language,
        "decisions": actions[-1].number if actions else 0,
        "head": actions[-1].sha256 if actions else "",
        "sentences": [
            {
                "number": number,
                "section": one.section,
                "kind": one.kind,
                "text": one.text,
                "claims": one.claims,
                "events": one.events,
            }
            for number, one in enumerate(told, start=1)
        ],
        "claims": dict(sorted(_claims(readings, claims))),
        "events": {
            event.id: {
                "claims": event.claims,
                "origins": (event.origins_min, event.origins_max),
                "level": event.corroboration,
            }
            for event in sorted(kept, key=lambda e: e.id)
        },
    }
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _claims(readings: Iterable[Reading], wanted: set[str]) -> Iterable[tuple[str, dict[str, str]]]:
    for reading in readings:
        for coding in reading.of(Coding):
            if coding.claim in wanted:
                wanted = wanted - {coding.claim}
                yield coding.claim, {"document": reading.document.id, "category": coding.category}


def read_support(text: str) -> Mapping[str, Any]:
    """Return a support list from its file. Raises ReviewRefused if it is none."""
    try:
        plain = json.loads(text)
    except ValueError as error:
        raise ReviewRefused(f"brief.json cannot be read ({error}); write the brief again") from error
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise ReviewRefused(f"brief.json is no list of this kind ({FORMAT}); write the brief again")
    return plain
