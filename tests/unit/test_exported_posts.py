"""Posts that another export of their chat has no longer: told for JSON and for web pages, and never guessed."""

import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from reportedly.custody_work import verify_project
from reportedly.exported_posts import ExportedPosts
from reportedly.project import Project, Silent, Summary
from tests.unit.ingest.telegram_made import BEGIN, block, message, page, service, single

WORDS = {
    1: "Taps in Drelmoor are dry.", 2: "The mill at Tarn is shut.", 3: "The clinic in Pell has no power.",
    4: "Bread is sold again in Orvale.", 5: "Water is back in Drelmoor.", 6: "Fuel is sold in Sollen.",
    7: "The bridge at Pell is open.", 8: "Pensions are paid in Morrow.",
}  # fmt: skip


def pages(*numbers: int, **more: str) -> str:
    """Return one page of an export with these posts."""
    return page(*(block(n, WORDS[n]) for n in numbers), **more)


def posts(*numbers: int) -> str:
    """Return an export as JSON with these posts."""
    return single([message(n, WORDS[n]) for n in numbers])


def gone(tmp_path: Path, *passes: Mapping[str, str | bytes]) -> dict[str, str]:
    """Read files in passes; return which posts are gone (folder and number), and the export that says so."""
    return told(tmp_path, *passes, state="gone")


def told(tmp_path: Path, *passes: Mapping[str, str | bytes], state: str) -> dict[str, str]:
    """Return which posts are gone or changed, and the export or the later post that says so."""
    with Project(tmp_path / "out") as project:
        for number, files in enumerate(passes):
            for name, content in files.items():
                path = tmp_path / "in" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.encode() if isinstance(content, str) else content)
            paths = [tmp_path / "in" / name for name in files]
            project.ingest(paths, Summary(), Silent(), None)
            assert not verify_project(project, Silent()).faults, number
        held = {d.id: d.path.removeprefix(f"{tmp_path}/in/") for d in project.store.each_document()}
        exported = ExportedPosts(project.store.custody_events, project.evidence)
        found = exported.states(project.store.each_document())
        says = {id_: one.by for id_, some in found.items() for one in some if one.state == state}
        return {held[id_]: held.get(by, by.removeprefix(f"{tmp_path}/in/")) for id_, by in says.items()}


