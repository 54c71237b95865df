"""One SQLite gazetteer: build, find, resolve."""
