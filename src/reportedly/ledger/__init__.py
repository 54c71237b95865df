"""Status observations to step functions."""
