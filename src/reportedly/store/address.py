"""Where the database of a project is: a file, or a server named by a URL. Passwords are never shown or kept."""

import os
import re
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode

from reportedly.errors import StoreError

VARIABLE = "REPORTEDLY_DB"
"""Environment variable that names the database where a command does not."""

KEPT = "database.txt"
"""File in a project's folder that names its database where that is not in the folder."""

FILE = "reportedly.db"

_SCHEMES = ("postgresql", "postgres")
_SECRET = ("password", "sslpassword", "passcode")
_LOGIN = re.compile(r"^([a-z]+://[^:@/?]*):[^?]*@", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"(postgres(?:ql)?://[^/\s:@]*):[^@\s]*@")
_IN_SETTINGS = re.compile(r"((?:ssl)?pass(?:word|code)\s*=\s*)('[^']*'|[^&\s]+)", re.IGNORECASE)

Where = Path | str
"""A path, or a URL such as postgresql://user@host:5432/name or postgresql:///name?service=desk."""


def is_server(where: Where) -> bool:
    """Say whether a database is named by the URL of a server."""
    return isinstance(where, str) and where.split("://", 1)[0].lower() in _SCHEMES and "://" in where


def read(given: Where) -> Where:
    """Return a path or the URL of a server from what somebody typed. Raises StoreError for a URL of another kind."""
    if isinstance(given, Path):
        # A path swallows one of the two strokes of a URL.
        found = re.match(r"(postgres(?:ql)?):/(?!/)(.*)", str(given), re.DOTALL)
        if found is None:
            return given
        given = f"{found[1]}://{found[2]}" if not found[2].startswith("/") else f"{found[1]}:/{found[2]}"
    if is_server(given):
        return given
    scheme = re.match(r"([A-Za-z][\w+.-]+)://", given)
    if scheme is not None:
        raise StoreError(
            f"{masked(given)}: databases of the kind {scheme[1]!r} are not known; "
            "give a file, or postgresql://USER@HOST/NAME"
        )
    if not given.strip():
        raise StoreError("the database has no name; give a file, or postgresql://USER@HOST/NAME")
    return Path(given)


def masked(text: str) -> str:
    """Return a text in which no password of a database is left."""
    return _IN_SETTINGS.sub(r"\1***", _IN_ADDRESS.sub(r"\1@", text))


def without_password(url: str) -> str:
    """Return a URL of a server without its password, as it may be shown and kept."""
    scheme, _, rest = _LOGIN.sub(r"\1@", url).partition("://")
    before, mark, asked = rest.partition("?")
    kept = [(name, value) for name, value in parse_qsl(asked, keep_blank_values=True) if name not in _SECRET]
    query = urlencode(kept, quote_via=quote, safe="/")
    return f"{scheme}://{before}{mark if query else ''}{query}"


def shown(where: Where) -> str:
    """Return how a database is called in messages."""
    return without_password(where) if is_server(where) and isinstance(where, str) else str(where)


def of_project(out: Path, given: Where | None = None) -> Where:
    """Return the database of a project: the one that is given, else that of REPORTEDLY_DB, of the project, its file.

    Raises StoreError where the name cannot be read.
    """
    if given is not None:
        return read(given)
    named = os.environ.get(VARIABLE, "").strip()
    if named:
        return read(named)
    return kept(out) or out / FILE


def kept(out: Path) -> Where | None:
    """Return the database that a project remembers, None where it remembers none. Raises StoreError."""
    try:
        found = (out / KEPT).read_text("utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{out / KEPT} cannot be read ({error}); name the database with --db") from error
    return read(found) if found else None


def remember(out: Path, where: Where) -> None:
    """Write into a project's folder on which server its database is, without the password; a file is not noted."""
    if is_server(where) and isinstance(where, str):
        line = without_password(where) + "\n"
        if not (out / KEPT).exists() or (out / KEPT).read_text("utf-8") != line:
            temporary = out / f"{KEPT}.part"
            temporary.write_text(line, "utf-8")
            temporary.replace(out / KEPT)
