"""Documents and their passages."""

from dataclasses import dataclass

from reportedly.errors import InvalidRecord
from reportedly.records import values as v
from reportedly.records.span import Span
from reportedly.text import digest


@dataclass(frozen=True, slots=True)
class Capture:
    """How bytes were fetched, as the archive that holds them says: addresses, time (ISO 8601 UTC), answer.

    `requested` is the address that was asked for, `final` the one that answered. `method` says who fetched ("warc",
    "wacz"), `tool` is what the archive names as its maker, `record` the id of its record. `headers` are those of the
    answer that tell what it is. `digest` says whether that of the archive was checked: verified, none.
    """

    method: str
    at: str
    final: str
    requested: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    tool: str | None = None
    record: str | None = None
    digest: str = "none"


@dataclass(frozen=True, slots=True)
class Forward:
    """A post that hands on another one: of whom (name as printed, id of the channel) and of when, as far as is told."""

    name: str | None = None
    channel: str | None = None
    posted: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One captured content and its text rendition.

    `sha256` is that of the bytes as retrieved (64 hex digits). `text` is the
    rendition that all offsets point into; `text_id` names it (extractor and
    version are part of it). Times are ISO 8601 with a zone, or None where the
    document gives none; `published_basis` says where the time was read: front_matter, meta,
    json_ld, feed, field, human or none. `container` is the file that held it (a row of a
    CSV has one), `path` the printed location, such as "in/reports.csv#row=3".

    `aliases` are further addresses of the same content, `links` those that it links to, `answers` that of the post
    which it answers, all as `address_key` gives them. `channel` is the id of the feed that it stands in ("channel123"),
    `forward` says whose post it hands on. `capture` tells how an archive got it, None where the file itself was read.

    Raises InvalidRecord if the text is empty or blank, or a time has no zone.
    """

    id: str
    sha256: str
    text_id: str
    text: str
    path: str
    media_type: str
    extractor: str
    retrieved_at: str
    language: str | None = None
    publisher: str | None = None
    title: str | None = None
    author: tuple[str, ...] = ()
    url: str | None = None
    published: str | None = None
    published_basis: str = "none"
    modified: str | None = None
    genre: str = "news"
    container: str | None = None
    flags: tuple[str, ...] = ()
    channel: str | None = None
    aliases: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    answers: str | None = None
    forward: Forward | None = None
    capture: Capture | None = None

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise InvalidRecord(f"{self.path}: the text is empty")
        for name in ("published", "modified", "retrieved_at"):
            value = getattr(self, name)
            if value is not None and "T" in value and not _has_zone(value):
                raise InvalidRecord(f"{self.path}: {name} {value!r} has a time but no zone")


def _has_zone(value: str) -> bool:
    clock = value.split("T", 1)[1]
    return clock.endswith("Z") or "+" in clock or "-" in clock


def document_id(sha256: str, locator: str = "") -> str:
    """Return the id of the document with these bytes; `locator` tells several in one file apart."""
    return "doc_" + digest(sha256, locator)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that is read as one unit: a headline, a paragraph, a list item.

    `sentences` are its sentence spans in order, inside `span`. `kind` "metadata"
    marks front matter and the like, in which no claim is sought.
    """

    document: str
    span: Span
    kind: v.PassageKind
    order: int
    sentences: tuple[Span, ...] = ()
    producer: str = ""

    def __post_init__(self) -> None:
        v.check("Passage", kind=(self.kind, v.PassageKind))
        if not all(self.span.covers(s) for s in self.sentences):
            raise InvalidRecord("a sentence of a passage lies outside of it")


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A printed personal name with its class (DOMAIN 1.17): unresolved names are P2."""

    document: str
    span: Span
    person_class: v.PersonClass
    office: str | None = None
    reason: str = ""
    producer: str = ""

    def __post_init__(self) -> None:
        v.check("PersonMention", person_class=(self.person_class, v.PersonClass))


@dataclass(frozen=True, slots=True)
class DocumentNote:
    """A finding about a whole document: no_date, suspected_machine_translation, name_error, ..."""

    document: str
    flag: str
    reason: str
    spans: tuple[Span, ...] = ()
    producer: str = ""
