"""How a service works where a trained reader and the rules both speak (weights as in `choice`)."""

from typing import cast

from reportedly.interfaces import ClaimView
from reportedly.records import values as v
from reportedly.stages.coding.service import SHARE, Service
from reportedly.stages.extraction.sight import weighed

STATE_BONUS, SHARE_BONUS, SILENT_BONUS = 6.0, 1.0, 2.5
"""What the rules add to the state they name, to one on a share alone, and to silence where they name none."""

EXPECTED_BONUS = 2.0
"""What they add to silence on an English claim that is about a service: of a gloss more words are lost."""

STRANGE_BONUS = 8.0
"""What they add to silence on a claim that is about no service: hardly any such claim has a state."""

STATUS_BONUS = 0.5
"""What they add to silence on a claim that tells how a service is: nearly all such claims have a state."""

STATE_LETTERS, GLOSS_RULES = 0.8, 0.5
"""Where the reader saw a gloss: weight of the logarithm of what the printed words speak for, and what rules count."""

PLAIN_STATES = frozenset({"not_opened", "closed_permanent"})
"""Which count in full there too: words of a time to come, or of never again, are not lost in a gloss."""

CHANGE_BONUS, ACCESS_BONUS = 0.3, 0.9

CAUSE = 0.6
"""Probability from which the reader alone names a cause."""

SILENT = "-"


def weighed_service(view: ClaimView, ruled: Service | None, silence: float = SILENT_BONUS) -> Service | None:
    """Return what a claim says of a service, None where it says nothing of one.

    `silence` is what counts for nothing where the rules name no state.
    """
    bonus = silence if ruled is None else (SHARE_BONUS if ruled.rule == SHARE else STATE_BONUS)
    answer: str = SILENT if ruled is None else ruled.status
    letters = view.spelled.get("state")
    if letters and answer not in PLAIN_STATES:
        bonus *= GLOSS_RULES
    state = weighed(view.choices["state"], answer, bonus, (letters, STATE_LETTERS))
    if state == SILENT:
        return None
    before = ruled or Service("unknown", "unknown", (), "unknown", "unknown", "")
    rule = ruled.rule if ruled is not None and state == ruled.status else f"the reader: {state}"
    sure = tuple(name for name, share in view.many["cause"].items() if share >= CAUSE and name not in before.cause)
    return Service(
        cast(v.ServiceState, state),
        weighed(view.choices["change"], before.change, CHANGE_BONUS),
        (*before.cause, *sure),
        weighed(view.choices["access"], before.access, ACCESS_BONUS),
        before.provider,
        rule,
    )
