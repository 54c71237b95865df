"""Lines of an invented country in the columns of GeoNames' dumps."""

import gzip
import zipfile
from collections.abc import Iterable
from pathlib import Path


def place(
    number, name, others="", *, at=(50.0, 20.0), feature="P.PPL", country="VL", admin=("01", "", "", ""), people=0
):
    feature_class, feature_code = feature.split(".")
    columns = [str(number), name, name, others, str(at[0]), str(at[1]), feature_class, feature_code, country, ""]
    return "\t".join([*columns, *admin, str(people), "", "100", "Europe/Varland", "2026-07-28"])


VARLAND = (
    place(1, "Varland", feature="A.PCLI", admin=("00", "", "", "")),
    place(5, "Tarnow Oblast", "Тарновська область", feature="A.ADM1"),
    place(20, "Keld Raion", feature="A.ADM2", admin=("01", "0110", "", "")),
    place(21, "Old Keld Raion", feature="A.ADM2H", admin=("01", "0199", "", "")),
    place(3, "Tarnow", "Tarnovia,Тарнов,TRW", at=(50.51, 20.51), feature="P.PPLA", admin=("01", "0110", "", ""), people=310_000),
    place(30, "Lesno", 'Лесно,The "Wood"', at=(50.1, 20.1), admin=("01", "0110", "", ""), people=400),
    place(31, "Marno", at=(50.2, 20.3), admin=("01", "0110", "", ""), people=300),
    place(32, "Dolno", at=(50.3, 20.1), admin=("01", "0110", "", "")),
    place(33, "Vysno", at=(50.2, 20.2), admin=("01", "0110", "", "")),
    place(34, "Zapust", at=(50.9, 20.9), feature="P.PPLQ"),
    place(40, "Sund River", feature="H.STM", admin=("00", "", "", "")),
    place(41, "Tarnow", feature="S.RSTN"),
)  # fmt: skip
"""As in a country file: GeoNames numbers; 1, 3 and 5 are in the base of `conftest` as geonames:1 and so on."""


def write(path: Path, lines: Iterable[str], *, end: str = "\n", encoding: str = "utf-8") -> Path:
    data = "".join(line + end for line in lines).encode(encoding)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(data, mtime=0))
    elif path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("readme.txt", "Columns are explained here.")
            archive.writestr(f"{path.stem}.txt", data)
    else:
        path.write_bytes(data)
    return path
