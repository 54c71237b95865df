"""Decisions of people: which of them stand, where they hold in what the stages made anew, what they make stale."""

from reportedly.review.chain import verify
from reportedly.review.stale import KINDS, Mark, Pile, stale
from reportedly.review.standing import checked, standing, ties_of
from reportedly.review.support import support_list
from reportedly.review.taking import Taken, take

__all__ = [
    "KINDS",
    "Mark",
    "Pile",
    "Taken",
    "checked",
    "stale",
    "standing",
    "support_list",
    "take",
    "ties_of",
    "verify",
]
