"""The class of who acts where a trained reader and the wording both speak (weights as in `choice`)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from reportedly.interfaces import ClaimView
from reportedly.records import Role
from reportedly.yaml_data import load_plain

WORD_WEIGHT, USUAL_WEIGHT = 0.5, 0.5
"""Weights of the logarithms of what single words speak for, and of who usually acts in claims of a category."""

PRINTED_BONUS = 2.0
"""What the printed subject adds to its class: of a claim on what is done to people it may be whom it is done to."""

SURE = 0.2
"""Share from which a class is told."""

_BY_WORDING = frozenset({"STAFF", "POP", "BUS", "HUM"})
"""Classes that wording alone can give; any other was given by the theatre, which knows."""

_NOBODY = frozenset({"-", "UNK"})
_LEAST = 1e-3


def with_actor(roles: Sequence[Role], view: ClaimView, category: str) -> tuple[Role, ...]:
    """Return the roles with the class of the actor as reader, words, category and printed subject tell it together.

    `category` is that of the codebook that ships, empty where a category has no such meaning. What the theatre tells
    stands; any other class is marked as inferred. An actor who is not printed (a passive without agent) has no span.
    """
    printed = next((role for role in roles if role.name == "actor"), None)
    said = printed.value if printed is not None else None
    if said is not None and said not in _BY_WORDING | _NOBODY:
        return tuple(roles)
    best, share = _likeliest(view, category, said)
    if share < SURE or best == said:
        return tuple(roles)
    if printed is None or said in _BY_WORDING:
        # Whoever the subject is, it is not who acts.
        return (Role("actor", None, best, inferred=True), *(role for role in roles if role is not printed))
    return tuple(replace(role, value=best, inferred=True) if role is printed else role for role in roles)


def _likeliest(view: ClaimView, category: str, said: str | None) -> tuple[str, float]:
    shares = {name: share for name, share in view.choices.get("actor", {}).items() if name not in _NOBODY}
    if not shares:
        return "", 0.0
    words, usual = view.worded.get("actor", {}), usual_actors().get(category, {})
    score = {
        name: math.log(max(share, _LEAST))
        + WORD_WEIGHT * math.log(max(words.get(name, 1.0), _LEAST))
        + USUAL_WEIGHT * math.log(max(usual.get(name, 1.0), _LEAST))
        + PRINTED_BONUS * (name == said)
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
