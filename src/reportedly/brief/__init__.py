"""Choose, word, cite, lint, render."""
