"""GeoNames feature classes and codes: what kind of place they stand for, and which are of the past."""

CLASSES = frozenset("AHLPRSTUV")

_PAST = (
    "ADM1H ADM2H ADM3H ADM4H ADM5H ADMDH PCLH PPLH PPLQ PPLW RGNH CNLQ INLTQ STMQ WLLQ RRQ AIRQ BDGQ CMPQ DAMQ "
    "FRMQ MFGQ MLSGQ MNQ MSSNQ OILQ PPQ PRNQ RSTNQ RSTPQ RUIN"
)
HISTORICAL = frozenset(_PAST.split(" "))
"""Codes of what is former, abandoned or destroyed (GeoNames featureCodes_en.txt, October 2025).

A list, because the ending says nothing: AIRH is a heliport, SCH a school, CH a church. PPLCH, a former capital,
is left out: as a town it may well be alive.
"""

_BY_CODE = {
    **dict.fromkeys(("ADM1", "ADM1H"), "adm1"),
    **dict.fromkeys(("ADM2", "ADM2H"), "adm2"),
    **dict.fromkeys(("ADM3", "ADM3H"), "adm3"),
    **dict.fromkeys(("ADM4", "ADM4H", "ADM5", "ADM5H"), "adm4"),
    **dict.fromkeys(("PCL", "PCLD", "PCLF", "PCLI", "PCLIX", "PCLS", "TERR"), "country"),
    "PCLH": "historical",
    "CONT": "continent",
    **dict.fromkeys(("ISL", "ISLS", "ISLET", "ISLT", "ISLF", "ISLM", "ISLX", "ATOL"), "island"),
    **dict.fromkeys(("AIRP", "AIRF", "AIRB", "AIRH", "AIRS", "AIRQ", "AIRT"), "airport"),
    **dict.fromkeys(("SEA", "OCN", "GULF", "BAY", "BAYS", "STRT", "SD"), "sea"),
    **dict.fromkeys(("STM", "STMS", "STMI", "STMA", "STMQ", "STMX", "DLTA"), "river"),
    **dict.fromkeys(("LK", "LKS", "LKI", "LKN", "RSV", "RSVI", "LGN", "LGNS"), "lake"),
    **dict.fromkeys(("PPLX",), "district"),
}
_BY_CLASS = {"P": "settlement", "T": "mountain", "S": "facility"}


def kind_of(feature_class: str, feature_code: str) -> str:
    """Return the kind of a place: of its code, else of its class; "region" for what is only an area on the map."""
    return _BY_CODE.get(feature_code) or _BY_CLASS.get(feature_class, "region")


def is_historical(feature_code: str) -> bool:
    """Say whether a code marks something that is no longer there."""
    return feature_code in HISTORICAL
