"""The comparison of article texts with those of the extraction library alone."""

from benchmarks.article_text import ENTRIES, compared, figures


def test_texts_of_articles_are_equal_and_live_blogs_lose_nothing() -> None:
    found = figures(2)
    assert (found["articles"]["equal"], found["untidy"]["equal"]) == (1.0, 1.0)
    assert (found["articles"]["items"], found["untidy"]["items"]) == (0, 0)
    assert found["live"]["items"] == 2 * ENTRIES
    assert float(str(found["live"]["kept"])) > 0.99


def test_what_differs_is_told() -> None:
    words = "The water works in Drelmoor has been closed since Monday, the council said on Tuesday in a statement."
    entry = f'<article><time datetime="2026-10-26T1{{}}:00:00Z">x</time><p>{words} {{}}</p></article>'
    page = "<html><body><h1>Live updates: taps</h1>" + "".join(entry.format(n, n) for n in range(3)) + "</body></html>"
    found = compared([page.encode()])
    assert (found["pages"], found["items"]) == (1, 3)
    assert found["equal"] == 0 or found["differs"] == []
