"""Options by which a brief or an export tells only of an area and a period."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from reportedly.drafting import Spec
    from reportedly.project import Project
    from reportedly.releasing import Holdings

Areas = Annotated[
    list[str] | None,
    typer.Option("--area", metavar="PLACE", help="Only events in this place (name or id); may be given again."),
]
Period = Annotated[
    str,
    typer.Option("--period", metavar="FROM..TO", help="Only what was reported in these days (YYYY-MM-DD..YYYY-MM-DD)."),
]
Template = Annotated[str, typer.Option("--template", metavar="update|full|one-page", help="How much is told.")]


def spec_of(areas: list[str] | None, period: str, template: str) -> "Spec":
    """Return what a brief is about. Raises InvalidDraft where days or the template are none."""
    from reportedly.drafting import Spec

    start, end = days_of(period)
    return Spec(tuple(areas or ()), start, end, "en", template)  # type: ignore[arg-type]


def narrowing(project: "Project", spec: "Spec") -> "Callable[[Holdings], Holdings] | None":
    """Return what narrows the holdings of a project to the area and period of a spec; None where neither is given."""
    from reportedly.drafting.material import narrowed

    return partial(narrowed, project=project, spec=spec) if spec.areas or spec.start or spec.end else None


def days_of(period: str) -> tuple[str, str]:
    """Return the two days of FROM..TO; either may be missing. Raises InvalidDraft."""
    from datetime import date

    from reportedly.drafting import InvalidDraft

    if not period:
        return "", ""
    start, dots, end = period.partition("..")
    try:
        for day in (start, end):
            date.fromisoformat(day or "2000-01-01")
    except ValueError:
        dots = ""
    if not dots:
        raise InvalidDraft(f"--period: {period!r} is no FROM..TO of days, such as 2026-10-19..2026-10-26")
    return start, end
