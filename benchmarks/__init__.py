"""Scores of the installed product on data in the published formats: `python -m benchmarks --help`."""
