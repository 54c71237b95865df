"""Home areas of outlets, learnt from the documents of a project."""

from collections.abc import Sequence
from dataclasses import replace

from reportedly import assembly
from reportedly.interfaces import Candidate, HomeArea, Resolved, Shape, Toponym
from reportedly.records import Document, Span

BASE = Document("doc_0", "0" * 64, "txt_0", "x", "in/a.txt", "text/plain", "plain/1", "2031-03-02T00:00:00Z")


class Known:
    """A gazetteer in which every text plays in its first word."""

    def find(self, name: str, *, limit: int = 20) -> list[Candidate]:
        return [Candidate(f"x:{name}", name, "settlement", "settlement", 50, 20, country="VL", admin1=name[0])]

    def get(self, place_id: str) -> Candidate | None:
        return None

    def shape(self, place_id: str) -> Shape | None:
        return None

    def scan(self, text: str) -> list[Toponym]:
        first = text.split(maxsplit=1)[0]
        return [Toponym(Span(0, len(first)), first)]

    def resolve(self, text: str, toponyms: Sequence[Toponym], *, home: str | HomeArea | None = None) -> list[Resolved]:
        return [Resolved(t, tuple(self.find(t.text)), confidence=0.9) for t in toponyms]


def _documents(publisher: str | None, *texts: str) -> list[Document]:
    return [replace(BASE, id=f"doc_{publisher}_{n}", text=text, publisher=publisher) for n, text in enumerate(texts)]


def test_an_outlet_with_enough_texts_has_a_home_others_have_none() -> None:
    found = assembly.homes(
        Known(),
        [
            *_documents("The Brezna Post", "Brezna is dry.", "Brill is wet.", "Tarn is far."),
            *_documents("The Tarn Wire", "Tarn is far.", "Tarn is near."),
            *_documents(None, "Tarn a", "Tarn b", "Tarn c"),
        ],
    )
    assert set(found) == {"The Brezna Post"}
    shares = found["The Brezna Post"].units
    assert shares["VL", "B"] > shares["VL", "T"] > 0


def test_the_order_of_the_documents_does_not_matter() -> None:
    documents = _documents("The Brezna Post", "Brezna a", "Brill b", "Tarn c", "Tarn d")
    assert assembly.homes(Known(), documents) == assembly.homes(Known(), reversed(documents))
