"""Records out in the formats that others read."""

from reportedly.export.claims import claim_line, write_claims

__all__ = ["claim_line", "write_claims"]
