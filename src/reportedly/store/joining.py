"""The tables that joining keeps: documents with their keys, claims with their lists, rulings, zones and clashes.

Every method works within the transaction of the connection it was given. What is read is what was written before in
the same transaction. `fresh` says that no document is kept yet, `without_claims` that no claim is: then nothing is
looked up.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from reportedly.records import DocEdge, Document
from reportedly.store import rows
from reportedly.store.backend import Backend, Raw, Row
from reportedly.store.found import FoundTables
from reportedly.store.sql import replacing

TABLES = ("meta", "document", "key", "candidate", "edge", "item", "list", "place", "pair", "zone", "clash", "word")

WORDED = "w|"
"""How the zone of a clash begins that only the words of two claims show."""

_DOCUMENT = ("label", "instant", "path", "squeezed", "sha256", "head", "family", "sketch", "keys", "candidates",
             "published", "publisher", "name")  # fmt: skip
_ITEM = ("document", "rank", "body", "told", "root", "twin", "exact", "component", "event")
_PUT_META = replacing("join_meta", ("name",), ("value",))
_PUT_DOCUMENT = replacing("join_document", ("document",), _DOCUMENT)
_PUT_ITEM = replacing("join_item", ("id",), _ITEM)
_PUT_PAIR = replacing("join_pair", ("left", "right"), ("verdict", "score", "conflict", "joins"))
_PUT_WORD = replacing("join_word", ("claim",), ("version", "day", "speaker", "keys", "beside"))


class JoinTables:
    """Reads and writes what joining keeps."""

    def __init__(self, raw: Raw, *, run: str, started: str) -> None:
        self._db = raw
        self.found = FoundTables(raw, run=run, started=started)
        self.fresh = self._db.execute("SELECT 1 FROM join_document LIMIT 1").fetchone() is None
        self.without_claims = self.fresh

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return the rows of a question; none where nothing is kept yet."""
        return [] if self.fresh else self._db.execute(statement, values).fetchall()

    def _claim_rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        return [] if self.without_claims else self._db.execute(statement, values).fetchall()

    def _many(self, statement: str, values: Iterable[Sequence[Any]]) -> None:
        self._db.executemany(statement, values)

    def clear(self, *, whole: bool = True) -> None:
        """Drop all that joining keeps, or only what it works out of documents and claims (`whole` false).

        What it found stays current until it is found anew.
        """
        for table in TABLES if whole else set(TABLES) - {"meta", "document", "item", "word"}:
            self._db.execute(f"DELETE FROM join_{table}")  # noqa: S608 (a fixed name)
        self._db.execute("UPDATE join_word SET beside = ''")
        self.fresh = self.without_claims = True

    def meta(self) -> dict[str, str]:
        """Return what is noted of the last joining."""
        return dict(self._db.execute("SELECT name, value FROM join_meta").fetchall())

    def note(self, values: dict[str, str]) -> None:
        """Note values, in place of older ones of the same name."""
        self._many(_PUT_META, values.items())

    # Documents.

    def stored(self, document: str) -> Document:
        """Return a document of the store with its text."""
        query = "SELECT d.body, t.text FROM document d JOIN document_text t ON t.document = d.id WHERE d.id = ?"
        body, text = self._db.execute(query, (document,)).fetchone()
        return rows.document_from(body, text)

    def known(self) -> set[str]:
        """Return the ids of the documents that are kept."""
        return {row[0] for row in self.rows("SELECT document FROM join_document")}

    def unknown(self) -> list[str]:
        """Return the ids of the documents of the store that joining has not taken in, in the order of their coming."""
        query = "SELECT id FROM document WHERE id NOT IN (SELECT document FROM join_document) ORDER BY seq"
        return [row[0] for row in self._db.execute(query)]

    def changed_since(self, outcome: int, record: int) -> tuple[set[str], int, int]:
        """Return the documents of which stages made something since, and the numbers to ask with next time."""
        found = {
            row[0]
            for table, last in (("outcome", outcome), ("record", record))
            for row in self._db.execute(f"SELECT DISTINCT document FROM {table} WHERE seq > ?", (last,))  # noqa: S608
        }
        newest = (self._db.execute(f"SELECT max(seq) FROM {t}").fetchone()[0] or 0 for t in ("outcome", "record"))  # noqa: S608
        return (found, *newest)  # type: ignore[return-value]

    def in_time(self) -> list[Row]:
        """Return id, instant and digest of the text of all documents, in the order of time."""
        query = "SELECT document, instant, squeezed FROM join_document ORDER BY instant, path, document"
        return list(self._db.execute(query))

    def keys_of(self, document: str) -> str:
        """Return the keys of a document as they were packed."""
        return str(self._db.execute("SELECT keys FROM join_document WHERE document = ?", (document,)).fetchone()[0])

    def when_of(self, document: str) -> Row:
        """Return instant and path of a document."""
        query = "SELECT instant, path FROM join_document WHERE document = ?"
        found: Row = self._db.execute(query, (document,)).fetchone()
        return found

    def place_documents(self, values: Iterable[Row]) -> None:
        """Set label, head and candidates of documents: rows of these three and the id."""
        self._db.execute("UPDATE join_document SET label = -label - 1")
        self._many("UPDATE join_document SET label = ?, head = ?, candidates = ? WHERE document = ?", values)

    def all_items(self) -> Iterator[Row]:
        """Yield document, published, path, publisher and name with id, body, told and root of each of its claims."""
        yield from self._db.execute(
            "SELECT d.document, d.published, d.path, d.publisher, d.name, i.id, i.body, i.told, i.root "
            "FROM join_document d LEFT JOIN join_item i ON i.document = d.document ORDER BY d.document, i.rank"
        )

    def families(self) -> list[str]:
        """Return all media families of documents."""
        query = "SELECT DISTINCT family FROM join_document WHERE family IS NOT NULL"
        return [row[0] for row in self._db.execute(query)]

    def groups(self) -> list[str]:
        """Return the digests of the texts that stand in more than one document."""
        query = "SELECT squeezed FROM join_document GROUP BY squeezed HAVING count(*) > 1"
        return [row[0] for row in self._db.execute(query)]

    def document(self, document: str) -> Row | None:
        """Return the row of a document."""
        found = self.rows("SELECT * FROM join_document WHERE document = ?", (document,))
        return found[0] if found else None

    def by_label(self, label: int) -> str:
        """Return the document with a label."""
        return str(self._db.execute("SELECT document FROM join_document WHERE label = ?", (label,)).fetchone()[0])

    def around(self, when: tuple[str, str, str]) -> tuple[int | None, int | None]:
        """Return the labels of the documents before and after a place in time, None where there is none."""
        columns = "SELECT label FROM join_document WHERE (instant, path, document)"
        before = self.rows(f"{columns} < (?, ?, ?) ORDER BY instant DESC, path DESC, document DESC LIMIT 1", when)
        after = self.rows(f"{columns} > (?, ?, ?) ORDER BY instant, path, document LIMIT 1", when)
        return (before[0][0] if before else None), (after[0][0] if after else None)

    def first_label(self, instant: str) -> int | None:
        """Return the label of the first document from an instant on."""
        query = "SELECT label FROM join_document WHERE instant >= ? ORDER BY instant, path, document LIMIT 1"
        found = self._db.execute(query, (instant,)).fetchone()
        return found[0] if found else None

    def alike(self, squeezed: str) -> list[Row]:
        """Return id, instant, path, sha256 and head of the documents with one text."""
        query = "SELECT document, instant, path, sha256, head FROM join_document WHERE squeezed = ?"
        return self.rows(query, (squeezed,))

    def within(self, second: str) -> list[str]:
        """Return the documents of a second ("2026-02-02T08:00:00"), in the order of time."""
        query = "SELECT document FROM join_document WHERE instant >= ? AND instant < ? ORDER BY instant, path, document"
        return [row[0] for row in self.rows(query, (second, second + "~"))]

    def telling(self, documents: Collection[str] | None) -> Iterator[Row]:
        """Yield id, label, instant, digest of the text, url, aliases, links and forward of documents (None: of all).

        The last three are JSON. Documents without any of the last four are left out where all are asked for.
        """
        fields = [f"nullif(json_extract(d.body, '$.{name}'), '[]')" for name in ("aliases", "links", "forward")]
        query = (
            f"SELECT d.id, j.label, j.instant, j.squeezed, d.url, {', '.join(fields)} "  # noqa: S608 (fixed names)
            "FROM join_document j JOIN document d ON d.id = j.document WHERE "
        )
        if documents is None:
            yield from self._db.execute(query + f"coalesce(d.url, {', '.join(fields)}) IS NOT NULL").fetchall()
        for document in documents or ():
            yield from self._db.execute(query + "d.id = ?", (document,)).fetchall()

    def family(self, family: str) -> list[Row]:
        """Return label, id and sketch publisher of the first prints of a media family, in time."""
        query = "SELECT label, document, json_extract(sketch, '$.publisher') FROM join_document"
        return self.rows(f"{query} WHERE family = ? AND head != 0 ORDER BY label", (family,))

    def put_documents(self, values: Iterable[Row]) -> None:
        """Keep documents, in place of their older rows."""
        self._many(_PUT_DOCUMENT, values)

    def put_dossier(self, document: str, published: str, publisher: str, name: str) -> None:
        """Note of a document what its claims are counted by."""
        query = "UPDATE join_document SET published = ?, publisher = ?, name = ? WHERE document = ?"
        self._db.execute(query, (published, publisher, name, document))

    def last_label(self) -> int:
        """Return the label of the last document, 0 where there is none."""
        return self._db.execute("SELECT max(label) FROM join_document").fetchone()[0] or 0

    def put_keys(self, values: Iterable[tuple[int, int]]) -> None:
        """Put labels under keys."""
        self._many("INSERT INTO join_key VALUES (?, ?) ON CONFLICT DO NOTHING", values)

    def drop_keys(self, values: Iterable[tuple[int, int]]) -> None:
        """Take labels from under keys."""
        self._many("DELETE FROM join_key WHERE key = ? AND label = ?", values)

    def labels_before(self, key: int, label: int, first: int, limit: int) -> list[int]:
        """Return the last labels under a key before a label, from the label `first` on, in order."""
        query = "SELECT label FROM join_key WHERE key = ? AND label < ? AND label >= ? ORDER BY label DESC LIMIT ?"
        return [row[0] for row in self._db.execute(query, (key, label, first, limit))][::-1]

    def labels_after(self, key: int, label: int, limit: int) -> list[int]:
        """Return the first labels under a key after a label, in order."""
        query = "SELECT label FROM join_key WHERE key = ? AND label > ? ORDER BY label LIMIT ?"
        return [row[0] for row in self._db.execute(query, (key, label, limit))]

    def first_labels(self, key: int, limit: int) -> list[int]:
        """Return the first labels under a key."""
        query = "SELECT label FROM join_key WHERE key = ? ORDER BY label LIMIT ?"
        return [row[0] for row in self._db.execute(query, (key, limit))]

    def put_candidates(self, document: str, old: Collection[str], new: Collection[str]) -> None:
        """Note with which documents one was compared."""
        gone, come = set(old) - set(new), set(new) - set(old)
        self._many("DELETE FROM join_candidate WHERE candidate = ? AND document = ?", ((c, document) for c in gone))
        self._many("INSERT INTO join_candidate VALUES (?, ?) ON CONFLICT DO NOTHING", ((c, document) for c in come))

    def compared_with(self, candidate: str) -> list[str]:
        """Return the documents that were compared with one."""
        query = "SELECT document FROM join_candidate WHERE candidate = ?"
        return [row[0] for row in self.rows(query, (candidate,))]

    def edges_of_owner(self, owner: str) -> list[DocEdge]:
        """Return the edges that were found when a document was looked at."""
        return self._edges("SELECT body FROM join_edge WHERE owner = ?", owner)

    def edges_of_start(self, start: str) -> list[DocEdge]:
        """Return the edges that start at a document, as they were found."""
        return self._edges("SELECT body FROM join_edge WHERE start = ?", start)

    def edges_of_end(self, end: str) -> list[DocEdge]:
        """Return the edges that end at a document, as they were found."""
        return self._edges('SELECT body FROM join_edge WHERE "end" = ?', end)

    def _edges(self, statement: str, document: str) -> list[DocEdge]:
        return [rows.record_of(DocEdge, r[0]) for r in self.rows(statement, (document,))]

    def edges_of_owners_to(self, end: str, prefix: str) -> list[DocEdge]:
        """Return the edges that end at a document and have an owner that begins so."""
        query = 'SELECT body FROM join_edge WHERE "end" = ? AND owner >= ? AND owner < ?'
        found = self.rows(query, (end, prefix, prefix + "~"))
        return [rows.record_of(DocEdge, r[0]) for r in found]

    def put_edges(self, owner: str, edges: Sequence[DocEdge]) -> None:
        """Keep the edges of one owner in place of those that were kept."""
        if not self.fresh:
            self._db.execute("DELETE FROM join_edge WHERE owner = ?", (owner,))
        self._many(
            "INSERT INTO join_edge VALUES (?, ?, ?, ?)", ((owner, e.start, e.end, rows.body_of(e)) for e in edges)
        )

    # Claims.

    def item(self, claim: str) -> Row | None:
        """Return body, told, root, exact, component and event of a claim."""
        found = self._claim_rows(
            "SELECT body, told, root, exact, component, event FROM join_item WHERE id = ?", (claim,)
        )
        return found[0] if found else None

    def claims_of(self, document: str) -> list[str]:
        """Return the claims of a document in text order."""
        return self._first("SELECT id FROM join_item WHERE document = ? ORDER BY rank", document)

    def twins(self, key: str) -> list[str]:
        """Return the claims with one signature that are compared, sorted."""
        return self._first("SELECT id FROM join_item WHERE twin = ? AND exact IS NULL ORDER BY id", key)

    def copies(self, claim: str) -> list[str]:
        """Return the claims of exact copies that repeat a claim."""
        return self._first("SELECT id FROM join_item WHERE exact = ?", claim)

    def component(self, component: str) -> list[str]:
        """Return the claims of a component."""
        return self._first("SELECT id FROM join_item WHERE component = ?", component)

    def event_claims(self, event: str) -> list[str]:
        """Return the claims of an event."""
        return self._first("SELECT id FROM join_item WHERE event = ?", event)

    def zone(self, zone: str) -> list[str]:
        """Return the claims in a zone."""
        return self._first("SELECT claim FROM join_zone WHERE zone = ?", zone)

    def _first(self, statement: str, value: str) -> list[str]:
        return [row[0] for row in self._claim_rows(statement, (value,))]

    def list_of(self, name: str) -> list[tuple[int, int, str]]:
        """Return a list of claims in order."""
        return self._claim_rows(
            "SELECT first, last, claim FROM join_list WHERE list = ? ORDER BY first, last, claim", (name,)
        )

    def cell(self, cell: str) -> list[Row]:
        """Return id and body of the places in a cell of the grid."""
        return self._claim_rows("SELECT id, body FROM join_place WHERE cell = ?", (cell,))

    def pairs_of(self, claim: str) -> list[Row]:
        """Return the other claim, verdict, score, conflict and joins of every ruling on a claim."""
        columns = "verdict, score, conflict, joins FROM join_pair"
        left = self._claim_rows(f'SELECT "right", {columns} WHERE "left" = ?', (claim,))
        return left + self._claim_rows(f'SELECT "left", {columns} WHERE "right" = ?', (claim,))

    def clashes_of_zone(self, zone: str) -> list[Row]:
        """Return left, right, kind and reason of the clashes found in a zone."""
        return self._claim_rows('SELECT "left", "right", kind, reason FROM join_clash WHERE zone = ?', (zone,))

    def clashes_of(self, claim: str, *, worded: bool) -> list[Row]:
        """Return left, right, kind and reason of the clashes of a claim: those of its words alone, or the others."""
        columns = 'SELECT "left", "right", kind, reason FROM join_clash'
        kind = f"substr(zone, 1, {len(WORDED)}) {'=' if worded else '<>'} '{WORDED}'"
        left = self._claim_rows(f'{columns} WHERE "left" = ? AND {kind}', (claim,))
        return left + self._claim_rows(f'{columns} WHERE "right" = ? AND {kind}', (claim,))

    def words(self) -> Iterator[Row]:
        """Yield id, version, day, speaker, keys and the claims it was held against, for each claim, as far as kept."""
        yield from self._db.execute("SELECT claim, version, day, speaker, keys, beside FROM join_word")

    def put_words(self, values: Iterable[Row]) -> None:
        """Keep the words of claims, in place of their older rows."""
        self._many(_PUT_WORD, values)

    def drop_words(self, claims: Iterable[str]) -> None:
        """Drop the words of claims."""
        self._many("DELETE FROM join_word WHERE claim = ?", ((claim,) for claim in claims))

    def put_items(self, values: Iterable[Row]) -> None:
        """Keep claims, in place of their older rows."""
        self._many(_PUT_ITEM, values)

    def place_items(self, values: Iterable[Row]) -> None:
        """Set exact, component and event of claims: rows of these three and the id."""
        self._many("UPDATE join_item SET exact = ?, component = ?, event = ? WHERE id = ?", values)

    def drop_items(self, claims: Iterable[str]) -> None:
        """Drop claims."""
        self._many("DELETE FROM join_item WHERE id = ?", ((claim,) for claim in claims))

    def put_lists(self, come: Iterable[Row], gone: Iterable[Row]) -> None:
        """Write the places of claims in their lists."""
        self._many("DELETE FROM join_list WHERE list = ? AND first = ? AND last = ? AND claim = ?", gone)
        self._many("INSERT INTO join_list VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", come)

    def put_places(self, values: Iterable[Row]) -> None:
        """Keep places on the grid."""
        self._many("INSERT INTO join_place VALUES (?, ?, ?) ON CONFLICT DO NOTHING", values)

    def put_pairs(self, come: Iterable[Row], gone: Iterable[Row]) -> None:
        """Write rulings."""
        self._many('DELETE FROM join_pair WHERE "left" = ? AND "right" = ?', gone)
        self._many(_PUT_PAIR, come)

    def put_zones(self, come: Iterable[Row], gone: Iterable[Row]) -> None:
        """Write which claims are in which zone."""
        self._many("DELETE FROM join_zone WHERE zone = ? AND claim = ?", gone)
        self._many("INSERT INTO join_zone VALUES (?, ?) ON CONFLICT DO NOTHING", come)

    def put_clashes(self, zone: str, values: Sequence[Row]) -> None:
        """Keep the clashes of a zone in place of those that were kept."""
        if not self.without_claims:
            self._db.execute("DELETE FROM join_clash WHERE zone = ?", (zone,))
        self._many("INSERT INTO join_clash VALUES (?, ?, ?, ?, ?)", ((zone, *value) for value in values))


@contextmanager
def joining(backend: Backend, run: str) -> Iterator[JoinTables]:
    """Give the tables of joining in one write transaction under a run that has begun: all of it is kept, or nothing."""
    with backend.writing() as connection:
        raw = backend.raw(connection, bulk=True)
        started = raw.execute("SELECT started_at FROM run WHERE id = ?", (run,)).fetchone()
        yield JoinTables(raw, run=run, started=str(started[0] if started else None))
