"""How far two people agree beyond chance, and how sure a share of a sample is."""

import math
from collections import Counter
from collections.abc import Sequence

Z95 = 1.959963984540054


def wilson(hits: int, total: int, z: float = Z95) -> tuple[float, float]:
    """Return the interval of a share (Wilson 1927), 0 to 1; (0, 1) where nothing was looked at.

    Raises ValueError if there are more hits than looks.
    """
    if not 0 <= hits <= total:
        raise ValueError(f"{hits} of {total}")
    if total == 0:
        return 0.0, 1.0
    share, square = hits / total, z * z
    middle = (share + square / (2 * total)) / (1 + square / total)
    half = z * math.sqrt(share * (1 - share) / total + square / (4 * total * total)) / (1 + square / total)
    return max(0.0, middle - half), min(1.0, middle + half)


def kappa(pairs: Sequence[tuple[str, str]], order: Sequence[str] | None = None) -> float | None:
    """Return Cohen's kappa of two raters (Cohen 1960); with `order` the one with squared weights (Cohen 1968).

    `pairs` are their values for the same things. None where there is nothing to compare, or where chance alone would
    make them agree in everything.
    """
    if not pairs:
        return None
    values = list(order) if order else sorted({value for pair in pairs for value in pair})
    place = {value: n for n, value in enumerate(values)}
    widest = max(1, len(values) - 1)

    def apart(one: str, other: str) -> float:
        return ((place[one] - place[other]) / widest) ** 2 if order else float(one != other)

    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    seen = sum(apart(a, b) for a, b in pairs) / len(pairs)
    expected = sum(left[a] * right[b] * apart(a, b) for a in left for b in right) / len(pairs) ** 2
    return None if expected == 0 else 1 - seen / expected
