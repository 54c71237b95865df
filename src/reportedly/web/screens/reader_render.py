"""Marked texts as HTML: every word of a text is escaped, and a claim is a link that selects it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from reportedly.web.screens.reader_marks import Node
from reportedly.web.shell import icon

_TAGS = {
    "added": Markup("<ins>{}</ins>"), "left_out": Markup("<del>{}</del>"), "found": Markup("<mark>{}</mark>"),
}  # fmt: skip


@dataclass(frozen=True)
class Look:
    """How marked text is drawn: where the link of a claim leads, what is selected, words for what is withheld.

    `hop` names the hop ("1.2") whose words are picked out. `hidden` and `spoken` stand for a withheld name, for the eye
    and for the ear. Without `links` claims are tinted but lead nowhere.
    """

    href: Callable[[int], str] = lambda n: f"?claim={n}"
    selected: int = 0
    hop: str = ""
    hidden: str = "private person"
    spoken: str = "name hidden, private person"
    language: str = "en"
    links: bool = True
    ids: str = "e"

    def text(self, nodes: Iterable[Node]) -> Markup:
        """Return nodes as HTML."""
        return Markup("").join(self._node(node, linked=not self.links) for node in nodes)

    def link(self, number: int) -> Markup:
        """Return the attributes of a link that selects a claim, with and without script."""
        return select(self.href(number))

    def _node(self, node: Node, *, linked: bool) -> Markup:
        if node.kind == "text":
            return escape(node.text)
        if node.kind == "withheld":
            return self._withheld()
        if node.kind == "claim":
            return self._claim(node, linked=linked)
        inside = Markup("").join(self._node(part, linked=linked) for part in node.inside)
        if node.kind in _TAGS:
            return _TAGS[node.kind].format(inside)
        style = {"source": "srcspan"}.get(node.kind, node.kind)
        refs = Markup(' data-hops="{}"').format(" ".join(node.refs)) if node.refs else Markup("")
        now = Markup(' aria-current="true"') if self.hop and self.hop in node.refs else Markup("")
        return Markup('<span class="{}"{}{}>{}</span>').format(style, refs, now, inside)

    def _withheld(self) -> Markup:
        return Markup(
            '<span class="mask" lang="{}"><span class="sr">{}</span>{}<span aria-hidden="true"> {}</span></span>'
        ).format(self.language, self.spoken, icon("lock"), self.hidden)

    def _claim(self, node: Node, *, linked: bool) -> Markup:
        raised = Markup("<sup>{}</sup>").format(f"{node.number}" if node.closes else f"{node.number}…")
        attributes = self._attributes(node)
        if linked or not self.links:
            inside = Markup("").join(self._node(part, linked=True) for part in node.inside)
            return Markup('<span class="ev {}"{}>{}{}</span>').format(node.style, attributes, inside, raised)
        link = self.link(node.number)
        if not node.holds:
            inside = Markup("").join(self._node(part, linked=True) for part in node.inside)
            return Markup('<a class="ev {}"{} {}>{}{}</a>').format(node.style, attributes, link, inside, raised)
        # Links cannot stand inside links: the outer claim links the stretches that are its own.
        parts = [
            self._node(part, linked=False)
            if _holds_claim(part)
            else Markup('<a class="in" {}>{}</a>').format(link, self._node(part, linked=True))
            for part in node.inside
        ]
        return Markup('<span class="ev {} outer"{}>{}<a class="in" {}>{}</a></span>').format(
            node.style, attributes, Markup("").join(parts), link, raised
        )

    def _attributes(self, node: Node) -> Markup:
        name = Markup(' id="{}{}"').format(self.ids, node.number) if node.opens else Markup("")
        now = Markup(' aria-current="true"') if node.number == self.selected else Markup("")
        return Markup('{} data-claim="{}"{}').format(name, node.number, now)


def select(href: str) -> Markup:
    """Return the attributes of a link that shows the page at `href` in place of this one's main part."""
    return Markup(
        'href="{}" hx-get="{}" hx-target="#main" hx-select="#main" hx-swap="outerMorph" hx-push-url="true"'
    ).format(href, href)


def _holds_claim(node: Node) -> bool:
    return node.kind == "claim" or any(_holds_claim(part) for part in node.inside)
