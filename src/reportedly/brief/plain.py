"""Prints a brief as JSON: everything that the page shows, as plain values, with the schema that they follow."""

import json
from dataclasses import asdict
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from reportedly.brief.model import Brief
from reportedly.brief.words import load
from reportedly.records.withhold import WITHHELD

FORMAT = "reportedly-brief/1"
"""Grows with every change that a reader of the file has to know of."""


def render_json(brief: Brief) -> str:
    """Return the brief as JSON text that ends in a line break."""
    plain = json.dumps({"format": FORMAT, "brief": asdict(brief)}, ensure_ascii=False, indent=1)
    return plain.replace(WITHHELD, load(brief.language).data["withheld"]) + "\n"


@cache
def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what `render_json` gives; descriptions are those of the model."""
    made = TypeAdapter(Brief).json_schema(mode="serialization")
    parts = made.pop("$defs", {})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A brief of reportedly",
        "type": "object",
        "properties": {"format": {"const": FORMAT}, "brief": made},
        "required": ["format", "brief"],
        "additionalProperties": False,
        "$defs": parts,
    }
