"""Same occurrence, origins, contradictions."""
