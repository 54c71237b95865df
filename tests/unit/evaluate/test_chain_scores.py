"""Chain scores, worked out by hand."""

import pytest

from reportedly.evaluate.annotation import AnnotatedClaim, AnnotatedLink
from reportedly.evaluate.chains import aligned, figures, is_publisher, tally
from reportedly.evaluate.counts import estimate
from reportedly.records import Span

WIRE = AnnotatedLink(Span(0, 4), "Wire")
CLERK = AnnotatedLink(Span(10, 15), "clerk", alt=(Span(20, 22),))
PRONOUN = AnnotatedLink(Span(20, 22), "he")
CONTENT = (Span(30, 60),)


def claim(
    *links: AnnotatedLink, root: str = "named", level: str = "L1", at: tuple[Span, ...] = CONTENT
) -> AnnotatedClaim:
    return AnnotatedClaim(at, links=links, roots=(root,), levels=(level,))


def score(
    gold: list[AnnotatedClaim], predicted: list[AnnotatedClaim], publisher: str | None = None
) -> dict[str, float | None]:
    depths = sorted({len(c.links) for c in gold})
    wanted = figures(sorted({c.level for c in gold}), depths)
    return {k: v.value for k, v in estimate([tally(gold, predicted, publisher=publisher)], wanted).items()}


def test_an_alternative_mention_counts_as_the_link() -> None:
    found = score([claim(WIRE, CLERK)], [claim(WIRE, PRONOUN)])
    assert found["full_chain_exact"] == 1.0
    assert found["last_named_hop"] == 1.0


def test_links_in_the_wrong_order_make_the_chain_and_the_last_hop_wrong() -> None:
    found = score([claim(WIRE, CLERK)], [claim(CLERK, WIRE)])
    assert found["full_chain_exact"] == 0.0
    assert found["last_named_hop"] == 0.0
    assert found["link_f1"] == 1.0


def test_a_claim_that_nothing_aligns_with_is_wrong_in_every_figure() -> None:
    # One gold right, one without partner: 1 of 2.
    far = claim(WIRE, at=(Span(80, 90),))
    found = score([claim(WIRE), far], [claim(WIRE)])
    assert found["full_chain_exact"] == 0.5
    assert found["root_status_accuracy"] == 0.5
    # L1: 1 hit, 1 predicted, 2 gold: 2/3.
    assert found["hedge_macro_f1"] == pytest.approx(2 / 3)
    assert found["claims_per_gold"] == 0.5


def test_a_partner_needs_half_of_the_shorter_content() -> None:
    # Predicted 20 characters, 9 inside of the gold: less than half. With 10: enough.
    assert aligned([claim()], [claim(at=(Span(51, 71),))]) == [None]
    near = claim(at=(Span(50, 70),))
    assert aligned([claim()], [near]) == [near]


def test_two_claims_on_the_same_words_are_answered_by_two_predictions() -> None:
    denied, said = claim(CLERK), claim(WIRE)
    assert aligned([denied, said], [denied, said]) == [denied, said]


def test_links_on_a_statement_of_the_author_are_false_links() -> None:
    # Two depth-0 claims, together two false links: 1.0 a claim.
    gold = [claim(root="author", level="L0"), claim(root="author", level="L0", at=(Span(80, 90),))]
    found = score(gold, [claim(WIRE, CLERK)])
    assert found["false_links_depth0"] == 1.0
    assert found["full_chain_exact_depth0"] == 0.0


def test_a_link_to_the_publisher_is_dropped_before_scoring() -> None:
    outlet = AnnotatedLink(Span(5, 9), "The Lanthe Post")
    assert score([claim(CLERK)], [claim(outlet, CLERK)], "lanthe-post")["full_chain_exact"] == 1.0
    assert score([claim(CLERK)], [claim(outlet, CLERK)])["full_chain_exact"] == 0.0


@pytest.mark.parametrize(
    ("printed", "slug", "expected"),
    [
        ("The Harbour Post", "harbour-post", True),
        ("Harbourpost", "harbourpost.com", True),
        ("the Ostrel Daily Echo", "ode", True),
        ("Northern Courier", "north-courier", True),
        ("The Post", "harbour-post", True),
        ("the Harbour Echo", "harbour-post", False),
        ("the harbour", "harbour-post", False),
        ("Harbour Post", None, False),
    ],
)
def test_a_publisher_is_known_by_its_slug(printed: str, slug: str | None, expected: bool) -> None:
    assert is_publisher(printed, slug) is expected
