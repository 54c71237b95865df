"""What people have said of claims: the state of each, who decided, and what stands beside it as another view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Dissent:
    """Another view of a claim, kept beside: by whom, when, why; of one field also what it should hold, in words."""

    by: str
    at: str
    reason: str
    action: str
    field: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The review states of claims that somebody decided on, the dissents from claims, and who decided."""

    states: Mapping[str, str] = field(default_factory=dict)
    dissents: Mapping[str, Sequence[Dissent]] = field(default_factory=dict)
    people: tuple[str, ...] = ()

    def state(self, claim: str) -> str:
        """Return the review state of a claim, "machine" where nobody decided on it."""
        return self.states.get(claim, "machine")
