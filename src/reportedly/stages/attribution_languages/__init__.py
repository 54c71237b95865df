"""Attribution in Ukrainian, Russian and German: closed word lists as data, one set of rules for all three.

Works without a parser: cue words, the phrase beside them, quotations, dashes, colons and mood. Offsets are code points
into the untouched text.
"""

LANGUAGES = ("uk", "ru", "de")
"""Languages whose word lists ship with this package."""
