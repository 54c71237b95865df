"""Coding on a cluster: the engine of a project, and whole corpora to Parquet or a database."""
