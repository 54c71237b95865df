"""Texts on their way to a PostgreSQL server and back: it keeps every character but the one with the code zero."""

import re
from functools import cache
from typing import Any

_ESCAPE = "\ufdd0"
"""A code point that is no character (Unicode 23.7): it stands before what the database cannot keep."""

_OF = {"\x00": _ESCAPE + "0", _ESCAPE: _ESCAPE + "1"}
_BACK = {escaped: plain for plain, escaped in _OF.items()}
_PLAIN = re.compile("[\x00" + _ESCAPE + "]")
_ESCAPED = re.compile(_ESCAPE + "[01]")


def packed(text: str) -> str:
    """Return a text as the database keeps it."""
    return _PLAIN.sub(lambda found: _OF[found[0]], text) if "\x00" in text or _ESCAPE in text else text


def unpacked(text: str) -> str:
    """Return a text that the database kept as it was."""
    return _ESCAPED.sub(lambda found: _BACK[found[0]], text) if _ESCAPE in text else text


@cache
def _adapters(driver: Any) -> tuple[type, type]:
    """Return how the driver, which is loaded only where a server is asked for, packs and unpacks texts."""
    base = driver.types.string

    class Dumper(base.StrDumperUnknown):  # type: ignore[misc, name-defined]
        def dump(self, obj: str) -> Any:
            return super().dump(packed(obj))

    class Loader(base.TextLoader):  # type: ignore[misc, name-defined]
        def load(self, data: Any) -> str:
            found = super().load(data)
            return unpacked(found if isinstance(found, str) else found.decode("utf-8"))

    return Dumper, Loader


def adapt(connection: Any, driver: Any) -> None:
    """Make a connection of the driver take and give texts so."""
    dumper, loader = _adapters(driver)
    connection.adapters.register_dumper(str, dumper)
    for kind in ("text", "varchar"):
        connection.adapters.register_loader(kind, loader)
