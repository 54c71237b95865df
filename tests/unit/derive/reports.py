"""Hand-made documents for the tests of edges between documents."""

from typing import Any

from reportedly.records import Attribution, Document, Link, Reading, Span, claim_id, document_id
from reportedly.text import digest


def a_report(
    text: str,
    *,
    publisher: str | None = "Plain Courier",
    published: str | None = "2026-05-04",
    title: str | None = None,
    **fields: Any,
) -> Reading:
    """Return the reading of a text without any record."""
    sha = digest(text, publisher or "", published or "", str(fields), length=64)
    document = Document(
        document_id(sha), sha, "txt", text, f"{sha[:8]}.txt", "text/plain", "plain/1", "2026-06-01T00:00:00Z",
        "en", publisher, title, published=published, **fields,
    )  # fmt: skip
    return Reading(document)


def citing(reading: Reading, printed: str, **link: Any) -> Reading:
    """Return the reading with an attribution to the printed name, which stands in the text."""
    at = reading.text.index(printed)
    claim = claim_id(reading.document.id, (Span(0, 5),))
    options: dict[str, Any] = {"role": "outlet", "named": True} | link
    return reading.plus([Attribution(claim, (Link(Span(at, at + len(printed)), **options),), "named")])
