"""What two passages that tell of one matter differ in, in words and with spans: what drift and contradictions share."""

from reportedly.contrast.aspects import Aspects, Place, aspects_of
from reportedly.contrast.counts import Count
from reportedly.contrast.wording import Phrase

__all__ = ["Aspects", "Count", "Phrase", "Place", "aspects_of"]
