"""A printed name that contradicts itself is told once, with the reading that is proposed."""

from reportedly import assembly
from reportedly.briefing import brief_text


def test_a_wrong_acronym_is_told_once_and_keeps_its_capitals() -> None:
    text = "The Ukrainian military intelligence service GRU reports that two depots in Kherson have closed."
    brief = str(brief_text([assembly.read(text)]))
    lines = [line for line in brief.splitlines() if line.startswith("- ") and "abbreviation of" in line]
    assert len(lines) == 1
    assert "because GRU is the abbreviation" in lines[0]
    assert "is proposed" not in lines[0]
