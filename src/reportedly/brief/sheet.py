"""A brief as it is laid out on paper: plain values in reading order, which the PDF and the Word file print alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reportedly.brief.html import mark_of
from reportedly.brief.model import Brief, Cell, Line, Note
from reportedly.brief.words import Words, capital, load
from reportedly.records.withhold import WITHHELD
from reportedly.text import squeeze

_KEY = (("controlling", "con"), ("displaced", "dis"), ("neutral_monitor", "mon"), ("upper", "mon-o"), ("none", "zero"))
_LOOKS = ("full", "partial", "none", "closed", "notopened", "stale", "conflict", "unreported")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A stretch of text with the BCP-47 tag of its language."""

    text: str
    language: str


class Sheet:
    """The parts of one brief in words; `words` are those of its language."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.words: Words = load(brief.language)
        self.withheld: str = self.words.data["withheld"]
        opening, closing = self.words.marks
        self._foreign = sorted(
            {
                (f"{opening}{squeeze(n.quote)}{closing}", n.tag)
                for n in brief.notes
                if n.quote and self.words.foreign(n.tag)
            },
            key=lambda pair: -len(pair[0]),
        )

    def text(self, text: str) -> str:
        """Return a text as it is printed, without the space that quotations bring along."""
        return squeeze(text).replace(WITHHELD, self.withheld)

    def spoken(self, text: str) -> list[Spoken]:
        """Return a text in stretches by language: quotations in another language than the brief's apart."""
        parts = [Spoken(squeeze(text), self.brief.language)]
        for quote, tag in self._foreign:
            parts = [made for part in parts for made in self._split(part, quote, tag)]
        return [Spoken(part.text.replace(WITHHELD, self.withheld), part.language) for part in parts]

    def _split(self, part: Spoken, quote: str, tag: str) -> Iterable[Spoken]:
        if part.language != self.brief.language or quote not in part.text:
            return [part]
        pieces: list[Spoken] = []
        for number, text in enumerate(part.text.split(quote)):
            pieces += [Spoken(quote, tag)] if number else []
            pieces += [Spoken(text, part.language)] if text else []
        return pieces

    @property
    def running(self) -> str:
        """The line at the foot of each page: what, which version, data cut-off."""
        header = self.brief.header
        return self.text(self.words("heads.running", title=header.title, cutoff=header.cutoff))

    def line(self, line: Line) -> dict[str, Any]:
        """Return a statement with its marks and margin note."""
        return {
            "parts": self.parts(line.statement.text),
            "numbers": list(line.statement.citations),
            "marks": [mark_of(m.side, m.certain) for m in line.marks],
            "count": self.text(line.count),
            "remark": self.text(line.remark),
            "topic": line.statement.topic,
        }

    def parts(self, text: str) -> list[dict[str, str]]:
        """Return the stretches of a text as plain values."""
        return [{"text": part.text, "lang": part.language} for part in self.spoken(text)]

    def key(self) -> list[tuple[str, str]]:
        """Return the marks of origins and what they mean."""
        lines = [line for section in self.brief.sections for line in section.lines]
        unknown = any(mark.side == "unknown" for line in lines for mark in line.marks)
        found = [(self.words(f"key.{name}"), mark) for name, mark in _KEY]
        return [*found[:3], *([(self.words("key.unknown"), "unk")] if unknown else []), *found[3:]]

    def looks(self) -> list[tuple[str, str]]:
        """Return the states of a service in words, with the name of their look."""
        return [(self.words(f"looks.{look}"), look) for look in _LOOKS]

    def cell(self, cell: Cell) -> dict[str, Any]:
        """Return a field of the status table."""
        if cell.look == "conflict" and cell.halves:
            halves = [{"look": h.status, "glyph": h.glyph, "word": self.text(h.word),
                       "sides": [mark_of(side, certain=True) for side in h.sides]} for h in cell.halves]  # fmt: skip
            return {"look": "conflict", "word": "", "age": "", "glyph": "", "halves": halves,
                    "spoken": self.text(cell.spoken)}  # fmt: skip
        last = f"{self.words('status.last_word')} " if cell.look == "stale" and cell.age else ""
        return {"look": cell.look, "word": self.text(cell.word), "age": f"{last}{cell.age}", "glyph": cell.glyph,
                "halves": [], "spoken": self.text(cell.spoken or cell.word)}  # fmt: skip

    def note(self, note: Note) -> dict[str, Any]:
        """Return an endnote in its parts."""
        words, number = self.words, note.citation.number
        same = note.citation.same_as
        if same:
            head = words("notes.as", publisher=note.publisher, n=same)
        else:
            head = words(
                "notes.full", publisher=note.publisher, title=note.title, language=note.language, dated=note.dated
            )
        kept = (
            f"{words('notes.copy')} {note.kept}, SHA-256 {note.digest}, {words('notes.captured')} {note.captured}; "
            f"{note.address}. "
        )
        return {
            "number": number,
            "head": f"{self.text(head)}.",
            "chain": f"{words('notes.chain')}: {self.text(note.chain)}",
            "quote": self.text(words.quoted(squeeze(note.quote))),
            "lang": note.tag or "und",
            "remark": self.text(note.remark),
            "kept": self.text(("" if same else kept) + capital(note.made_by) + "."),
        }

    def more(self, kind: str, count: int) -> str:
        """Return how many further ones are not told; empty where there are none."""
        return capital(self.words.plural(kind, count)) if count > 0 else ""
