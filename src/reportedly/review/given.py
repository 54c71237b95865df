"""What a person gives for a field of a claim, checked and turned into the value that an action keeps."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, get_args

from reportedly.codebook import Codebook
from reportedly.codebook.meanings import meanings
from reportedly.errors import InvalidRecord, ReviewRefused
from reportedly.interfaces import Gazetteer
from reportedly.records import Attribution, Claim, Link, Quantity, Reading, Role, Span, to_plain
from reportedly.records import values as v
from reportedly.records.withhold import WITHHELD
from reportedly.review.days import days_of
from reportedly.review.edits import printed_names

LISTS = ("secondary", "sector", "caveats", "summary_of")
"""Fields that hold several codes, given as a list or with commas between."""

MOST_SECONDARY = 2
"""Secondary categories that a claim may have (DOMAIN 2.3)."""


@dataclass(frozen=True)
class Given:
    """Turns what a person gives into values, by the codebook and the gazetteer of the project.

    Words are looked up in the text of the document, nearest to where they stood. Every method raises ReviewRefused
    where something does not fit, and says what would.
    """

    reading: Reading
    claim: Claim
    book: Codebook
    places: Gazetteer

    def value(self, field: str, given: Any) -> dict[str, Any]:
        """Return the value of a field as an action keeps it; empty where the field is to hold nothing."""
        makers: dict[str, Callable[[Any], dict[str, Any]]] = {
            "category": self._category,
            "secondary": self._secondary,
            "sector": self._sector,
            "place": self._place,
            "origin": self._place,
            "destination": self._place,
            "time": self._time,
            "proposition": self._proposition,
            "summary_of": self._summary,
            "caveats": lambda given: _several("caveats", given, get_args(v.Caveat)),
            "chain": self._chain,
            "roles": self._roles,
            "quantity": self._quantity,
            "status": self._status,
            "evidence": self._evidence,
        }
        if field in makers:
            try:
                return makers[field](given)
            except KeyError as error:
                raise ReviewRefused(f"{field.replace('_', ' ')}: {error} is missing") from error
            except (InvalidRecord, AttributeError, TypeError, ValueError) as error:
                raise ReviewRefused(f"{field.replace('_', ' ')}: {error}") from error
        allowed = get_args(_SCALARS[field]) if field in _SCALARS else ()
        if given not in allowed:
            raise ReviewRefused(f"{given!r} is no {field}; it is one of {', '.join(allowed)}")
        return {field: given}

    # Codes.

    def _code(self, text: str) -> str:
        known = [*(c.id for c in self.book.categories), *(r.id for r in self.book.routing)]
        found = next((i for i in known if text.upper() in (i.upper(), i.upper().rpartition(".")[2])), None)
        if found is None:
            raise ReviewRefused(
                f"{text!r} is no category of {self.book.id} {self.book.version}; `reportedly codebook show` lists them"
            )
        return found

    def _category(self, text: str) -> dict[str, Any]:
        found = self._code(text)
        meaning = meanings(self.book).get(found, "")
        return {"category": found, "codebook": self.book.id, "version": self.book.version, "meaning": meaning}

    def _secondary(self, given: Any) -> dict[str, Any]:
        codes = list(dict.fromkeys(self._code(text) for text in _listed(given)))
        if len(codes) > MOST_SECONDARY:
            raise ReviewRefused(f"a claim has at most {MOST_SECONDARY} secondary categories; {len(codes)} were given")
        return {"secondary": codes, "codebook": self.book.id} if codes else {}

    def _sector(self, given: Any) -> dict[str, Any]:
        return _several("sector", given, self.book.sector_ids)

    # Place, time, words.

    def _place(self, text: str) -> dict[str, Any]:
        if not text.strip():
            return {}
        found = self.places.get(text.strip())
        if found is None:
            exact = [c for c in self.places.find(text.strip(), limit=8) if c.match == "exact"]
            if len(exact) != 1:
                told = ", ".join(f"{c.id} ({c.name}, {c.country or c.layer})" for c in exact[:8])
                what = f"may be {told}: give the id" if exact else "is not in the gazetteer: give an id"
                raise ReviewRefused(f"{text!r} {what}; `reportedly gazetteer find` shows what there is")
            [found] = exact
        return {
            "id": found.id,
            "name": found.name,
            "precision": found.precision,
            "lat": found.lat,
            "lon": found.lon,
            "country": found.country or None,
        }

    def _time(self, text: str) -> dict[str, Any]:
        if not text.strip():
            return {}
        days_of(text.strip())
        return {"time": text.strip()}

    def _proposition(self, text: str) -> dict[str, Any]:
        words = " ".join(text.split())
        if not words:
            raise ReviewRefused("a proposition is a short sentence; nothing was given")
        _open(words)
        return {"proposition": words}

    def _summary(self, given: Any) -> dict[str, Any]:
        there = [c.id for c in self.reading.of(Claim) if c.id != self.claim.id]
        found = []
        for name in _listed(given):
            fits = [c for c in there if c.startswith(name)]
            if len(fits) != 1:
                raise ReviewRefused(f"{name!r} is no other claim of this document; it has {', '.join(there) or 'none'}")
            found += fits
        return {"summary_of": list(dict.fromkeys(found))} if found else {}

    def _evidence(self, given: Any) -> dict[str, Any]:
        at, spans = self.claim.evidence[0].start, []
        for piece in given if isinstance(given, list | tuple) else [given]:
            span = self._words(piece.strip(), at) if isinstance(piece, str) else Span(*map(_whole, piece))
            if span.end > len(self.reading.text):
                raise ReviewRefused(f"the text ends at {len(self.reading.text)}, the passage at {span.end}")
            spans.append(span)
        spans.sort()
        if not spans or any(a.end > b.start for a, b in pairwise(spans)):
            raise ReviewRefused("evidence is one passage or more, without overlaps")
        return {"spans": [[s.start, s.end] for s in spans]}

    def _words(self, words: str, at: int) -> Span:
        """Return where words stand in the text, nearest to a place; a line break is a blank."""
        _open(words)
        pattern = r"\s+".join(map(re.escape, words.split()))
        found = [Span(m.start(), m.end()) for m in re.finditer(pattern, self.reading.text)] if pattern else []
        if not found:
            raise ReviewRefused(f"the words {words!r} do not stand in the document, letter for letter")
        return min(found, key=lambda span: abs(span.start - at))

    # The chain.

    def _chain(self, given: Mapping[str, Any]) -> dict[str, Any]:
        said = self.reading.first(Attribution, self.claim.id)
        there = said.links if said else ()
        links = tuple(self._hop(hop, there) for hop in given["hops"])
        root: Any = given.get("root") or _root_of(links)
        Attribution(self.claim.id, links, root)
        printed = printed_names(self.reading.text, links)
        return {"links": [to_plain(link) for link in links], "root_status": root, "printed": printed}

    def _hop(self, hop: Mapping[str, Any], there: Sequence[Link]) -> Link:
        """Return a hop: one that is there (`base`, its place in the chain) with what is changed, or a new one.

        What a hop does not give stays as it was; an empty name or cue takes it away.
        """
        base = hop.get("base")
        if base is not None and not 0 <= base < len(there):
            raise ReviewRefused(f"the chain has {len(there)} hops; there is none with the number {base + 1}")
        link = there[base] if base is not None else Link(None, hop["role"], named=True, commitment="CT+")
        if "name" in hop:
            link = self._named(link, " ".join(str(hop["name"]).split()), str(hop.get("note", "")).strip())
        was = link.cue.of(self.reading.text) if link.cue else ""
        cue = str(hop.get("cue", was)).strip()
        if cue != " ".join(was.split()) and cue != was:
            spot = self._words(cue, self.claim.evidence[0].start) if cue else None
            link = replace(link, cue=spot, lexicon_id=None)
        changed: dict[str, Any] = {k: hop[k] for k in ("role", "mode", "commitment", "inferred") if k in hop}
        if changed.get("role", link.role) != link.role or base is None:
            role = changed.get("role", link.role)
            changed["named"] = role not in ("unnamed_plural", "unnamed_single", "none")
            changed["plural"] = role == "unnamed_plural"
        return replace(link, **changed)

    def _named(self, link: Link, name: str, note: str) -> Link:
        """Return a hop under another name: where it is printed, else as the right name for a wrong one."""
        text = self.reading.text
        printed = " ".join(link.span.of(text).split()) if link.span else ""
        if name in (printed, link.proposed or printed) or (not name and link.span is None):
            return link
        if not name:
            return replace(link, span=None, antecedent=None, source=None, resolution="unresolved", proposed=None)
        try:
            spot = self._words(name, self.claim.evidence[0].start)
        except ReviewRefused:
            if link.span is None or WITHHELD in name:
                raise
            if not note:
                raise ReviewRefused(
                    f"{name!r} is not printed in the document; to set it in place of {printed!r}, say why in the note "
                    "of the hop"
                ) from None
            return replace(link, proposed=name, resolution="corrected", note=note, source=None)
        return replace(
            link, span=spot, antecedent=None, source=None, resolution="exact", proposed=None, note=None, anaphoric=False
        )

    # Roles, numbers, services.

    def _roles(self, given: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
        known = {role.name for role in self.book.roles}
        made = []
        for role in given:
            if role["name"] not in known:
                raise ReviewRefused(f"{role['name']!r} is no role; it is one of {', '.join(sorted(known))}")
            printed = str(role.get("printed") or "").strip()
            span = self._words(printed, self.claim.evidence[0].start) if printed else None
            made.append(to_plain(Role(role["name"], span, str(role.get("value") or "").strip() or None)))
        return {"roles": made} if made else {}

    def _quantity(self, given: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
        made = []
        for number in given:
            span = self._words(str(number["printed"]).strip(), self.claim.evidence[0].start)
            low, best, high = (_number(number.get(key)) for key in ("min", "best", "max"))
            unit = str(number.get("unit") or "").strip() or None
            checked = Quantity(self.claim.id, span, low, best, high, unit, bool(number.get("approximate", False)))
            made.append({k: x for k, x in to_plain(checked).items() if k not in ("claim", "producer")})
        return {"quantities": made} if made else {}

    def _status(self, given: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
        made = []
        for state in given:
            cause = _several("cause", state.get("cause", ()), self.book.cause).get("cause", [])
            checks: dict[str, tuple[object, object]] = {
                "status": (state["status"], v.ServiceState),
                "change": (state.get("change") or "unknown", v.Change),
                "access": (state.get("access") or "unknown", v.Access),
            }
            v.check("status", **checks)
            if state["sector"] not in self.book.sector_ids:
                raise ReviewRefused(f"{state['sector']!r} is no sector; it is one of {', '.join(self.book.sector_ids)}")
            made.append(
                {
                    "sector": state["sector"],
                    **{key: value for key, (value, _) in checks.items()},
                    "cause": cause,
                    "provider": state.get("provider") or "unknown",
                }
            )
        return {"states": made} if made else {}


_SCALARS: Mapping[str, object] = {
    "polarity": v.Polarity,
    "realis": v.Realis,
    "kind": v.ClaimKind,
    "level": v.HedgeLevel,
}


def _listed(given: Any) -> list[str]:
    parts = given.split(",") if isinstance(given, str) else given
    return [text.strip() for text in parts if text.strip()]


def _several(field: str, given: Any, allowed: Sequence[str]) -> dict[str, Any]:
    found = set(_listed(given))
    wrong = sorted(found - set(allowed))
    if wrong:
        raise ReviewRefused(f"{', '.join(wrong)}: no {field}; it is one of {', '.join(allowed)}")
    return {field: [one for one in allowed if one in found]} if found else {}


def _whole(given: Any) -> int:
    if isinstance(given, bool) or not isinstance(given, int):
        raise ReviewRefused(f"{given!r} is no place in the text; give whole numbers")
    return given


def _number(given: Any) -> float | None:
    if given is None or given == "":
        return None
    if isinstance(given, bool):
        raise ReviewRefused(f"{given!r} is no number")
    try:
        return float(str(given).replace(",", ".") if isinstance(given, str) else given)
    except ValueError as error:
        raise ReviewRefused(f"{given!r} is no number; give one such as 1200 or 0.5") from error


def _root_of(links: Sequence[Link]) -> str:
    if not links:
        return "author"
    last = links[-1]
    return str(last.role) if last.role in ("unnamed_plural", "unnamed_single", "none") else "named"


def _open(words: str) -> None:
    if WITHHELD in words:
        raise ReviewRefused(
            f"the words hold {WITHHELD!r}, which stands for a name that you may not see; leave that part out, or ask "
            "somebody who works with exact names"
        )
