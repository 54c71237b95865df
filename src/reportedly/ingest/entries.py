"""Entries of a live blog that only the page's own markup shows: like blocks side by side, each with a time.

A page has other things of that form: teasers of other stories, and comments. So it must say that it is live, in its
heading, its JSON-LD or the class of what holds the entries, and what is mostly links or stands among comments is none.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from reportedly.ingest.html import linked_data

LEAST = 3
"""Fewest entries of a live blog."""

_MOST_TIMES = 5_000
_TOP = ("body", "html")
_BLOCKS = ("article", "section", "div", "li")
_CLOCKED = 0.8
"""Least share of the entries of which the hour is known: a chronology of events has days."""

_LINKED = 0.5
"""Share of the words inside links from which a block is a teaser."""

_LIVE = re.compile(r"live[-_ ]?(?:blog|updates?|ticker|coverage|feed|post|entry|event)", re.I)
_LIVE_TITLE = re.compile(
    r"\blive[- ]?(?:news[- ]?)?(?:blog|updates?|ticker|coverage|report(?:ing)?)\b|\bnews[- ]?(?:blog|ticker)\b"
    r"|^\W*(?:live|онлайн|наживо)\b\W*[:|•.–—-]|[:|.–—-]\W*(?:live|онлайн|наживо)\W*$"
    r"|\bas it happened\b|\brolling (?:coverage|updates)\b|\bim (?:live[- ]?)?ticker\b"
    r"|онлайн[- ](?:трансляц|хроник|хронік|репортаж|блог)|(?:хроника|хроніка|текстовый|текстовий) онлайн"
    r"|(?:прям|текстов)\w+ (?:эфир|ефір|трансляц)|оновлюється|обновляется",
    re.I,
)
_COMMENTS = re.compile(
    r"(?:^|[-_ ])(?:comments?|disqus|repl(?:y|ies)|respond|reactions?|discussion|kommentare?)(?:$|[-_ ])", re.I
)


def dated_blocks(tree: Any) -> list[Any]:
    """Return the entries (lxml elements) of a page that is surely a live blog, in the order of the page, else []."""
    said = _says_live(tree)
    found: list[Any] = []
    for blocks in _groups(tree):
        marked = _among(_LIVE, blocks[0])
        if len(blocks) > max(len(found), LEAST - 1) and (said or marked) and _entries(blocks, marked=marked):
            found = blocks
    return found


def entry_time(element: Any) -> str | None:
    """Return the first time that an element gives in a form for machines, None where it gives none."""
    return next((t.get("datetime") for t in element.iter("time") if t.get("datetime")), None) or next(
        (
            e.get("content") or e.get("datetime")
            for e in element.iter()
            if isinstance(e.tag, str) and e.get("itemprop") == "datePublished"
        ),
        None,
    )


def _groups(tree: Any) -> Iterator[list[Any]]:
    """Yield the blocks of one kind side by side that hold a time."""
    groups: dict[tuple[Any, str], dict[Any, None]] = defaultdict(dict)
    times = [t for t in tree.iter("time") if t.get("datetime")][:_MOST_TIMES]
    for time in times:
        for block in _above(time):
            if block.tag in _BLOCKS:
                groups[block.getparent(), block.tag][block] = None
    yield from map(list, groups.values())


def _above(element: Any) -> Iterator[Any]:
    """Yield what an element stands in, up to the body of the page."""
    parent = element.getparent()
    while parent is not None and parent.tag not in _TOP:
        yield parent
        parent = parent.getparent()


def _among(marks: re.Pattern[str], block: Any) -> bool:
    """Say whether the class or id of a block, or of what it stands in, holds one of the marks."""
    return any(marks.search(f"{e.get('class') or ''} {e.get('id') or ''}") for e in (block, *_above(block)))


def _entries(blocks: list[Any], *, marked: bool) -> bool:
    """Say whether blocks with times may be entries: no comments, no teasers, and most with the hour.

    Where a class says that they are live (`marked`), their headings may be links: to the entry by itself.
    """
    if _among(_COMMENTS, blocks[0]):
        return False
    hours = sum("T" in (entry_time(block) or "") for block in blocks)
    teasers = sum(_is_teaser(block, headed=not marked) for block in blocks)
    return hours >= _CLOCKED * len(blocks) and teasers <= 0.5 * len(blocks)


def _is_teaser(block: Any, *, headed: bool) -> bool:
    """Say whether a block is mostly links to elsewhere, or has one for its heading (`headed`: if that counts)."""
    links = [a for a in block.iter("a") if (a.get("href") or "#")[:1] != "#"]
    words = len("".join(block.text_content().split()))
    linked = sum(len("".join(a.text_content().split())) for a in links)
    inside = any(a in links for heading in block.iter("h2", "h3", "h4") for a in heading.iter("a"))
    around = any(next(a.iter("h2", "h3", "h4"), None) is not None for a in links)
    return linked > _LINKED * words or (headed and (inside or around))


def _says_live(tree: Any) -> bool:
    types = [str(thing.get("@type")) for thing in linked_data(tree)]
    types += [e.get("itemtype") or "" for e in tree.iter() if isinstance(e.tag, str) and e.get("itemtype")]
    if any("LiveBlogPosting" in kind for kind in types):
        return True
    if any(_LIVE.search(body.get("class") or "") for body in tree.iter("body")):
        return True
    return any(_LIVE_TITLE.search(" ".join(e.text_content().split())) for e in tree.iter("h1", "title"))
