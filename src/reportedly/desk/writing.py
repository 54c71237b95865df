"""Documents into the file of the workbench: rows of claims and passages, and what full-text search looks in."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from reportedly.desk import plain
from reportedly.desk.columns import COLUMNS, Vocabularies, encoded
from reportedly.desk.facts import DocumentFacts
from reportedly.desk.keeping import Kept, added_text, inserted
from reportedly.desk.places import PlaceBook
from reportedly.desk.preparing import Prepared, said


@dataclass
class Written:
    """One document as it was written: its claims in order, with their rows and columns."""

    facts: DocumentFacts
    num: int
    service: str = ""
    brought: str = ""
    ids: list[str] = field(default_factory=list)
    slots: list[int] = field(default_factory=list)
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    passages: list[int] = field(default_factory=list)
    """Rows of the full-text index of its passages, where they were made anew."""
    anew: bool = True


@dataclass
class Writer:
    """Writes documents within one transaction of the file; `fresh` says that the file holds none yet.

    What is to be written into a fresh file goes in some documents at a time (`flush`).
    """

    kept: Kept
    db: sqlite3.Connection
    words: Vocabularies
    book: PlaceBook
    fresh: bool = False

    def __post_init__(self) -> None:
        def highest(table: str, column: str) -> int:
            found = self.db.execute(f"SELECT coalesce(max({column}), -1) FROM {table}").fetchone()[0]  # noqa: S608
            return int(found)

        self._slot = max(highest("claim", "slot"), highest("claim_body", "slot"))
        self._text = max(highest("claim", "text"), int(self.kept.meta().get("text", -1)))
        self._passage = max(highest("passage", "slot"), int(self.kept.meta().get("passage", -1)))
        self._rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _INTO}

    def write(self, made: Prepared, num: int, *, masks: bool = False) -> Written:
        """Write one document under its number, in place of what was there; with `masks` its passages in any case."""
        written = Written(made.facts, num, made.service, made.brought)
        known = {} if self.fresh else self._replaced(num, masks)
        for n, claim in enumerate(made.facts.claims):
            self._slot += 1
            text = known.get((claim.id, *said(claim)))
            if text is None:
                self._text += 1
                text = self._text
                self._rows["claim_text"].append((text, *made.claim_texts(n)))
            row = encoded(claim, num, text, self.words, self.book)
            written.ids.append(claim.id)
            written.slots.append(self._slot)
            written.rows.append(row)
            self._rows["claim"].append((self._slot, claim.id, *_stored(row)))
            self._rows["claim_body"].append((self._slot, made.bodies[n]))
        for table, body in (("service", made.service), ("brought", made.brought)):
            if body:
                self._rows[table].append((num, body))
        self._passages(written, made, masks)
        if not self.fresh or len(self._rows["claim"]) > _AT_ONCE:
            self.flush()
        return written

    def aside(self, made: Prepared, num: int, today: int | None) -> Written:
        """Write the claims of an earlier state of a document, beside those of today (under its number of today).

        They are no rows of the file's own state: who opens the file the next time drops them.
        """
        written = Written(made.facts, num, made.service, made.brought)
        known = self._texts(today) if today is not None else {}
        for n, claim in enumerate(made.facts.claims):
            self._slot += 1
            text = known.get((claim.id, *said(claim)))
            if text is None:
                self._text += 1
                text = self._text
                self._rows["claim_text"].append((text, *made.claim_texts(n)))
            written.ids.append(claim.id)
            written.slots.append(self._slot)
            written.rows.append(encoded(claim, num, text, self.words, self.book))
            self._rows["claim_body"].append((self._slot, made.bodies[n]))
        if len(self._rows["claim_body"]) > _AT_ONCE:
            self.flush()
        return written

    def flush(self) -> None:
        """Write the rows that were made and not written yet."""
        for name, rows in self._rows.items():
            if rows:
                self.db.executemany(_INTO[name], rows)
                rows.clear()

    def _replaced(self, num: int, masks: bool) -> dict[tuple[Any, ...], int]:
        """Retire the claims of a document; return the rows of the full-text index by id and words of its claims."""
        known = {} if masks else self._texts(num)
        self.kept.retire([row[0] for row in self.kept.rows("SELECT slot FROM claim WHERE doc = ?", (num,))])
        for table in ("service", "brought"):
            self.db.execute(f"DELETE FROM {table} WHERE doc = ?", (num,))  # noqa: S608 (fixed names)
        return known

    def _texts(self, num: int) -> dict[tuple[Any, ...], int]:
        """Return the rows of the full-text index by id and words of the claims of a document."""
        old = self.kept.rows("SELECT slot, id, text FROM claim WHERE doc = ?", (num,))
        bodies = self.kept.bodies([slot for slot, _, _ in old])
        return {(id_, *said(plain.claim_of(bodies[slot]))): text for slot, id_, text in old if slot in bodies}

    def _passages(self, written: Written, made: Prepared, masks: bool) -> None:
        num, body = written.num, plain.document_body(made.facts)
        if not self.fresh:
            before = self.db.execute("SELECT passages FROM document WHERE num = ?", (num,)).fetchone()
            if before is not None and before[0] == made.mark and not masks:
                self.db.execute("UPDATE document SET body = ? WHERE num = ?", (body, num))
                written.anew = False
                return
            self.db.execute("DELETE FROM passage WHERE doc = ?", (num,))
        self._rows["document"].append((num, made.facts.id, made.mark, body))
        for n, row in enumerate(made.passages):
            self._passage += 1
            self._rows["passage"].append((self._passage, num, *row))
            self._rows["passage_text"].append((self._passage, *made.passage_texts(n)))
            written.passages.append(self._passage)

    def end(self) -> None:
        """Note what the next writer goes on from, with new words and places."""
        self.flush()
        self.kept.note({"text": str(self._text), "passage": str(self._passage)})
        self.db.executemany("INSERT OR REPLACE INTO place VALUES (?, ?)", self.book.taken())
        self.db.executemany(inserted("word", 3), self.words.taken())


_AT_ONCE = 2_000
"""Claims that go into a fresh file at once."""

_INTO = {
    "document": inserted("document", 4).replace("INSERT", "INSERT OR REPLACE"),
    "claim": inserted("claim", len(COLUMNS) + 2),
    "claim_body": inserted("claim_body", 2),
    "service": inserted("service", 2),
    "brought": inserted("brought", 2),
    "passage": inserted("passage", 8),
    "claim_text": added_text("claim_text"),
    "passage_text": added_text("passage_text"),
}
"""How rows of each table are added."""


def _stored(row: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(None if value != value else value for value in row)  # noqa: PLR0124 (NaN is not itself)
