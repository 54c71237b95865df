"""Annotated documents as gold for the benchmarks: one JSON object a line."""

import json
from collections.abc import Sequence

from reportedly.checking.annotation import Marked
from reportedly.records import Document


def gold_line(document: Document, claims: Sequence[Marked]) -> str:
    """Return a document with its claims as a line that `python -m benchmarks claims` reads."""
    text = document.text
    return json.dumps(
        {
            "doc_id": document.id,
            "lang": document.language,
            "origin": "annotation",
            "text": text,
            "claims": [_claim(claim, text) for claim in claims],
        },
        ensure_ascii=False,
    )


def _claim(claim: Marked, text: str) -> dict[str, object]:
    at = text.find(claim.place) if claim.place else -1
    places = [{"printed": claim.place, "start": at, "end": at + len(claim.place), "function": claim.function}]
    chain = [{"printed": text[a:b], "start": a, "end": b} for a, b in claim.source]
    status = {"sector": claim.sector, "status": claim.status}
    return {
        "id": claim.id,
        "evidence": [list(span) for span in claim.evidence],
        "kind": claim.kind,
        "category": claim.category,
        "secondary": [],
        "sector": [claim.sector] if claim.sector else [],
        "realis": claim.realis,
        "polarity": claim.polarity,
        "chain": chain,
        "root_status": claim.root,
        "hedge_level": claim.level,
        "place": places if at >= 0 else [],
        "time": {"event": claim.time} if claim.time else None,
        "status": status if claim.status else None,
        "review": claim.review,
    }
