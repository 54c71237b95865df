"""People check what the program made: random samples of claims, and documents annotated twice without seeing it."""
