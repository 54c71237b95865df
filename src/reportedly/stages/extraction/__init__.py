"""Helpers of the claim extractor: word classes, clauses, realis, wording."""
