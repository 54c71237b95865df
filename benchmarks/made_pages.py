"""Invented news pages as a browser saves them, and web archives of them, of any size."""

import gzip
import html
import json
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

_FIRST_DAY = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
_HOURS = 200 * 24
"""After so many pages the days begin anew: a page of a day to come is searched for another one, which takes long."""

_STYLE = "".join(f".c{n} {{ margin: {n % 9}px; color: #{n * 37 % 4096:03x}; display: block }}\n" for n in range(400))
_SCRIPT = "".join(f"window.q=window.q||[];q.push(['e{n}',{{'v':{n},'t':'slot-{n % 7}'}}]);\n" for n in range(250))
"""Some 40 kB of what pages carry beside their text."""


def page(text: str, number: int) -> bytes:
    """Return a page of some 60 kB with an article: head, menus, advertisements, related links, JSON-LD, footer."""
    draw = random.Random(number)  # noqa: S311 - reproducible test data
    title, *rest = [part for part in text.split("\n\n") if part.strip()]
    name = html.escape(title[:100])
    at = (_FIRST_DAY + timedelta(hours=number % _HOURS)).isoformat()
    linked = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title[:100], "datePublished": at}
    menu = "".join(f'<li class="c{n}"><a href="/section/{n}">Section {n}</a></li>' for n in range(40))
    related = "".join(
        f'<div class="card c{draw.randrange(400)}"><a href="/a/{draw.randrange(10**6)}"><img src="/i/{n}.jpg" alt="">'
        f"<h3>Another report {draw.randrange(10**4)}</h3></a><span>2 hours ago</span></div>"
        for n in range(24)
    )
    body = "".join(
        f'<p class="c{draw.randrange(400)}">{html.escape(part)}</p>'
        + ('<div class="ad"><script>q.push("ad")</script></div>' if n % 4 == 3 else "")
        for n, part in enumerate(rest)
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{name} - Gazette</title>'
        f'<meta property="og:site_name" content="Gazette"><meta property="og:title" content="{name}">'
        f'<link rel="canonical" href="https://gazette.example/a/{number}"><style>{_STYLE}</style>'
        f'<script type="application/ld+json">{json.dumps(linked)}</script><script>{_SCRIPT}</script></head>'
        f'<body class="page"><header><nav><ul>{menu}</ul></nav></header><main><article><h1>{html.escape(title)}</h1>'
        f'<div class="by"><span>By the desk</span><time datetime="{at}">{at[:10]}</time></div>{body}</article>'
        f"<aside>{related}</aside></main><footer><ul>{menu}</ul><p>Gazette, all rights reserved.</p></footer>"
        f"<script>{_SCRIPT}</script></body></html>"
    ).encode()


def untidy_page(text: str, number: int) -> bytes:
    """Return a page with an article in plain blocks, a table, a list, a quotation, and what readers wrote below it."""
    title, *rest = [html.escape(part) for part in text.split("\n\n") if part.strip()]
    at = (_FIRST_DAY + timedelta(hours=number % _HOURS)).isoformat()
    rows = "".join(f"<tr><td>Ward {n}</td><td>{(number + n) % 9} wells</td></tr>" for n in range(4))
    words = "".join(f"<div>{part}</div>" if n % 2 else f"<p>{part}<br>{part[:40]}</p>" for n, part in enumerate(rest))
    comments = "".join(f'<li class="comment"><time datetime="{at}">x</time><p>I agree.</p></li>' for _ in range(5))
    return (
        f"<html><head><title>{title[:100]}</title></head><body><div id=menu><a href=/>Home</a> | <a href=/w>World</a>"
        f"</div><div class=story><h2>{title}</h2><span class=date>{at[:10]}</span>{words}"
        f"<blockquote>{rest[0][:90]}</blockquote><table>{rows}</table>"
        f"<ul><li>{rest[-1][:60]}</li><li>{rest[0][:50]}</li></ul></div>"
        f'<ol id="comments">{comments}</ol><div class=foot>Gazette</div></body></html>'
    ).encode()


def live_page(texts: Sequence[str], number: int, *, entries: int) -> bytes:
    """Return a live blog of so many entries, the newest first, each with its time; all else is as on other pages.

    Pages take turns in their form: an article for each entry, or blocks within one article.
    """
    told = []
    tag, within, mark = ("div", "div", "note") if number % 2 else ("article", "section", "post")
    for n in range(entries):
        title, *rest = [part for part in texts[(number + n) % len(texts)].split("\n\n") if part.strip()]
        at = (_FIRST_DAY + timedelta(hours=number % _HOURS, minutes=-40 * n)).isoformat()
        words = "".join(f"<p>{html.escape(part)}</p>" for part in rest)
        time = f'<time datetime="{at}">{at[11:16]}</time>'
        told.append(f'<{tag} class="{mark}">{time}<h2>{html.escape(title)}</h2>{words}</{tag}>')
    head = page("Live updates: the day in the district\n\nWhat is known so far, as it comes in.", number).decode()
    listed = f"<{within}>{''.join(told)}</{within}>"
    return head.replace("</article>", f"{listed}</article>" if number % 2 else f"</article>{listed}", 1).encode()


def varied(texts: Sequence[str]) -> Iterator[bytes]:
    """Yield pages without end: the texts in turn, each time with other names of what stands beside them."""
    number = 0
    while True:
        yield page(f"{texts[number % len(texts)]}\n\nReport {number} of the day.", number)
        number += 1


def write_warc(path: Path, texts: Sequence[str], *, size: int) -> int:
    """Write a web archive (gzip) of pages until they have `size` bytes unpacked; return how many pages it holds."""
    written = count = 0
    with path.open("wb") as file:
        for data in varied(texts):
            if written >= size:
                break
            file.write(gzip.compress(_record(data, count), compresslevel=6))
            written, count = written + len(data), count + 1
    return count


def _record(data: bytes, number: int) -> bytes:
    at = (_FIRST_DAY + timedelta(hours=number % _HOURS)).strftime("%Y-%m-%dT%H:%M:%SZ")
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".encode("ascii")
    lines = (
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>",
        f"WARC-Target-URI: https://gazette.example/a/{number}",
        f"WARC-Date: {at}",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(head) + len(data)}",
    )
    return "\r\n".join(lines).encode("ascii") + b"\r\n\r\n" + head + data + b"\r\n\r\n"
