"""Why an origin is counted as it is, as a message key with its values; the words of the rules are in English."""

import re
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """`key` names a message, "" where the rule's own words stand; `text` are those words, in English."""

    key: str
    text: str
    values: dict[str, str] = field(default_factory=dict)


_EDGE = r"(?P<kind>copy|translation|excerpt|cites|summarises|same_release|revision_of): (?P<evidence>.+)"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (key, re.compile(pattern, re.DOTALL))
    for key, pattern in (
        ("goes_back", r"(?P<later>.+) goes back to (?P<earlier>.+), whose own report is in the pile"),
        ("exact_copy", r"an exact copy of an earlier document"),
        ("derived", _EDGE),
        ("derived_by_way", r"by way of reports that tell nothing of it, " + _EDGE),
        ("same_ancestor", r"both documents derive from one that is in the pile"),
        ("same_report", r"the same report, which names a source of it elsewhere"),
        ("circle", r"the reports cite only each other"),
        ("one_body", r"(?P<names>.+) count as one"),
        ("own_knowledge_for", r"(?P<name>.+) publishes of its own knowledge; it speaks for (?P<group>.+)"),
        ("own_knowledge", r"(?P<name>.+) publishes of its own knowledge"),
        ("asserts_media", r"(?P<name>.+) asserts it without a source; not a primary source; it belongs to .+"),
        ("asserts", r"(?P<name>.+) asserts it without a source; not a primary source(?:; it speaks for .+)?"),
        ("speaks_for", r"(?P<name>.+) speaks for (?P<group>.+)"),
        ("one_unnamed", r"one unnamed source"),
        ("unnamed", r"unnamed sources"),
        ("may_rest", r"may rest on another origin of this event"),
        ("may_be_any", r"may be another source of this event: nothing tells them apart"),
        ("may_be_role", r"may be the other source of the same role \((?P<role>.+)\)"),
    )
)


def reason_of(text: str) -> Reason:
    """Return the words of a rule as a message with its values, or as they stand where no message has them."""
    for key, pattern in _PATTERNS:
        match = pattern.fullmatch(text)
        if match:
            return Reason(key, text, match.groupdict())
    return Reason("", text)


def back_links(text: str) -> tuple[str, str] | None:
    """Return the names of the later and the earlier publisher where a reason says that one names the other."""
    reason = reason_of(text)
    return (reason.values["later"], reason.values["earlier"]) if reason.key == "goes_back" else None
