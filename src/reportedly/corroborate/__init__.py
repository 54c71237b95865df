"""Same occurrence, origins, contradictions."""

from reportedly.corroborate.build import Corroboration, corroborate
from reportedly.corroborate.dispute_find import find_disputes
from reportedly.corroborate.disputes import CORRECTED
from reportedly.corroborate.origins import RULE_VERSION

__all__ = ["CORRECTED", "RULE_VERSION", "Corroboration", "corroborate", "find_disputes"]
