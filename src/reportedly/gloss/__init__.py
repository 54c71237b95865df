"""Words of German, Ukrainian and Russian as English lemmas, and names of any script by their consonants.

Two texts in different languages are compared without translating them: each word becomes the marks that it could
share with a word of the other text.
"""

from reportedly.gloss.bodies import apart, body_keys, person_keys, same_body
from reportedly.gloss.lexicon import LANGUAGES, Lexicon, load
from reportedly.gloss.marks import Mark, Marker, Marks, marker, pack_marks
from reportedly.gloss.roman import reading_aid
from reportedly.gloss.skeleton import skeletons

__all__ = [
    "LANGUAGES",
    "Lexicon",
    "Mark",
    "Marker",
    "Marks",
    "apart",
    "body_keys",
    "load",
    "marker",
    "pack_marks",
    "person_keys",
    "reading_aid",
    "same_body",
    "skeletons",
]
