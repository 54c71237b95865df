"""Evidence that can be proved: what is kept is as it was kept, what was done with it is in a chain."""

from reportedly.custody.chain import verify_chain
from reportedly.custody.check import Fault, Verified, check
from reportedly.custody.timestamp import request

__all__ = ["Fault", "Verified", "check", "request", "verify_chain"]
