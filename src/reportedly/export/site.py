"""The page with which a pack is opened: what is in it, and how it is checked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;"
    "background:#fff}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ccc;padding:.35rem "
    ".5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}code{font-size:.9em}"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One document on the page; `href` leads to its original in the pack, if that is there."""

    title: str
    publisher: str
    published: str
    captured: str
    sha256: str
    href: str | None = None


def page(title: str, *, made: str, working_copy: bool, rows: Iterable[Row], files: Sequence[tuple[str, str]]) -> str:
    """Return index.html. `files` holds names and what they are."""
    kind = (
        "This is a working copy: it holds the originals and names of private persons. It is not for publication."
        if working_copy
        else "Originals and full texts are not in this pack; names of private persons are withheld."
    )
    listed = "".join(f"<li><a href='{escape(n, quote=True)}'>{escape(n)}</a>: {escape(w)}</li>" for n, w in files)
    return (
        "<!doctype html>\n<html lang='en'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width,initial-scale=1'>"
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{escape(title)}</h1><p>Sealed on {escape(made)}. {kind}</p><ul>{listed}</ul>"
        "<h2>How to check it</h2><p>Run <code>python3 verify.py</code> in this folder, or <code>python3 verify.py "
        "PACK</code> on the pack itself. It needs no network and no other program. Compare the digest in "
        "<code>manifest.sha256</code> with the one that you were given.</p>"
        "<h2>Documents</h2><table><thead><tr><th>Document</th><th>Published</th><th>Captured</th><th>SHA-256</th></tr>"
        f"</thead><tbody>{''.join(map(_row, rows))}</tbody></table></body></html>\n"
    )


def _row(row: Row) -> str:
    title = escape(row.title)
    if row.href:
        title = f"<a href='{escape(row.href, quote=True)}'>{title}</a>"
    return (
        f"<tr><td>{title}<br>{escape(row.publisher)}</td><td>{escape(row.published)}</td>"
        f"<td>{escape(row.captured)}</td><td><code>{escape(row.sha256)}</code></td></tr>"
    )
