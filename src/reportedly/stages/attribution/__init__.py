"""Helpers of the attribution rules: words, phrases, quotations, sources.

Everything here works on English without a parser. Offsets are code points into the untouched text.
"""
