"""The list of stages, its order check, and the runner."""
