"""How long each exporter takes, and how much memory, on a made pile: `python -m benchmarks.export_speed 5000`.

Every document has ten claims with a chain, a code, a time, a place and a quantity; each two claims make an event. Names
of 500 invented persons stand in the texts. Times are those of the
processor, memory is the highest resident size so far, in MB.
"""

import argparse
import resource
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from reportedly import assembly
from reportedly.export.formats import FORMATS
from reportedly.export.formats.site import Panels, write_site
from reportedly.export.release import PROFILES, prepare
from reportedly.export.released import About, Labels, release
from reportedly.records import (
    Attribution,
    Claim,
    Coding,
    Document,
    Event,
    Geolocation,
    Interval,
    Level,
    Link,
    Origin,
    PersonMention,
    Quantity,
    Reading,
    ServiceStatus,
    Span,
    StatusObservation,
    Timing,
    claim_id,
    document_id,
    event_id,
)
from reportedly.releasing import setting_for
from reportedly.text import digest

CLAIMS = 10
PERSONS = 500
_NOW = datetime(2026, 11, 20, tzinfo=UTC)
_FIRST = ("Vrelka", "Zorimir", "Kvalena", "Drosyl", "Myrena", "Tolvar", "Shelka", "Brunota", "Ystrad", "Felvina")
_SECOND = ("Brenarenko", "Drovashyn", "Graleshuk", "Kvornik", "Luntovsky", "Mrelberger", "Pruskdale", "Skrodwick")


def a_reading(number: int) -> Reading:
    """Return a made document with its records."""
    person = f"{_FIRST[number % 10]} {_SECOND[number % 8]}{'abcdefgh'[number // 80 % 8]}"
    sentences = [
        f"{person} said that {n + 3} of the taps in Kherson quarter {n} of report {number} have been dry since Monday. "
        for n in range(CLAIMS)
    ]
    text = "".join(sentences)
    sha = digest(text, length=64)
    day = date(2026, 1, 1) + timedelta(days=number % 300)
    document = Document(
        document_id(sha), sha, f"txt_{sha[:16]}", text, f"in/{number}.txt", "text/plain", "plain/1",
        "2026-11-01T00:00:00+00:00", language="en", publisher=f"Gazette {number % 200}", title=f"Report {number}",
        url=f"https://gazette{number % 200}.example/{number}", published=f"{day.isoformat()}T08:00:00+00:00",
    )  # fmt: skip
    records: list[object] = []
    at = 0
    for n, sentence in enumerate(sentences):
        start = at + sentence.index("that ") + 5
        span = Span(start, at + len(sentence) - 2)
        claim = claim_id(document.id, (span,))
        who, town = Span(at, at + len(person)), at + sentence.index("Kherson")
        records += [
            PersonMention(document.id, who, "P3"),
            Claim(claim, document.id, (span,), f"{n + 3} taps have been dry since Monday.", "status",
                  producer="extract.rules/1"),
            Attribution(claim, (Link(who, "resident", named=True),), "named", producer="chain.rules/1"),
            Coding(claim, "guo", "1.0.0", "GUO.C02", sector=("water",), producer="code.rules/1"),
            Level(claim, "L1", "a named root", producer="hedge.rules/1"),
            Timing(claim, day.isoformat(), day.isoformat(), day.isoformat(), "stated", producer="date.rules/1"),
            Geolocation(claim, Span(town, town + 7), "event", "settlement", name="Kherson",
                        gazetteer_id="geonames:706448", lat=46.65, lon=32.61, producer="locate.rules/1"),
            Quantity(claim, Span(start, start + 1), n + 3.0, n + 3.0, n + 3.0, unit="taps"),
            StatusObservation(claim, "water", "none"),
        ]  # fmt: skip
        at += len(sentence)
    return Reading(document, tuple(records))  # type: ignore[arg-type]


def events(readings: list[Reading]) -> list[Event]:
    """Return an event on each two claims."""
    made = []
    for reading in readings:
        ids = [claim.id for claim in reading.of(Claim)]
        day = (reading.document.published or "")[:10]
        for pair in zip(ids[::2], ids[1::2], strict=True):
            origin = Origin("a resident", "a resident", "named", "unknown", True, pair, (reading.document.id,))
            made.append(
                Event(event_id(pair), "GUO.C02", "Taps have been dry since Monday.", pair, (origin,), 1, 1, "K1",
                      place="geonames:706448", place_name="Kherson", earliest=day, latest=day)
            )  # fmt: skip
    return made


def _mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Print a line for each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int)
    count = parser.parse_args().documents
    readings = [a_reading(number) for number in range(count)]
    found = events(readings)
    step = Interval("2026-01-01", None, "none", found[0].claims, 1, 1)
    ledger = [ServiceStatus("geonames:706448", "Kherson", "settlement", "water", "2026-10-26", "none", (step,))]
    setting = setting_for(assembly.NO_THEATRE, assembly.register(), PROFILES["public"], _NOW)
    print(f"{count} documents, {count * CLAIMS} claims, {len(found)} events; {_mb()} MB with the pile")
    begun = time.process_time()
    prepared = prepare(readings, found, ledger, setting)
    print(f"prepare\t{time.process_time() - begun:.1f} s\t{_mb()} MB")
    begun = time.process_time()
    about = About("Made", _NOW.isoformat(), _NOW.isoformat(), "0", "guo 1.0.0", "none")
    made = release(prepared, about, Labels(sectors={"water": "water"}))
    print(f"release\t{time.process_time() - begun:.1f} s\t{_mb()} MB")
    with tempfile.TemporaryDirectory() as folder:
        writers = {name: one.write for name, one in FORMATS.items()}
        writers["site"] = lambda r, f: write_site(r, f, Panels())
        for name, write in writers.items():
            target = Path(folder) / name
            target.mkdir()
            begun = time.process_time()
            size = sum(path.stat().st_size for path in write(made, target))
            print(f"{name}\t{time.process_time() - begun:.1f} s\t{_mb()} MB\t{size / 1e6:.1f} MB on disk")


if __name__ == "__main__":
    main()
