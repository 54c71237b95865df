"""What a site asks of robots (RFC 9309), read once for each site and kept for a day at most."""

from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

LARGEST = 512_000
"""Most bytes of robots.txt that are read; RFC 9309 asks for 500 KiB at least."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The answer of a site: who may fetch what, and how many seconds to wait between two requests."""

    parser: Protego | None
    reason: str = ""
    unreachable: bool = False

    def allows(self, agent: str, url: str) -> bool:
        """Say whether `agent` may fetch the address; with no parser nothing may be."""
        return self.parser is not None and bool(self.parser.can_fetch(url, agent))

    def delay(self, agent: str) -> float:
        """Return the seconds that the site asks to wait between requests, 0 where it asks nothing."""
        asked = self.parser.crawl_delay(agent) if self.parser else None
        return float(asked or 0)


def rules_of(fetch: Callable[[], tuple[int, bytes]]) -> Rules:
    """Return the rules that `fetch` (status and body of robots.txt; OSError where it cannot be had) gives.

    By RFC 9309 a missing file (4xx) allows all, a failing server (5xx) or no answer nothing.
    """
    try:
        status, body = fetch()
    except OSError as error:
        return Rules(None, f"its robots.txt could not be read ({error})", unreachable=True)
    if 400 <= status < 500:
        return Rules(Protego.parse(""))
    if status != 200:
        return Rules(None, f"its robots.txt answers with {status}")
    return Rules(Protego.parse(body[:LARGEST].decode("utf-8", "replace")))
