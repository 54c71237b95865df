"""The stage that codes claims by a codebook, whichever it is, and what that stage says of single sentences."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from reportedly.codebook import Codebook, load
from reportedly.codebook.check import check
from reportedly.codebook.meanings import basis, has_rules, meanings, rules_for
from reportedly.errors import InvalidCodebook
from reportedly.interfaces import ClaimReader, Stage
from reportedly.records import Claim, Coding, Document, Passage, Reading, Span, document_id, is_routing
from reportedly.records.claim import claim_id
from reportedly.stages.code import CodeRules
from reportedly.stages.code_both import CodeBoth
from reportedly.stages.code_words import CodeWords
from reportedly.stages.coding.actors import Actors
from reportedly.stages.coding.printed import Printed
from reportedly.stages.coding.under import Terms, UnderCodebook
from reportedly.stages.extract import ExtractRules

Matcher = Callable[[Codebook], Stage]
"""Makes the coder of a codebook from its texts."""

Readers = Callable[[Codebook], ClaimReader | None]
"""Gives the trained reader that knows the texts of a codebook, None where there is none."""

Answer = tuple[str, str | None]
"""The code of a sentence, and the runner-up if there is one."""


def coder(
    book: Codebook,
    matcher: Matcher = CodeWords,
    *,
    actors: Actors | None = None,
    reader: ClaimReader | None = None,
    printed: Printed | None = None,
) -> Stage:
    """Return the stage that codes claims by a codebook.

    Categories with the definition of a shipped one go by its rules; where a codebook has others, `matcher` makes the
    coder of these from their texts. With a trained `reader` of the codebook's texts all categories go by both.
    `actors` gives the classes of actors, by the theatre; `printed` are rules over the printed words of glossed claims.
    """
    return UnderCodebook(_bare(book, matcher, actors, reader, printed), terms(book))


def _bare(
    book: Codebook,
    matcher: Matcher,
    actors: Actors | None = None,
    reader: ClaimReader | None = None,
    printed: Printed | None = None,
) -> Stage:
    rules = CodeRules(book, codes=rules_for(book), actors=actors, reader=reader, printed=printed)
    if has_rules(book) or reader is not None:
        return rules
    return CodeBoth(rules, matcher(book)) if meanings(book) else matcher(book)


def terms(book: Codebook) -> Terms:
    """Return what a codebook says of codings."""
    codes = {category.id for category in book.categories} | {route.id for route in book.routing}
    return Terms(
        book.id,
        book.version,
        basis(book),
        frozenset(codes),
        frozenset(book.sector_ids),
        meanings(book),
        {one.id: frozenset(one.values.get("outcome", ())) for one in book.categories},
        {one.id: one.sectors for one in book.categories},
    )


@dataclass(frozen=True, slots=True)
class ExampleCoder:
    """Codes single sentences as a run would, for the check of a codebook's own examples."""

    book: Codebook
    matcher: Matcher = CodeWords
    reader: ClaimReader | None = None

    def known(self) -> Callable[[str], Answer]:
        """Return a function from a sentence to its code and the runner-up, the examples themselves being known."""
        stage = _bare(self.book, self.matcher, reader=self.reader)
        return lambda text: _answer(stage, text, self.book.language, self.reader)

    def unknown(self) -> Callable[[str], Answer] | None:
        """Return the same, but with the sentence taken out of the examples; None where rules code."""
        if has_rules(self.book):
            return None
        reader = self.reader
        if reader is not None:
            return lambda text: self._by(reader.without(text), text)
        return lambda text: _answer(_bare(_without(self.book, text), self.matcher), text, self.book.language)

    def _by(self, reader: ClaimReader, text: str) -> Answer:
        return _answer(_bare(self.book, self.matcher, reader=reader), text, self.book.language, reader)


def _without(book: Codebook, text: str) -> Codebook:
    categories = tuple(
        one.model_copy(update={"examples": tuple(example for example in one.examples if example != text)})
        for one in book.categories
    )
    return book.changed(categories=categories)


def _answer(stage: Stage, text: str, language: str, reader: ClaimReader | None = None) -> Answer:
    """Return the code that the first claim of a sentence gets which is not routed away, and the next best code."""
    reading = _reading(text, language)
    [records] = stage.annotate([reading])
    codes = [record.category for record in records if isinstance(record, Coding)]
    ranked: tuple[str, ...] = ()
    if reader is not None:
        [sentence] = reading.of(Passage)
        views = reader.read(text, sentence.sentences, [claim.evidence for claim in reading.of(Claim)])
        best: dict[str, float] = {}
        for near in (near for view in views if view is not None for near in view.near):
            best[near.code] = max(near.score, best.get(near.code, 0.0))
        ranked = tuple(sorted(best, key=lambda code: -best[code]))
    for claim in reading.of(Claim):
        wording = " ".join(span.of(text) for span in claim.evidence)
        ranked += stage.ranking(wording) if hasattr(stage, "ranking") else ()
    inside = [code for code in codes if not is_routing(code)]
    # The other claims of the sentence come before what the first one might be.
    found = list(dict.fromkeys((*(inside if reader is None else inside[:1]), *codes[:1], *ranked)))
    first = found[0] if found else "X00"
    return first, next((code for code in found[1:] if not is_routing(code)), None)


def _reading(text: str, language: str) -> Reading:
    digest = sha256(text.encode()).hexdigest()
    document = Document(
        document_id(digest), digest, "txt_" + digest[:16], text, "example", "text/plain", "plain/1",
        "1970-01-01T00:00:00+00:00", language=language,
    )  # fmt: skip
    whole = Span(0, len(text))
    reading = Reading(document, (Passage(document.id, whole, "body", 0, (whole,)),))
    if language == "en":
        reading = reading.plus(ExtractRules().annotate([reading])[0])
    if reading.of(Claim):
        return reading
    return reading.plus([Claim(claim_id(document.id, (whole,)), document.id, (whole,), text, "event", sentence=whole)])


def checked(path: Path, readers: Readers = lambda _: None) -> Codebook:
    """Return the codebook in a file, once it is known to be in order, its own examples coded.

    Raises InvalidCodebook for the first error, naming file and line, what was found and what to do.
    """

    def coders(book: Codebook) -> tuple[Callable[[str], Answer], None]:
        return ExampleCoder(book, reader=readers(book)).known(), None

    errors = [finding for finding in check(path, coders=coders) if finding.level == "error"]
    if not errors:
        return load(path)
    more = f" ({len(errors) - 1} more, see `reportedly codebook check {path}`)" if len(errors) > 1 else ""
    raise InvalidCodebook(f"{path}, {errors[0]}{more}")
