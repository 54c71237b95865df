"""Reports in a few words, read by the stages without a gazetteer: places keep their printed names."""

from functools import cache

from reportedly.interfaces import Stage
from reportedly.pipeline import annotate
from reportedly.records import Document, Reading, document_id
from reportedly.text import digest


@cache
def stages() -> tuple[Stage, ...]:
    from reportedly.assembly import default_stages
    from reportedly.gazetteer.nowhere import NoPlaces

    return tuple(default_stages(places=NoPlaces()))


def document(text: str, publisher: str, published: str = "2026-05-04") -> Document:
    sha = digest(text, publisher, length=64)
    return Document(
        document_id(sha), sha, "txt", text, f"{sha[:8]}.txt", "text/plain", "plain/1", "2026-08-01T00:00:00Z",
        "en", publisher, published=published,
    )  # fmt: skip


def read(*documents: Document) -> list[Reading]:
    return [done.reading for done in annotate(stages(), [Reading(d) for d in documents])]
