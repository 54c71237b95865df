"""The class of who acts where a trained reader and the wording both speak (weights as in `choice`)."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from reportedly.interfaces import ClaimView
from reportedly.records import Role
from reportedly.stages.coding.actors import names_forces
from reportedly.yaml_data import load_plain

READER_WEIGHT, WORD_WEIGHT, USUAL_WEIGHT = 0.7, 0.55, 0.27
"""Weights of the logarithms of the reader's share, of what single words speak for, and of who usually acts in claims of
a category. Fitted, as the bonuses below, on the left-out training passages and half A of the tuning passages."""

PRINTED_BONUS = 0.8
"""What the printed subject adds to its class: of a claim on what is done to people it may be whom it is done to."""

ARMED_WORD, ARMED_SUBJECT, ARMED_AGENT = 1.45, 0.9, 0.55
"""What a word for armed forces adds to their class anywhere in a claim, and besides as its subject or after "by"."""

_ARMED = "CA-M"
_AGENT = re.compile(r"\bby ((?:[\w'’-]+ ){0,5}[\w'’-]+)")

SURE = 0.2
"""Share from which a class is told."""

_BY_WORDING = frozenset({"STAFF", "POP", "BUS", "HUM"})
"""Classes that wording alone can give; any other was given by the theatre, which knows."""

_NOBODY = frozenset({"-", "UNK"})
_LEAST = 1e-3


def armed(wording: str, subject: str) -> float:
    """Return what words for armed forces in a claim add to their class; `subject` is empty where none is printed."""
    text = wording.casefold()
    by = _AGENT.search(text)
    return (
        ARMED_WORD * names_forces(text)
        + ARMED_SUBJECT * names_forces(subject.casefold())
        + ARMED_AGENT * (by is not None and names_forces(by[1]))
    )


def with_actor(roles: Sequence[Role], view: ClaimView, category: str, of_arms: float = 0.0) -> tuple[Role, ...]:
    """Return the roles with the class of the actor as reader, words, category and printed subject tell it together.

    `of_arms` is what words for armed forces add to their class (`armed`). `category` is that of the codebook that
    ships, empty where a category has no such meaning. What the theatre tells stands; any other class is marked as
    inferred. An actor who is not printed (a passive without agent) has no span.
    """
    printed = next((role for role in roles if role.name == "actor"), None)
    said = printed.value if printed is not None else None
    if said is not None and said not in _BY_WORDING | _NOBODY:
        return tuple(roles)
    best, share = _likeliest(view, category, said, of_arms)
    if share < SURE or best == said:
        return tuple(roles)
    if printed is None or said in _BY_WORDING:
        # Whoever the subject is, it is not who acts.
        return (Role("actor", None, best, inferred=True), *(role for role in roles if role is not printed))
    return tuple(replace(role, value=best, inferred=True) if role is printed else role for role in roles)


def _likeliest(view: ClaimView, category: str, said: str | None, of_arms: float) -> tuple[str, float]:
    shares = {name: share for name, share in view.choices.get("actor", {}).items() if name not in _NOBODY}
    if not shares:
        return "", 0.0
    words, usual = view.worded.get("actor", {}), usual_actors().get(category, {})
    score = {
        name: READER_WEIGHT * math.log(max(share, _LEAST))
        + WORD_WEIGHT * math.log(max(words.get(name, 1.0), _LEAST))
        + USUAL_WEIGHT * math.log(max(usual.get(name, 1.0), _LEAST))
        + PRINTED_BONUS * (name == said)
        + of_arms * (name == _ARMED)
        for name, share in shares.items()
    }
    top = max(score, key=lambda name: (score[name], name))
    # The reader also says how likely it is that nobody is told of at all.
    told = max(sum(shares.values()), _LEAST)
    return top, told / sum(math.exp(one - score[top]) for one in score.values())


@cache
def usual_actors() -> Mapping[str, Mapping[str, float]]:
    """Return the share of each class among the actors of a category, in the training passages."""
    loaded: Mapping[str, Mapping[str, float]] = load_plain(
        (files(__package__) / "usual_actors.yaml").read_text(encoding="utf-8")
    )
    return loaded
