"""The formats in which released records are written, by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportedly.export.formats.entities import write_ftm, write_stix
from reportedly.export.formats.geo import write_geojson, write_gpkg
from reportedly.export.formats.linked import write_annotations, write_prov, write_schema_org
from reportedly.export.formats.parquet import write_parquet
from reportedly.export.formats.tabular import write_csv, write_xlsx
from reportedly.export.formats.timeline import write_timeline
from reportedly.export.released import Release

Write = Callable[[Release, Path], list[Path]]
"""Writes released records into a folder and returns the files."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, what it is, how it is written, and the extra that it needs."""

    name: str
    about: str
    write: Write
    extra: str = ""


_ALL = (
    Format("csv", "tables as CSV with an HXL row", write_csv),
    Format("xlsx", "tables as one workbook", write_xlsx),
    Format("geojson", "places as GeoJSON (RFC 7946)", write_geojson),
    Format("gpkg", "tables and places as one GeoPackage (OGC)", write_gpkg),
    Format("parquet", "tables for queries as Parquet, in folders by month and language", write_parquet, "parquet"),
    Format("ftm", "documents, bodies and events as FollowTheMoney entities", write_ftm),
    Format("stix", "events and claims as a STIX 2.1 bundle", write_stix),
    Format("annotations", "claims as W3C Web Annotations", write_annotations),
    Format("prov", "where everything comes from, as PROV-O in JSON-LD", write_prov),
    Format("schema", "claims as schema.org Claim in JSON-LD", write_schema_org),
    Format("timeline", "events by day as JSON", write_timeline),
)
FORMATS: Mapping[str, Format] = {one.name: one for one in _ALL}