def zipped(tmp_path: Path, files: dict[str, str]) -> bytes:
    with zipfile.ZipFile(tmp_path / "made.zip", "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return (tmp_path / "made.zip").read_bytes()


@pytest.mark.parametrize("made", [pages, posts])
def test_a_post_that_stands_between_others_no_longer_is_gone(tmp_path: Path, made: Callable[..., str]) -> None:
    name = "messages.html" if made is pages else "result.json"
    found = gone(tmp_path, {f"a/{name}": made(1, 2, 3, 4)}, {f"b/{name}": made(1, 2, 4, 5)})
    assert found == {f"a/{name}#message=3": f"b/{name}"}


@pytest.mark.parametrize("made", [pages, posts])
def test_what_lies_outside_of_what_an_export_covers_is_not_told(tmp_path: Path, made: Callable[..., str]) -> None:
    name = "messages.html" if made is pages else "result.json"
    found = gone(tmp_path, {f"a/{name}": made(1, 2, 3, 4, 5)}, {f"b/{name}": made(2, 3, 4)})
    assert found == {}


@pytest.mark.parametrize("made", [pages, posts])
def test_exports_may_come_in_any_order_and_in_one_pass(tmp_path: Path, made: Callable[..., str]) -> None:
    name = "messages.html" if made is pages else "result.json"
    found = gone(tmp_path, {f"a/{name}": made(1, 2, 4, 5), f"b/{name}": made(1, 2, 3, 4)})
    assert found == {f"b/{name}#message=3": f"a/{name}"}


def test_a_post_that_a_later_export_has_again_is_not_gone(tmp_path: Path) -> None:
    passes = [{f"{name}/messages.html": made} for name, made in
              {"a": pages(1, 2, 3, 4), "b": pages(1, 2, 4, 5), "c": pages(1, 2, 3, 4, 5, 6)}.items()]  # fmt: skip
    assert gone(tmp_path, *passes) == {}


def test_pages_of_one_export_are_held_together(tmp_path: Path) -> None:
    before = {"a/messages.html": pages(1, 2, 3), "a/messages2.html": pages(4, 5, 6), "a/messages3.html": pages(7, 8)}
    after = {"b/messages.html": pages(1, 2), "b/messages2.html": pages(5, 6), "b/messages3.html": pages(7, 8)}
    found = gone(tmp_path, before, after)
    assert found == {
        "a/messages.html#message=3": "b/messages.html",
        "a/messages2.html#message=4": "b/messages.html",
    }


def test_posts_on_a_page_that_is_missing_are_not_gone(tmp_path: Path) -> None:
    before = {"a/messages.html": pages(1, 2), "a/messages2.html": pages(3, 4, 5), "a/messages3.html": pages(6, 7, 8)}
    after = {"b/messages.html": pages(1, 2), "b/messages3.html": pages(6, 8)}
    assert gone(tmp_path, before, after) == {"a/messages3.html#message=7": "b/messages3.html"}


def test_a_page_of_an_older_export_in_the_same_folder_is_not_joined_to_a_newer_one(tmp_path: Path) -> None:
    before = {"a/messages.html": pages(1, 2, 3), "a/messages2.html": pages(4, 5, 6)}
    only_the_second_page = {"a/messages2.html": pages(5, 6, 7, 8)}
    assert gone(tmp_path, before, only_the_second_page) == {}


def test_exports_within_archives_are_compared(tmp_path: Path) -> None:
    before = {"a.zip": zipped(tmp_path, {"x/messages.html": pages(1, 2, 3), "x/messages2.html": pages(4, 5)})}
    after = {"b.zip": zipped(tmp_path, {"x/messages.html": pages(1, 3), "x/messages2.html": pages(5, 6)})}
    assert gone(tmp_path, before, after) == {
        "a.zip!x/messages.html#message=2": "b.zip!x/messages.html",
        "a.zip!x/messages2.html#message=4": "b.zip!x/messages.html",
    }


def test_a_web_page_and_json_of_one_channel_are_compared(tmp_path: Path) -> None:
    found = gone(tmp_path, {"a/messages.html": pages(1, 2, 3, 4)}, {"b/result.json": posts(1, 2, 4, 5)})
    assert found == {"a/messages.html#message=3": "b/result.json"}
    other = tmp_path / "other"
    other.mkdir()
    found = gone(other, {"a/result.json": posts(1, 2, 3, 4)}, {"b/messages.html": pages(1, 2, 4, 5)})
    assert found == {"a/result.json#message=3": "b/messages.html"}


def test_another_channel_of_the_same_name_says_nothing(tmp_path: Path) -> None:
    theirs = page(*(block(n, f"Another word {n}", at=BEGIN + 61 * n + 7) for n in (1, 2, 4, 5)))
    assert gone(tmp_path, {"a/messages.html": pages(1, 2, 3, 4)}, {"b/messages.html": theirs}) == {}


def test_a_channel_that_took_another_name_is_the_same_channel(tmp_path: Path) -> None:
    renamed = {"b/messages.html": pages(1, 2, 4, 5, name="Voice of the Harbour")}
    assert gone(tmp_path, {"a/messages.html": pages(1, 2, 3, 4)}, renamed) == {
        "a/messages.html#message=3": "b/messages.html"
    }


def test_a_post_that_lost_its_words_or_was_edited_still_stands(tmp_path: Path) -> None:
    photo = '<div class="media_wrap clearfix"><a class="photo_wrap" href="photos/1.jpg"></a></div>'
    after = page(
        block(1, WORDS[1]),
        block(2, "The mill at Tarn runs."),
        block(3, inside=photo),
        block(4, WORDS[4]),
        block(5, "x y"),
    )
    assert gone(tmp_path, {"a/messages.html": pages(1, 2, 3, 4)}, {"b/messages.html": after}) == {}


@pytest.mark.parametrize("folder", ["b", "a"])
def test_a_post_of_a_web_page_that_was_edited_is_changed_once_for_each_later_version(
    tmp_path: Path, folder: str
) -> None:
    """Also where the later export lies in the folder of the one before."""
    second, third = (page(block(1, WORDS[1]), block(2, words), block(4, WORDS[4])) for words in ("Open.", "Shut."))
    passes = [{"a/messages.html": pages(1, 2, 4)}, {f"{folder}/messages.html": second}, {"c/messages.html": third}]
    found = told(tmp_path, *passes, state="changed")
    if folder == "b":
        assert found == {
            "a/messages.html#message=2": "b/messages.html#message=2",
            "b/messages.html#message=2": "c/messages.html#message=2",
        }
    else:
        assert found["a/messages.html#message=2"] == "c/messages.html#message=2"


def test_an_album_is_gone_when_all_its_pieces_are(tmp_path: Path) -> None:
    photo = '<div class="media_wrap clearfix"><a class="photo_wrap" href="photos/1.jpg"></a></div>'
    at = BEGIN + 120
    album = [block(2, WORDS[2], inside=photo, at=at), block(3, inside=photo, sender=None, at=at)]
    first = page(block(1, WORDS[1]), *album, block(4, WORDS[4]))
    left = page(block(1, WORDS[1]), block(3, inside=photo, at=at), block(4, WORDS[4]))
    none = page(block(1, WORDS[1]), block(4, WORDS[4]))
    assert gone(tmp_path, {"a/messages.html": first}, {"b/messages.html": left}) == {}
    (other := tmp_path / "other").mkdir()
    assert gone(other, {"a/messages.html": first}, {"b/messages.html": none}) == {
        "a/messages.html#message=2": "b/messages.html"
    }


def test_times_without_a_zone_are_compared_as_they_are_printed(tmp_path: Path) -> None:
    before, after = (made.replace(" UTC+03:00", "") for made in (pages(1, 2, 3, 4), pages(1, 2, 4, 5)))
    assert gone(tmp_path, {"a/messages.html": before}, {"b/messages.html": after}) == {
        "a/messages.html#message=3": "b/messages.html"
    }


def test_of_a_post_whose_number_is_a_service_message_now_nothing_is_told(tmp_path: Path) -> None:
    after = json.dumps({**json.loads(posts(1, 2, 4, 5)), "messages": [
        message(1, WORDS[1]), message(2, WORDS[2]), service(3), message(4, WORDS[4]), message(5, WORDS[5])]})  # fmt: skip
    assert gone(tmp_path, {"a/result.json": posts(1, 2, 3, 4)}, {"b/result.json": after}) == {}


def test_an_export_that_is_damaged_says_what_is_left_of_it(tmp_path: Path) -> None:
    cut = posts(1, 2, 4, 5, 6).encode()
    half = cut[: cut.index(WORDS[6].encode())]
    assert gone(tmp_path, {"a/result.json": posts(1, 2, 3, 4)}, {"b/result.json": half}) == {
        "a/result.json#message=3": "b/result.json"
    }
