"""The form of a claim: from what is typed to what is given for each field, leaving out what nobody touched.

The form carries each field as it was shown (`was.FIELD`), so that only what somebody changed becomes an edit.
"""

import json
from collections.abc import Iterator
from typing import Any

from reportedly.desk.item import FIELDS, ClaimItem, FieldView
from reportedly.errors import ReviewRefused
from reportedly.records.review import EditField
from reportedly.web.screens.review_parts import Sent

_ROWS = 12
"""Rows of a field that has several parts, at most."""


def shown(view: FieldView) -> Any:
    """Return what the form shows of a field: what comes back when nobody touches it."""
    if view.name == "chain":
        hops = [[h.base, _flat(h.name), _flat(h.cue), h.role, h.inferred, n] for n, h in enumerate(view.hops)]
        return {"hops": hops, "root": view.root}
    if view.name in ("quantity", "status", "roles"):
        return [_row(view.name, row) for row in view.rows]
    if view.name in ("place", "origin", "destination"):
        return _flat(view.value[0]) if view.value else ""
    if view.name in ("secondary", "sector", "caveats", "summary_of", "evidence"):
        return [_flat(value) for value in view.value]
    return _flat(view.value[0]) if view.value else ""


def was(view: FieldView) -> str:
    """Return what the form carries of a field as it was shown."""
    return json.dumps(shown(view), ensure_ascii=False, sort_keys=True)


def edits_of(sent: Sent) -> dict[EditField, Any]:
    """Return what was given for the fields that were changed. Raises ReviewRefused where a form is not whole."""
    found: dict[EditField, Any] = {}
    for name in FIELDS:
        before = sent.text(f"was.{name}")
        if not before:
            continue
        typed = _typed(sent, name)
        if not _same(name, typed, before):
            found[name] = _given(name, typed, sent)
    return found


def _same(name: str, typed: Any, before: str) -> bool:
    """Say whether a field was left as the form showed it; the order of codes that are ticked tells nothing."""
    try:
        shown = json.loads(before)
    except ValueError as error:
        raise ReviewRefused("the form is not whole; load the page again") from error
    if name in ("sector", "caveats", "summary_of"):
        return sorted(typed) == sorted(shown)
    return bool(typed == shown)


def typed(sent: Sent) -> dict[str, Any]:
    """Return the fields that somebody touched, as they were typed."""
    return {
        name: found
        for name in FIELDS
        if (before := sent.text(f"was.{name}")) and not _same(name, found := _typed(sent, name), before)
    }


def touched(item: ClaimItem, sent: Sent) -> frozenset[str]:
    """Return the fields in which something else was typed than stands there."""
    given = typed(sent)
    return frozenset(view.name for view in item.fields if view.name in given and given[view.name] != shown(view))


def refilled(item: ClaimItem, sent: Sent | None) -> dict[str, Any]:
    """Return what the controls of a form hold: what was typed where there is something, else what stands."""
    held = {view.name: shown(view) for view in item.fields}
    return held if sent is None else {**held, **typed(sent)}


def _row(name: str, row: dict[str, Any]) -> list[Any]:
    if name == "quantity":
        return [
            _flat(row["printed"]),
            *(_number(row[key]) for key in ("min", "best", "max")),
            row["unit"],
            row["approximate"],
        ]
    if name == "status":
        return [row["sector"], row["status"], row["change"], list(row["cause"]), row["access"]]
    return [row["name"], row["value"], _flat(row["printed"])]


def _flat(text: str) -> str:
    """Return a text as one line, as a control of a form gives it back."""
    return " ".join(text.split())


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _typed(sent: Sent, name: str) -> Any:
    if name == "chain":
        return {"hops": list(_hops(sent)), "root": sent.text("chain.root")}
    if name in ("quantity", "status", "roles"):
        return [row for n in range(_ROWS) if (row := _part(sent, name, f"{name}.{n}"))]
    if name == "evidence":
        return [_flat(line) for line in sent.text("evidence").splitlines() if line.strip()]
    if name in ("secondary", "sector", "caveats", "summary_of"):
        return sent.all(name)
    return _flat(sent.text(name))


def _hops(sent: Sent) -> Iterator[list[Any]]:
    """Yield the hops in the order that was asked for, without those to be dropped and empty new ones."""
    found = []
    for n in range(_ROWS):
        at = f"chain.{n}"
        base, name = sent.number(f"{at}.base"), _flat(sent.text(f"{at}.name"))
        if sent.text(f"{at}.drop") or (base is None and not name):
            continue
        order = sent.number(f"{at}.order")
        found.append((order if order is not None else n, n, base, name))
    for order, (_, n, base, name) in enumerate(sorted(found, key=lambda hop: hop[:2])):
        at = f"chain.{n}"
        yield [base, name, sent.text(f"{at}.cue"), sent.text(f"{at}.role"), sent.text(f"{at}.inferred") == "yes", order]


def _part(sent: Sent, name: str, at: str) -> list[Any] | None:
    if sent.text(f"{at}.drop"):
        return None
    if name == "quantity":
        printed = sent.text(f"{at}.printed")
        numbers = [sent.text(f"{at}.{key}") for key in ("min", "best", "max")]
        return [printed, *numbers, sent.text(f"{at}.unit"), sent.text(f"{at}.about") == "yes"] if printed else None
    if name == "status":
        sector = sent.text(f"{at}.sector")
        told = [
            sent.text(f"{at}.status"),
            sent.text(f"{at}.change"),
            sent.all(f"{at}.cause"),
            sent.text(f"{at}.access"),
        ]
        return [sector, *told] if sector else None
    role = sent.text(f"{at}.name")
    # A value that is typed goes before the class of actors that is chosen beside it.
    value = sent.text(f"{at}.value") or sent.text(f"{at}.class")
    return [role, value, sent.text(f"{at}.printed")] if role else None


def _given(name: str, typed: Any, sent: Sent) -> Any:
    """Return a typed field as `review.given` reads it."""
    if name == "chain":
        notes = {sent.number(f"chain.{n}.base"): sent.text(f"chain.{n}.note") for n in range(_ROWS)}
        hops = []
        for base, printed, cue, role, inferred, _ in typed["hops"]:
            hop = {"name": printed, "cue": cue, "role": role, "inferred": inferred, "note": notes.get(base, "")}
            hops.append(hop if base is None else {**hop, "base": base})
        root = typed["root"]
        before = json.loads(sent.text("was.chain"))
        # A root that nobody touched follows the chain.
        return {"hops": hops, "root": "" if root == before["root"] and typed["hops"] != before["hops"] else root}
    if name not in _KEYS:
        return typed
    return [dict(zip(_KEYS[name], row, strict=True)) for row in typed]


_KEYS: dict[str, tuple[str, ...]] = {
    "quantity": ("printed", "min", "best", "max", "unit", "approximate"),
    "status": ("sector", "status", "change", "cause", "access"),
    "roles": ("name", "value", "printed"),
}
