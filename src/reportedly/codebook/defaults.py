"""What a codebook file need not say: filled from its ids, and from the codebook that ships."""

from typing import Any

SHARED = (
    "routing",
    "sectors",
    "status",
    "change",
    "cause",
    "access",
    "access_conditions",
    "provider",
    "roles",
    "actor_classes",
    "protection_risks",
)
"""Lists that a codebook shares with the one that ships unless it has its own."""


def completed(data: dict[str, Any], shipped: dict[str, Any]) -> dict[str, Any]:
    """Return the data of a file with what it leaves out; what has the wrong shape is left for the schema to name.

    A category's slug is made of its id, its domain is the letter of its id; a domain that is not described is named
    by its letter, or by the title if it is the only one. Roles are those of `shipped` beside the file's own.
    """
    filled = {name: shipped[name] for name in SHARED if name in shipped} | data
    if "roles" in data:
        filled["roles"] = _with_shipped_roles(data["roles"], shipped.get("roles", []))
    found = data.get("categories")
    if not isinstance(found, list):
        return filled
    categories = [_category(one) for one in found]
    return {**filled, "categories": categories, "domains": _domains(data, categories)}


def _category(one: Any) -> Any:
    code = one.get("id") if isinstance(one, dict) else None
    if not isinstance(code, str) or "." not in code:
        return one
    letter = code.partition(".")[2][:1]
    return {"slug": code.lower().replace(".", "-"), "domain": letter, **one}


def _domains(data: dict[str, Any], categories: list[Any]) -> Any:
    described = data.get("domains", [])
    if not isinstance(described, list):
        return described
    known = {one.get("id") for one in described if isinstance(one, dict)}
    if described and known:
        return described
    letters = [one.get("domain") for one in categories if isinstance(one, dict)]
    wanted = sorted({letter for letter in letters if isinstance(letter, str)})
    title = data.get("title")
    only = len(wanted) == 1 and isinstance(title, str)
    return [{"id": letter, "name": title if only else f"Domain {letter}"} for letter in wanted]


def _with_shipped_roles(own: Any, shipped: list[Any]) -> Any:
    if not isinstance(own, list):
        return own
    names = {one.get("name") for one in own if isinstance(one, dict)}
    return [*own, *(role for role in shipped if role.get("common") and role["name"] not in names)]
