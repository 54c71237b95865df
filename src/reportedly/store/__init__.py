"""Evidence (bytes) and database (records)."""
