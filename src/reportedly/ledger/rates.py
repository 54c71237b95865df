"""Is a count smaller than was to be expected? Exact tests for counts that follow Poisson's law.

Both condition on the sum of the counts, so that no rate need be known. Reports come in bursts, so real counts vary
more than these laws say: the tests cry out too often rather than too seldom, and what they give is a reason to look.
"""

from math import comb, exp, log, log1p

ALPHA = 0.05
"""A chance below this counts as unusual: one place in twenty falls below it by chance alone."""


def fewer_than_before(now: int, before: int, *, periods: int) -> float:
    """Return the chance of `now` or fewer in one period after `before` in `periods` periods at an unchanged rate.

    The conditional binomial test of two Poisson rates (Przyborowski and Wilenski 1940, Biometrika 31, 313-323).
    """
    both, share = now + before, 1 / (periods + 1)
    return sum(_binomial(k, both, share) for k in range(now + 1))


def fewer_than_others(now: int, before: int, *, others_now: int, others_before: int) -> float:
    """Return the chance of `now` or fewer if a place's share of all reports was the same now and before.

    The one-sided exact test of a table of four (Fisher 1935): `others` are the reports of the neighbours.
    """
    both, total_now = now + before, now + others_now
    whole = both + others_now + others_before
    least = max(0, both - (others_before + before))
    ways = sum(comb(both, k) * comb(whole - both, total_now - k) for k in range(least, now + 1) if total_now >= k)
    return ways / comb(whole, total_now) if whole else 1.0


def silence_chance(gap: int, *, span: int, count: int) -> float:
    """Return the chance of a gap of more than `gap` days after `count` reports that came within `span` days.

    Gaps between reports are taken as exponential; that of the next one, given `count - 1` gaps which sum to
    `span`, then has the Pareto distribution of the second kind (Lomax 1954): (span / (span + gap)) ** (count - 1).
    """
    if count < 2 or gap <= 0:
        return 1.0
    return (max(span, 1) / (max(span, 1) + gap)) ** (count - 1)


def _binomial(k: int, n: int, p: float) -> float:
    return comb(n, k) * exp(k * log(p) + (n - k) * log1p(-p))
