"""The built front end is the one that its sources make, and every word of the workbench is there in every language."""

import hashlib
import json
import re
import string
from pathlib import Path

import pytest

from reportedly.web.words import LANGUAGES, catalogue

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"
PACKAGE = ROOT / "src" / "reportedly" / "web"


def test_built_files_belong_to_the_sources() -> None:
    digest = hashlib.sha256()
    for folder in ("src", "styles"):
        files = sorted(p.relative_to(WEB).as_posix() for p in (WEB / folder).rglob("*") if p.is_file())
        for name in files:
            digest.update(name.encode() + b"\0" + (WEB / name).read_bytes() + b"\0")
    digest.update((WEB / "package.json").read_bytes() + (WEB / "build.mjs").read_bytes())
    built = json.loads((PACKAGE / "static" / "built.json").read_text("utf-8"))
    assert built["sources_sha256"] == digest.hexdigest(), "build the front end: cd web && npm ci && npm run build"


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_message_is_there_in_every_language(language: str) -> None:
    first, other = catalogue(LANGUAGES[0]), catalogue(language)
    assert set(first) == set(other)
    for key, entry in first.items():
        assert _slots(entry) == _slots(other[key]), key


def test_every_message_that_a_template_names_exists() -> None:
    known = catalogue("en")
    missing = []
    for template in (PACKAGE / "templates").rglob("*.j2"):
        for match in re.finditer(r"""\bt\(\s*["']([a-z_]+\.[a-z0-9_]+)["']\s*[,)]""", template.read_text("utf-8")):
            if match.group(1) not in known:
                missing.append(f"{template.name}: {match.group(1)}")
    assert not missing


def test_no_template_holds_script_or_style_of_its_own() -> None:
    found = []
    for template in (PACKAGE / "templates").rglob("*.j2"):
        text = template.read_text("utf-8")
        found += [template.name for _ in re.finditer(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=", text)]
    assert not found


def _slots(entry: object) -> set[str]:
    texts = entry.values() if isinstance(entry, dict) else [entry]
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(str(text)) if name} - {"n"}


_ONE_THING = {
    "level": ("reader.level.", "events.level_", "review.level_"),
    "realis": ("reader.realis.", "review.realis_"),
    "caveat": ("reader.caveat.", "review.caveats_", "reader.claim_flag.", "review.flag_"),
    "flag": ("reader.claim_flag.", "review.flag_"),
    "reason to reject": ("reader.discard.", "review.reject_", "review.said_"),
    "kind": ("reader.kind.", "review.kind_"),
    "polarity": ("reader.polarity.", "review.polarity_"),
    "root": ("events.root_", "review.root_"),
    "role": ("reader.role.", "review.role_"),
    "state": ("reader.state.", "review.status_"),
    "cause": ("reader.cause.", "review.cause_"),
    "access": ("reader.access.", "review.access_"),
    "side": ("reader.side.", "events.side_"),
}
"""Where screens name the values of one field: whoever goes from one to the next meets the same words."""

_ONE_LABEL = (
    ("reader.hedge", "review.field_level", "situation.hedge", "samples.field_level", "annotate.level"),
    ("reader.realis", "review.field_realis", "samples.field_realis", "annotate.realis"),
    ("review.field_sector", "contradictions.sector", "samples.field_sector", "annotate.sector"),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("field", _ONE_THING)
def test_screens_have_one_word_for_one_value(language: str, field: str) -> None:
    known = catalogue(language)
    first, *others = _ONE_THING[field]
    signs = {"+": "plus", "-": "minus"}
    values = {key.removeprefix(first): words for key, words in known.items() if key.startswith(first)}
    assert values
    for prefix in others:
        for code, words in values.items():
            key = prefix + (signs.get(code, code) if prefix.startswith("review") else code)
            assert known.get(key, words) == words, key


@pytest.mark.parametrize("keys", _ONE_LABEL)
@pytest.mark.parametrize("language", LANGUAGES)
def test_screens_have_one_name_for_one_field(language: str, keys: tuple[str, ...]) -> None:
    assert len({str(catalogue(language)[key]).casefold() for key in keys if key in catalogue(language)}) == 1
