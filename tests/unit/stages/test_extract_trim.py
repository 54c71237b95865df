"""Where the matter of a sentence begins."""

import pytest

from reportedly.stages.extraction.trim import lead_in


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("In Sollen, a city in Tarnow region, a school was opened.", "a school was opened."),
        ("In Sollen, the main city of South Ovrenda, a clinic was closed.", "a clinic was closed."),
        ("In Sollen, a city of 500,000 people, water tanks are dry.", "water tanks are dry."),
        ("In Sollen, a city council has closed two schools.", "a city council has closed two schools."),
        ("In Sollen, the town hall was reopened, officials said.", "the town hall was reopened, officials said."),
        ("In Sollen, the port, the mill and the school are shut.", "the port, the mill and the school are shut."),
    ],
)
def test_what_says_more_of_a_place_is_no_matter_of_the_sentence(text: str, matter: str) -> None:
    assert text[lead_in(text, 0, len(text)) :] == matter
