"""A description of two thousand characters: its first lines on a screen, the rest for whoever wants it, the whole on paper."""

import pathlib

import axe_playwright_python
import pytest
from matters import pothole

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
LONG = "".join(f"第 {line} 条：小区东门外人行道的路面有个半米宽的坑，电动车绕着走，晚上看不清，已经有人摔倒。" for line in range(1, 43))
LINES = 5
DESK, TELEPHONE = (1366, 768), (390, 844)
# Whose, where, and in what a window.
PAGES = [("agent", "/cases/{}", DESK), ("agent", "/cases/{}", TELEPHONE), ("unit", "/unit/cases/{}", TELEPHONE), ("supervisor", "/checks/{}", TELEPHONE)]


@pytest.fixture(scope="module")
def told(open_module_hall):
    """A case with all these words, which a unit has settled and somebody is to look at."""
    hall = open_module_hall
    file = hall.agent.records(pothole(description=LONG))
    unit = hall.unit_of(file)
    unit.gives(file, "sign")
    unit.gives(file, "submit_feedback", note="坑已填平，压实，恢复通行", noPhotoReason="夜间作业")
    hall.agent.gives(file, "pass_to_check", note="夜里再看一眼")
    return hall, file, unit


@pytest.fixture(params=PAGES, ids=lambda page: f"{page[0]}-{page[2][0]}")
def words(request, told, seats):
    """The words on a page that shows the case."""
    role, path, size = request.param
    hall, file, unit = told
    desk = seats(unit if role == "unit" else getattr(hall, role), size)
    desk.go(path.format(file.number))
    return desk.page.locator(".long-words > .words")


def lines(words):
    return words.evaluate("e => Math.round(e.getBoundingClientRect().height / parseFloat(getComputedStyle(e).lineHeight))")


def test_the_first_lines_are_shown_and_by_a_key_the_rest(words):
    page = words.page
    assert lines(words) == LINES
    page.locator(".long-words input").focus()
    page.keyboard.press("Space")
    assert lines(words) > 2 * LINES
    assert words.inner_text() == LONG
    page.locator(".long-words > label", has_text="收起").click()
    assert lines(words) == LINES


def test_on_paper_the_words_are_whole(words):
    page = words.page
    page.emulate_media(media="print")
    try:
        assert words.evaluate("e => e.scrollHeight <= e.clientHeight + 1")
        assert not page.locator(".long-words > label").is_visible()
    finally:
        page.emulate_media(media="screen")


def test_nobody_is_shut_out_of_the_words(words):
    page = words.page
    page.evaluate(AXE)
    found = page.evaluate("() => axe.run('.long-words', { resultTypes: ['violations'] })")["violations"]
    assert [violation["id"] for violation in found] == []
