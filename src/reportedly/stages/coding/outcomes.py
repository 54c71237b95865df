"""The outcome of a coded claim: the category's own value list, from realis and wording (CODEBOOK 3.4 and 3.6)."""

import re

from reportedly.records import Claim

_BY_REALIS: dict[str, dict[str, str]] = {
    "A01": {
        "planned": "planned",
        "attempted": "attempted",
        "failed": "failed",
        "occurred": "completed",
        "ongoing": "attempted",
        "ordered": "planned",
    },
    "A02": {
        "planned": "planned",
        "ordered": "adopted",
        "occurred": "adopted",
        "ongoing": "in_force",
        "habitual": "in_force",
    },
    "A03": {"planned": "planned", "occurred": "held", "ongoing": "prepared", "ordered": "planned"},
    "A04": {"planned": "announced", "occurred": "started", "ongoing": "started", "failed": "not_delivered"},
    "A05": {
        "planned": "announced",
        "ordered": "announced",
        "occurred": "in_force",
        "ongoing": "in_force",
        "habitual": "in_force",
    },
    "B02": {"ongoing": "ongoing", "occurred": "completed", "habitual": "ongoing", "failed": "failed"},
    "B03": {
        "planned": "planned",
        "ordered": "planned",
        "occurred": "started",
        "ongoing": "ongoing",
        "habitual": "ongoing",
    },
    "B04": {"planned": "threatened", "ordered": "carried_out", "occurred": "carried_out", "ongoing": "carried_out"},
    "B05": {
        "planned": "offered",
        "occurred": "accepted",
        "ongoing": "ongoing",
        "habitual": "ongoing",
        "failed": "failed",
    },
    "D02": {
        "planned": "planned",
        "occurred": "started",
        "ongoing": "ongoing",
        "habitual": "ongoing",
        "ordered": "planned",
    },
    "D03": {"planned": "announced", "ordered": "announced", "occurred": "carried_out", "ongoing": "carried_out"},
    "D04": {
        "planned": "announced",
        "ordered": "announced",
        "occurred": "in_force",
        "ongoing": "in_force",
        "habitual": "in_force",
    },
    "E02": {
        "planned": "announced",
        "ordered": "announced",
        "occurred": "in_force",
        "ongoing": "in_force",
        "habitual": "enforced",
    },
    "E04": {"planned": "announced", "ordered": "announced", "occurred": "taken", "ongoing": "taken"},
    "E05": {"planned": "planned", "occurred": "completed", "ongoing": "ongoing", "habitual": "ongoing"},
    "F02": {
        "planned": "announced",
        "ordered": "announced",
        "occurred": "completed",
        "ongoing": "ongoing",
        "habitual": "ongoing",
    },
    "F03": {
        "planned": "announced",
        "ordered": "announced",
        "occurred": "in_force",
        "ongoing": "in_force",
        "habitual": "in_force",
    },
    "F04": {
        "planned": "announced",
        "ordered": "announced",
        "occurred": "completed",
        "ongoing": "ongoing",
        "failed": "prevented",
    },
    "F06": {"planned": "announced", "occurred": "completed", "ongoing": "ongoing", "habitual": "ongoing"},
    "G02": {
        "planned": "announced",
        "ordered": "announced",
        "occurred": "completed",
        "ongoing": "ongoing",
        "habitual": "ongoing",
    },
    "G03": {
        "planned": "announced",
        "ordered": "announced",
        "occurred": "carried_out",
        "ongoing": "in_force",
        "habitual": "in_force",
    },
    "H02": {
        "planned": "announced",
        "ordered": "announced",
        "occurred": "practised",
        "ongoing": "practised",
        "habitual": "practised",
    },
    "J01": {"planned": "called_for", "ongoing": "ongoing", "occurred": "completed", "habitual": "ongoing"},
    "J02": {"attempted": "attempted", "occurred": "completed", "ongoing": "completed", "failed": "foiled"},
    "J03": {"planned": "planned", "occurred": "published", "ongoing": "published", "habitual": "published"},
    "H01": {"planned": "planned", "occurred": "delivered", "ongoing": "delivered", "failed": "refused"},
}
_BY_WORD: dict[str, tuple[tuple[str, str], ...]] = {
    "A01": (
        ("reversed", r"revers\w+|reinstat\w+"),
        ("failed", r"not (?:yet |still )*been formed|cannot find|resign\w*"),
    ),
    "A03": (("postponed", r"postpon\w+"), ("cancelled", r"cancel\w+|suspend\w+"), ("held", r"\bheld\b")),
    "A04": (("not_delivered", r"never (?:reached|arrived)|not delivered"), ("announced", r"promis\w+|pledg\w+|signed")),
    "A05": (("stopped", r"stopp\w+|suspend\w+"),),
    "D03": (("reversed", r"returned|restored"),),
    "E02": (("lifted", r"lifted|abolish\w+|cancel\w+"),),
    "E04": (
        ("inventoried", r"inventor\w+|registered"),
        ("announced", r"declared|told"),
        ("sold", r"\bsold\b|sale|auction\w*"),
        ("returned", r"returned|given back"),
    ),
    "F01": (
        ("confiscated", r"confiscat\w+|were taken|taken at|took"),
        ("refused", r"refus\w+|denied"),
        ("compulsory", r"must|treated as foreigners|compulsory|obliged"),
        ("pressed", r"pressur\w+|press\w+|threat\w+|force\w*"),
        ("offered", r"offer\w*|collect\w*|issu\w+|receiv\w+|simplif\w+"),
    ),
    "F03": (("lifted", r"lifted|reopen\w+|eased"),),
    "F04": (("returned", r"return(?:ed|ing|s)?"), ("prevented", r"prevent\w+|not allow\w+")),
    "F05": (
        ("adopted", r"adopt\w+"),
        ("not_returned", r"not (?:been )?returned|never returned"),
        ("returned", r"reunited|returned"),
        ("planned", r"\bwill\b|plan\w*"),
        ("departed", r"taken|sent|left|transferred|moved"),
    ),
    "G01": (
        ("exchanged", r"exchang\w+"),
        ("released", r"releas\w+|freed"),
        ("died", r"kill\w*|died|bod(?:y|ies)|execut\w+|shot"),
        ("whereabouts_unknown", r"missing|disappear\w+|whereabouts"),
        ("held", r"\bheld\b|detention|imprison\w+"),
        ("taken", r"arrest\w*|abduct\w*|kidnap\w*|detain\w*|taken"),
    ),
    "G03": (("lifted", r"lifted"),),
    "H01": (
        ("looted", r"loot\w+"),
        ("diverted", r"divert\w+"),
        ("refused", r"turned back|denied|refus\w+|block\w+|not allowed"),
        ("partly", r"limited|partial\w*|insufficient"),
    ),
    "H02": (("lifted", r"lifted|dropped"),),
    "J01": (("dispersed", r"dispers\w+"), ("called_for", r"call\w* for")),
    "J02": (("foiled", r"foiled|prevented|defused"),),
    "J03": (("distributed", r"passed to|handed out|distribut\w+ (?:among|to sympath)\w*|circulat\w+"),),
}


def outcome(category: str, claim: Claim, wording: str) -> str | None:
    """Return the outcome value of a claim, or None where its category has none or the wording does not tell."""
    short = category.rpartition(".")[2]
    for value, pattern in _BY_WORD.get(short, ()):
        if re.search(rf"\b(?:{pattern})\b", wording[:600], re.IGNORECASE):
            return value
    return _BY_REALIS.get(short, {}).get(claim.realis)
