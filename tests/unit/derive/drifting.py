"""Hand-made readings for the tests of hedge drift."""

from dataclasses import dataclass, field
from typing import Any

from reportedly.records import Attribution, Claim, DocEdge, Hedge, Level, Link, Passage, Reading, Span, claim_id
from tests.unit.derive.reports import a_report


@dataclass
class Told:
    """A text whose first line is its headline where it has a line break, with the claims given to it."""

    text: str
    publisher: str = "Plain Courier"
    records: list[Any] = field(default_factory=list)

    def _bare(self) -> Reading:
        return a_report(self.text, publisher=self.publisher)

    def span(self, printed: str, after: int = 0) -> Span:
        at = self.text.index(printed, after)
        return Span(at, at + len(printed))

    def claim(
        self, *evidence: str, source: str | None = None, hedge: tuple[str, Any, str] | None = None, **more: Any
    ) -> str:
        """Add a claim; `source` is printed in the text, `hedge` gives its words, its type and the level it makes."""
        after = more.pop("after", 0)
        spans = tuple(self.span(e, after) for e in evidence)
        made = claim_id(self._bare().document.id, spans)
        headline = "\n" in self.text and spans[0].start < self.text.index("\n")
        passage = 0 if headline or "\n" not in self.text else 1
        link = {name: more.pop(name) for name in ("named", "inferred", "antecedent") if name in more}
        links = (Link(self.span(source), "official", **{"named": True, **link}),) if source else ()
        status: Any = "author" if not links else "named" if links[-1].named else "unnamed_plural"
        level: Any = "L0" if not links else "L1" if links[-1].named else "L2"
        if hedge is not None:
            words, kind, level = hedge
            self.records.append(Hedge(made, self.span(words), f"t.{kind}", kind, grade=more.pop("grade", "p")))
            status = "none" if level == "L3" and not links else status
        self.records += [
            Claim(made, self._bare().document.id, spans, evidence[0], "status", passage=passage, **more),
            Attribution(made, links, status),
            Level(made, level, f"“{hedge[0]}” is why" if hedge else "the text"),
        ]
        return made

    def reading(self) -> Reading:
        bare = self._bare()
        whole = Span(0, len(self.text))
        if "\n" not in self.text:
            return bare.plus([Passage(bare.document.id, whole, "body", 0), *self.records])
        cut = self.text.index("\n")
        head = Passage(bare.document.id, Span(0, cut), "headline", 0)
        return bare.plus([head, Passage(bare.document.id, Span(cut + 1, whole.end), "body", 1), *self.records])


def an_edge(later: Told, earlier: Told, kind: Any = "cites", score: float = 0.5) -> DocEdge:
    return DocEdge(later.reading().document.id, earlier.reading().document.id, kind, score, "given")
