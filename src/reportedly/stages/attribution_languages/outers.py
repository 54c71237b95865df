"""Outer hops that a sentence does not repeat: whose interview, report or interlocutor its speaker is."""

from collections.abc import Iterator, Sequence

from reportedly.records import Link, Span
from reportedly.stages.attribution_languages.antecedents import Antecedents
from reportedly.stages.attribution_languages.kinds import Kind, kind_at
from reportedly.stages.attribution_languages.page import Page, Said

RETELLERS = ("outlet", "agency", "social_account")


class Outers:
    """Finds the outer hops of one page."""

    def __init__(self, page: Page, said: Sequence[Said], antecedents: Antecedents) -> None:
        self._page = page
        self._antecedents = antecedents
        self._said = [s for s in said if s.source is not None]
        self._venues = [s for s in self._said if s.beside == "venue"]
        self._retold = [
            (outer, inner)
            for inner in self._said
            if inner.beside == "cites" or inner.rule == "opener"
            for outer in self._said
            if outer.home == inner.home and not outer.beside and outer is not inner and self._retells(outer)
        ]

    def before(self, links: Sequence[Link], index: int) -> list[Link]:
        """Return the links of a claim in the sentence at `index`, with the hop before its speaker if there is one."""
        if not links or any(k.span == v.source for k in links for v in self._venues):
            return list(links)
        root = links[0].antecedent or links[0].span
        outer = next(self._found(root, index), None) if root is not None else None
        if (
            outer is None
            or outer.source is None
            or any(k.span is not None and k.span.overlaps(outer.source) for k in links)
        ):
            return list(links)
        kind = self._kind(outer)
        hop = Link(span=outer.source, role="outlet", cue=outer.cue, mode="mention", inferred=True,
                   named=bool(kind and kind.named), resolution="inferred")  # fmt: skip
        return [hop, *links]

    def _found(self, root: Span, index: int) -> Iterator[Said]:
        """Yield the relations whose source passes on what `root` says."""
        for venue in self._venues:
            if any(self._is(root, s) for s in self._said if s.home == venue.home and not s.beside):
                yield venue
        line = self._page.sentences[index].line
        for outer, inner in self._retold:
            if outer.home < index and self._page.sentences[outer.home].line == line and self._is(root, inner):
                yield outer
        if self._page.words["interlocutor"].match(root.of(self._page.text)) is not None:
            before = [s for s in self._said if s.home < index and self._page.sentences[s.home].line == line]
            yield from (s for s in reversed(before) if self._retells(s))

    def _is(self, root: Span, said: Said) -> bool:
        """Say whether a source is that of a relation."""
        assert said.source is not None
        return root.overlaps(said.source) or self._antecedents.same(root, said.source)

    def _retells(self, said: Said) -> bool:
        kind = self._kind(said)
        return kind is not None and kind.role in RETELLERS

    def _kind(self, said: Said) -> Kind | None:
        return kind_at(self._page.text, said.source, self._page.words.language) if said.source is not None else None
