"""Files to documents: which files there are, how each is decoded, and what it says of itself."""

from reportedly.ingest.discover import discover
from reportedly.ingest.files import read_file
from reportedly.ingest.formats import SUPPORTED
from reportedly.ingest.mapping import Mapping
from reportedly.ingest.mapping_file import Mappings, load_mappings

__all__ = ["SUPPORTED", "Mapping", "Mappings", "discover", "load_mappings", "read_file"]
