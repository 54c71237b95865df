"""Coding on clusters and over corpora."""
