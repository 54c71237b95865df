"""A saved or fetched feed in the hands of the library: no bytes break it, wherever they come from."""

import io
import re
from collections.abc import Mapping
from typing import Any

import feedparser

from reportedly.errors import DocumentFailed

_INSTRUCTIONS = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:\s*<\?.*?\?>)+", re.S)
"""What stands before the first element of a feed; the encoding is declared there."""


def parse_feed(data: bytes, *, address: str = "", content_type: str | None = None) -> Any:
    """Return what feedparser finds in bytes that came from `address`.

    It breaks on a declared encoding that is no name of one; such a declaration is left out, since the words say more
    of their encoding than it does. Raises DocumentFailed where that does not help either.
    """
    headers = {"content-location": address, **({"content-type": content_type} if content_type else {})}
    try:
        return _parsed(data, headers)
    except ValueError:
        pass
    try:
        return _parsed(_INSTRUCTIONS.sub(b"", data), {"content-location": address})
    except ValueError as error:
        raise DocumentFailed(
            f"the encoding of this feed cannot be told ({error}); save the pages themselves"
        ) from error


def _parsed(data: bytes, headers: Mapping[str, str]) -> Any:
    # Bytes only: a string could be taken for a path or an address and be opened.
    return feedparser.parse(io.BytesIO(data), response_headers=headers)
