"""Facts to JSON and back: how rows lie in the file of the workbench."""

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from reportedly.desk.facts import ClaimFacts, DocumentFacts, Spot, Told
from reportedly.records import Span

_CLAIM = tuple(one.name for one in fields(ClaimFacts))
_SPANS, _EXACT, _PUBLIC = (_CLAIM.index(name) for name in ("spans", "exact", "public"))
_SPOT = tuple(one.name for one in fields(Spot))
_DOCUMENT = tuple(one.name for one in fields(DocumentFacts) if one.name != "claims")


def claim_body(claim: ClaimFacts) -> str:
    """Return a claim as JSON."""
    plain = [getattr(claim, name) for name in _CLAIM]
    plain[_SPANS] = [(s.start, s.end) for s in claim.spans]
    plain[_EXACT] = _told(claim.exact)
    # Most claims hold nothing that is withheld.
    plain[_PUBLIC] = None if claim.public == claim.exact else _told(claim.public)
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def claim_of(body: str) -> ClaimFacts:
    """Return the claim in JSON that `claim_body` made."""
    (id_, n, spans, kind, category, sector, realis, polarity, level, root, side, start, end, when, first, last, review,
     flags, statuses, stages, exact, public, mapped_from) = json.loads(body)  # fmt: skip
    told = _told_of(exact)
    return ClaimFacts(
        id_, n, tuple(Span(a, b) for a, b in spans), kind, category, tuple(sector), realis, polarity, level, root,
        side, start, end, when, first, last, review, tuple(flags), tuple((a, b) for a, b in statuses), tuple(stages),
        told, told if public is None else _told_of(public), mapped_from,
    )  # fmt: skip


def _told(told: Told) -> list[Any]:
    withheld = [(span.start, span.end) for span in told.withheld]
    return [told.quote, told.proposition, told.chain, withheld, [getattr(told.spot, name) for name in _SPOT]]


def _told_of(plain: Sequence[Any]) -> Told:
    quote, proposition, chain, withheld, spot = plain
    return Told(quote, proposition, tuple(chain), tuple(Span(a, b) for a, b in withheld), Spot(*spot))


def document_body(document: DocumentFacts) -> str:
    """Return a document without its claims as JSON."""
    return json.dumps([getattr(document, name) for name in _DOCUMENT], ensure_ascii=False, separators=(",", ":"))


def document_of(body: str) -> DocumentFacts:
    """Return the document in JSON that `document_body` made, without its claims."""
    values = dict(zip(_DOCUMENT, json.loads(body), strict=True))
    return DocumentFacts(**{**values, "flags": tuple(values["flags"])})
