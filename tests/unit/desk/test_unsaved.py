"""What was typed and not saved comes back, after a crash too."""

from pathlib import Path

import pytest

from reportedly.desk.unsaved import FOLDER, UnsavedForms
from reportedly.errors import ReportedlyError


def test_each_person_finds_their_own_form_of_each_claim(tmp_path: Path) -> None:
    forms = UnsavedForms(tmp_path)
    forms.keep("ada", "clm_1", 3, {"realis": "planned"})
    forms.keep("ada", "clm_2", 4, {"reason": "so"})
    forms.keep("bo", "clm_1", 5, {"realis": "failed"})
    found = UnsavedForms(tmp_path).of("ada", "clm_1")
    assert found is not None
    assert (found.seen, found.fields) == (3, {"realis": "planned"})
    assert {one.on for one in forms.all_of("ada")} == {"clm_1", "clm_2"}
    forms.drop("ada", "clm_1")
    forms.drop("ada", "clm_1")
    assert forms.of("ada", "clm_1") is None
    assert forms.of("bo", "clm_1") is not None


def test_names_of_people_are_no_paths_and_files_cut_short_give_nothing(tmp_path: Path) -> None:
    forms = UnsavedForms(tmp_path)
    forms.keep("../../etc", "clm_1", 0, {"a": "b"})
    [file] = (tmp_path / FOLDER).rglob("*.json")
    assert [p.name for p in tmp_path.iterdir()] == [FOLDER]
    file.write_text(file.read_text("utf-8")[:-5], "utf-8")
    assert forms.of("../../etc", "clm_1") is None
    assert forms.all_of("../../etc") == []


def test_a_form_that_is_too_long_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(ReportedlyError, match="characters"):
        UnsavedForms(tmp_path).keep("ada", "clm_1", 0, {"reason": "x" * 300_000})
