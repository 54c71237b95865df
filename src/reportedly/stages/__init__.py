"""One file for each stage and method."""
