"""Briefs as drafts: made from events, edited sentence by sentence, linted, published and kept in versions."""

from reportedly.drafting.drafts import Compiled, Drafts, refusal, versions_told
from reportedly.drafting.model import (
    TEMPLATES,
    Draft,
    DraftConflict,
    Edit,
    InvalidDraft,
    Spec,
    Version,
)
from reportedly.drafting.needs import Need

__all__ = [
    "TEMPLATES",
    "Compiled",
    "Draft",
    "DraftConflict",
    "Drafts",
    "Edit",
    "InvalidDraft",
    "Need",
    "Spec",
    "Version",
    "refusal",
    "versions_told",
]
