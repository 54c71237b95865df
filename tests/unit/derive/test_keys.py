import random

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.derive.keys import ENOUGH, MOST_PAIRS, MOST_RUNS, MOST_SINGLES, WINNOW, Key, keys_of
from reportedly.derive.words import SHINGLE
from tests.unit.derive.sides import a_side

WORDS = [f"wort{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(600)]
WATER = (
    "Water runs in Tolmen for two hours a day since the dam was drained, Zorvanok announced. Residents fill baths "
    "and buckets before dawn. The works asked for 340 tank lorries from the coast and was told to wait until June."
)
WASSER = (
    "In Tolmen läuft nur zwei Stunden am Tag Wasser, seit der Damm leer ist, teilte Sorwanok mit. Die Bewohner füllen "
    "vor Tagesanbruch Eimer. Das Werk bat um 340 Tanklaster von der Küste und soll bis Juni warten."
)


def keys(text: str, language: str = "en") -> tuple[Key, ...]:
    side = a_side(text, language)
    return keys_of(side.sketch, side.text)


def runs(text: str) -> set[str]:
    return {key for key, _ in keys(text) if key.startswith("s")}


def common(one: str, other: str, languages: tuple[str, str] = ("en", "en")) -> float:
    left, right = dict(keys(one, languages[0])), dict(keys(other, languages[1]))
    return sum(left[key] for key in left.keys() & right.keys())


@given(st.integers(0, 10**6), st.integers(0, 40), st.integers(0, 40))
@settings(max_examples=40, deadline=None)
def test_a_shared_stretch_of_words_is_always_found(seed: int, before: int, after: int) -> None:
    words = random.Random(seed).sample(WORDS, WINNOW + SHINGLE - 1 + before + after + 60)
    stretch, rest = words[: WINNOW + SHINGLE - 1], words[WINNOW + SHINGLE - 1 :]
    one = [*rest[:before], *stretch, *rest[before : before + after]]
    other = [*rest[-30:], *stretch, *rest[-60:-30]]
    assert runs(" ".join(one)) & runs(" ".join(other))


def test_shared_words_are_found_behind_the_noise_of_a_page() -> None:
    noisy = "Menu Home Search Cookies " + WATER.replace("buckets", "bu-ckets").replace("dawn", "d4wn") + " Share Print"
    assert len(runs(noisy) & runs(WATER)) > 1


def test_a_report_and_its_translation_have_enough_keys_in_common() -> None:
    assert common(WATER, WASSER, ("en", "de")) >= ENOUGH


def test_reports_on_other_matters_have_not() -> None:
    assert common(WATER, "The council kept its market open. Stallholders bring lamps, and a band plays.") < ENOUGH


def test_a_small_number_or_a_frequent_word_is_no_key_and_a_large_number_is() -> None:
    found = {key for key, _ in keys("People came at 9 and 340 people left.")}
    assert "n:340" in found
    assert "n:9" not in found
    assert not any(key.startswith("w:person") for key in found)


def test_a_long_document_has_a_limited_number_of_keys_each_once() -> None:
    chosen = random.Random(4)
    text = ". ".join(" ".join(w.title() for w in chosen.sample(WORDS, 12)) + f" {n + 100}" for n in range(80))
    found = [key for key, _ in keys(text)]
    assert len(found) == len(set(found)) <= MOST_RUNS + MOST_SINGLES + MOST_PAIRS
    assert sum(key.startswith("s") for key in found) == MOST_RUNS


def test_the_shortest_text_has_a_key() -> None:
    assert len(runs("Word")) == 1
    assert runs("…") == set()


@given(st.lists(st.sampled_from(WORDS[:40]), min_size=1, max_size=60))
@settings(deadline=None)
def test_keys_do_not_depend_on_capitals_or_white_space(words: list[str]) -> None:
    assert runs("  ".join(words)) == runs("\n".join(word.upper() for word in words))
