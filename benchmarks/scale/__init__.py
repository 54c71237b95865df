"""Joining at scale: stores of invented stories, with the truth, timed."""
