"""Read polygons from well-known binary (OGC 06-103r4, 8.2), so that a look-up needs no geometry library."""

from struct import Struct

from reportedly.errors import InvalidGazetteer

Ring = tuple[tuple[float, float], ...]

_POLYGON, _MULTIPOLYGON = 3, 6


def polygons(data: bytes) -> tuple[tuple[Ring, ...], ...]:
    """Return the polygons of a Polygon or MultiPolygon as rings of (longitude, latitude).

    Raises InvalidGazetteer if `data` is anything else or cut off.
    """
    try:
        kind, order, at = _head(data, 0)
        if kind == _POLYGON:
            return (_rings(data, order, at)[0],)
        if kind != _MULTIPOLYGON:
            raise InvalidGazetteer(f"a shape is a geometry of type {kind}, not a polygon; build the gazetteer anew")
        count, at = _count(data, order, at)
        found = []
        for _ in range(count):
            _, order, at = _head(data, at)
            rings, at = _rings(data, order, at)
            found.append(rings)
        return tuple(found)
    except (IndexError, ValueError, OverflowError) as error:
        raise InvalidGazetteer("a shape in the gazetteer is damaged; build it anew") from error


def _head(data: bytes, at: int) -> tuple[int, str, int]:
    order = "<" if data[at] else ">"
    kind, after = _count(data, order, at + 1)
    return kind, order, after


def _count(data: bytes, order: str, at: int) -> tuple[int, int]:
    if at + 4 > len(data):
        raise IndexError(at)
    return int.from_bytes(data[at : at + 4], "little" if order == "<" else "big"), at + 4


def _rings(data: bytes, order: str, at: int) -> tuple[tuple[Ring, ...], int]:
    count, at = _count(data, order, at)
    rings = []
    for _ in range(count):
        points, at = _count(data, order, at)
        if at + 16 * points > len(data):
            raise IndexError(at)
        numbers = Struct(f"{order}{2 * points}d").unpack_from(data, at)
        rings.append(tuple(zip(numbers[::2], numbers[1::2], strict=True)))
        at += 16 * points
    return tuple(rings), at
