"""How long an observation holds (DOMAIN 2.10)."""

from collections.abc import Mapping

DEFAULT_DAYS: Mapping[str, int] = {
    "water": 14,
    "sewage": 14,
    "waste": 14,
    "electricity": 14,
    "heating": 14,
    "gas": 14,
    "fuel": 14,
    "telecom_mobile": 14,
    "telecom_fixed": 14,
    "internet": 14,
    "broadcast": 14,
    "food_shops": 14,
    "humanitarian_aid": 14,
    "health": 30,
    "transport": 30,
    "post": 30,
    "banking_cash": 30,
    "policing_justice": 30,
    "education": 90,
    "payments": 90,
    "housing": 90,
    "debris_removal": 90,
    "registry": 90,
    "administration": 90,
}
"""Days by sector: 14 for water, energy, telecom, food and access, 30 for health, transport and cash, 90 for
education, pay, housing and registry. DOMAIN 2.10 does not name post, policing and administration;
they follow their nearest neighbours: transport, transport and registry."""

OTHER_DAYS = 30


def freshness_days(sector: str, *overrides: Mapping[str, int]) -> int:
    """Return the days for which a report on `sector` holds; earlier overrides win."""
    for table in (*overrides, DEFAULT_DAYS):
        if sector in table:
            return table[sector]
    return OTHER_DAYS
