"""The read model of the workbench: what its pages ask of a project, answered fast and as the viewer may see it."""

from reportedly.desk.desk import Desk
from reportedly.desk.model import (
    GROUPS,
    Area,
    BadQuery,
    Changed,
    ClaimRow,
    Counts,
    DocumentRow,
    EventRow,
    Facet,
    Filter,
    Fragment,
    Hit,
    NotFound,
    Page,
    PassageRow,
    Points,
    Viewer,
)

__all__ = [
    "GROUPS",
    "Area",
    "BadQuery",
    "Changed",
    "ClaimRow",
    "Counts",
    "Desk",
    "DocumentRow",
    "EventRow",
    "Facet",
    "Filter",
    "Fragment",
    "Hit",
    "NotFound",
    "Page",
    "PassageRow",
    "Points",
    "Viewer",
]
