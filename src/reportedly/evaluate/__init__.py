"""Pure metrics."""
