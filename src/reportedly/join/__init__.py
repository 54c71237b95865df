"""Joining a project's documents as they come: only what a new document touches is worked out again."""
