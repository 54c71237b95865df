"""Records out in the formats that others read."""

from reportedly.export.claims import by_claim, claim_line, drift_line

__all__ = ["by_claim", "claim_line", "drift_line"]
