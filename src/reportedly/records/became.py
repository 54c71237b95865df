"""What became of the source of a document after it was kept (DOMAIN 2.1, `state`)."""

from dataclasses import dataclass
from typing import Literal

SourceState = Literal["retracted", "gone", "changed"]
"""retracted: who published it has taken it back, on its own page or noted by a person. gone: its address answers that
it is there no longer, or another export of its channel has it no longer. changed: a later capture of its address
prints another text."""


@dataclass(frozen=True, slots=True)
class Became:
    """One thing that became of a source: since when (ISO 8601), in which words it was said, and what shows it.

    `by` is the id of the document or of the decision that says so, the path of an export without the post, "" where
    only the address answers.
    """

    state: SourceState
    since: str
    words: str = ""
    by: str = ""
