"""What commands print: numbers with their nouns."""

from reportedly.cli.output import between, counted


def test_one_thing_is_told_in_the_singular() -> None:
    assert [counted(n, "claim") for n in (0, 1, 2)] == ["0 claims", "1 claim", "2 claims"]


def test_a_range_of_which_both_ends_are_the_same_is_one_number() -> None:
    assert between(3, 3, "distinct origin") == "3 distinct origins"
    assert between(1, 1, "distinct origin") == "1 distinct origin"
    assert between(1, 4, "distinct origin") == "1 to 4 distinct origins"
