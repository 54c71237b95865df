"""Pages and feeds from the network, fetched only when a person asks: polite, checked, every exchange kept as a WARC."""

from reportedly.fetch.address import InvalidAddress, Resolve, resolve, target_of
from reportedly.fetch.client import Exchange, Fetched, Fetcher, Manners
from reportedly.fetch.feeds import Entry, Feed, read_feed
from reportedly.fetch.warc import warc_of

__all__ = [
    "Entry",
    "Exchange",
    "Feed",
    "Fetched",
    "Fetcher",
    "InvalidAddress",
    "Manners",
    "Resolve",
    "read_feed",
    "resolve",
    "target_of",
    "warc_of",
]
