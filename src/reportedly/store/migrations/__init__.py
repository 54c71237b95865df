"""Numbered steps from one database schema to the next, run by Alembic when a database is opened."""
