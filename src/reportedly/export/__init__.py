"""Records out in the formats that others read."""

from reportedly.export.claims import Beside, by_claim, claim_line, drift_line, write_claims, write_lines

__all__ = ["Beside", "by_claim", "claim_line", "drift_line", "write_claims", "write_lines"]
