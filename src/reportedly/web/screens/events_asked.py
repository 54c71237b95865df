"""What the addresses of the panels hold: the filter, whether only a part of the page is asked for, steps of pages."""

from dataclasses import fields
from typing import Any

from fastapi import Request

from reportedly.desk.model import Filter
from reportedly.web.screens.area_asked import with_area

_NAMES = {
    "start": "from",
    "end": "to",
    "codes": "code",
    "kinds": "kind",
    "sectors": "sector",
    "flags": "flag",
    "text": "q",
}


def filter_of(request: Request) -> Filter:
    """Return the filter in an address. Raises BadQuery naming the parameter that holds what it cannot hold."""
    return with_area(request, Filter.of(request.query_params))


def part_asked(request: Request) -> bool:
    """Say whether only the panel is asked for, to be put into a page that is open."""
    return request.query_params.get("fragment") == "1" or "hx-request" in request.headers


def described(*names: str, **more: str) -> dict[str, Any]:
    """Return how an interface description tells the parameters of a filter (all, or those named), and further ones."""
    wanted = [_NAMES.get(one.name, one.name) for one in fields(Filter) if not names or one.name in names]
    told = {**dict.fromkeys(wanted, "filter, as in the address of a page"), **more}
    return {
        "parameters": [
            {"name": name, "in": "query", "required": False, "description": text, "schema": {"type": "string"}}
            for name, text in told.items()
        ]
    }
