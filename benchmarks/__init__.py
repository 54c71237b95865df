"""Scores of the installed product on data in the published formats: `python -m benchmarks --help`."""

import os

# Figures are those of the base alone: layers that were imported on this machine are left aside.
os.environ["XDG_DATA_HOME"] = os.devnull
