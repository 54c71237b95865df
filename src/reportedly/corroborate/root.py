"""What the root of a claim's chain is, and the reasons that tell how sure it is."""

from dataclasses import dataclass
from typing import Literal

from reportedly.corroborate.names import NO_NAME, Named
from reportedly.records.values import LinkRole, RootStatus, Side

Kind = Literal["body", "person", "outlet", ""]
"""What a name is the name of, as far as it tells."""


@dataclass(frozen=True, slots=True)
class Root:
    """Where one claim's own chain ends.

    `counts`: it counts in the lower bound by itself (a named source, or a primary source that publishes).
    `carriers` are the identities (`Party.identity`) named on the way, root first: a claim of theirs in
    the pile is where the chain goes on. `circular` marks reports that only cite each other. `printed` has the keys
    of its name, by which it is known in other languages; `via` those of all who are named on the way.
    `kind` says what is named, `heads` of which kind a body is in English words, `bare` that its name says no more.
    `inferred`: it was not printed as the source of this claim but taken from what stands beside it.
    """

    key: str
    name: str
    status: RootStatus
    side: Side
    role: LinkRole
    counts: bool
    carriers: tuple[str, ...] = ()
    reason: str = ""
    circular: bool = False
    printed: Named = NO_NAME
    via: tuple[Named, ...] = ()
    kind: Kind = ""
    heads: tuple[str, ...] = ()
    bare: bool = False
    inferred: bool = False


OUR_VOICE = "speaks of itself: “we”"
"""Why an outlet may have been there: it says "we" where its text begins, which may be said of many things."""

NEAR_VOICE = "speaks of itself beside it: “we”"
"""The same where it says so in the sentence of the claim or the next one to it."""

OWN_WORD = "cites nobody, and its name is not that of an outlet"
"""Why a publisher of which nothing else is known may speak of its own knowledge."""
