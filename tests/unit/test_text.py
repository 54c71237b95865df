"""Pure functions over strings: shorter ways give what the long way gives."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from reportedly.text import name_key

LETTERS = st.sampled_from(list("abc ABC'’ʼ`-.ÄßéїйьъЁ０ﬁ"))


@given(st.text(max_size=80) | st.text(LETTERS, max_size=80))
def test_the_key_of_a_name_is_the_same_by_the_short_way(name: str) -> None:
    bare = "".join(c for c in name if c not in "'’ʼ‘`´ʹ")
    folded = unicodedata.normalize("NFKD", bare).casefold()
    kept = "".join(c for c in folded if not unicodedata.combining(c) and c not in "ьъ")
    for _ in range(2):
        assert name_key(name) == " ".join(re.findall(r"\w+", kept))
