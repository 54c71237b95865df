"""From a text and what is known of it to a Document, with its rendition kept as evidence."""

from dataclasses import dataclass, replace

from reportedly.errors import DocumentFailed
from reportedly.ingest.dates import read_time
from reportedly.ingest.language import identify
from reportedly.interfaces import EvidenceStore
from reportedly.records import Document, document_id
from reportedly.text import digest


@dataclass(frozen=True, slots=True)
class Captured:
    """Where bytes came from: the printed path, their SHA-256, when they were read, and the evidence store.

    `fetched` says that `now` is what an archive noted of the capture: what the bytes say of it is then no better.
    """

    path: str
    sha256: str
    now: str
    evidence: EvidenceStore
    container: str | None = None
    locator: str = ""
    given: "Metadata | None" = None
    """What the container says of it (a mail of its attachment, an archive of a page): fills what is not printed."""
    fetched: bool = False


@dataclass(frozen=True, slots=True)
class Rendition:
    """A text with how it was made; `body` is where its own words begin, after front matter."""

    text: str
    media_type: str
    extractor: str
    flags: tuple[str, ...] = ()
    body: int = 0


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the source says of itself, as printed; `basis` is where the date was read."""

    title: object = None
    publisher: object = None
    published: object = None
    basis: str = "none"
    modified: object = None
    url: object = None
    language: object = None
    author: object = None


_FILLED = ("title", "publisher", "modified", "url", "language", "author")


def make_document(captured: Captured, rendition: Rendition, metadata: Metadata) -> Document:
    """Return the document, having kept its text. Raises DocumentFailed if there are no words in it."""
    text, flags = rendition.text, list(rendition.flags)
    metadata = _filled(metadata, captured.given)
    if not any(map(str.isalnum, text[rendition.body :])):
        raise DocumentFailed("there are no words in it" + (" after the front matter" if rendition.body else ""))
    if not _encodes(text):
        text = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
        flags.append("replaced_surrogates")
    published, flag = read_time(metadata.published)
    modified, _ = read_time(metadata.modified)
    language, mismatch = identify(text[rendition.body : rendition.body + 20_000], metadata.language)
    flags.extend(found for found in (flag, mismatch) if found)
    text_id = "txt_" + digest(captured.sha256, rendition.extractor, captured.locator)
    captured.evidence.keep_text(text_id, text)
    return Document(
        id=document_id(captured.sha256, captured.locator),
        sha256=captured.sha256,
        text_id=text_id,
        text=text,
        path=captured.path,
        media_type=rendition.media_type,
        extractor=rendition.extractor,
        retrieved_at=captured.now,
        language=language,
        publisher=_word(metadata.publisher),
        title=_word(metadata.title),
        author=_words(metadata.author),
        url=_word(metadata.url),
        published=published,
        published_basis=metadata.basis if published else "none",
        modified=modified,
        container=captured.container,
        flags=tuple(flags),
    )


def _filled(own: Metadata, given: Metadata | None) -> Metadata:
    """Return the metadata with what the container gives where the document itself gives nothing that can be read."""
    if given is None:
        return own
    values = {name: getattr(own, name) or getattr(given, name) for name in _FILLED}
    if not read_time(own.published)[0] and read_time(given.published)[0]:
        values.update(published=given.published, basis=given.basis)
    return replace(own, **values)


def _encodes(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _word(value: object) -> str | None:
    """Return a printed value without blanks at its ends; of {"name": …} the name, of a list the first."""
    words = _words(value)
    return words[0] if words else None


def _words(value: object) -> tuple[str, ...]:
    # No recursion: what stands in JSON may be nested a thousand deep.
    values = value if isinstance(value, list | tuple) else [value]
    named = [item.get("name") if isinstance(item, dict) else item for item in values]
    printed = (str(item) for item in named if isinstance(item, str | int | float) and not isinstance(item, bool))
    words = (item.encode("utf-8", "replace").decode("utf-8").strip() for item in printed)
    return tuple(word for word in words if word)
