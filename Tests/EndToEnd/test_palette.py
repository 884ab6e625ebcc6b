"""Ctrl+K and ? on every page, and the search without a script."""

import pytest
from hands import Hands
from playwright.sync_api import expect

LAMP = {
    "source": "phone", "topic": "LD01", "event": "quick_dispatch", "description": "路灯不亮，晚上很黑",
    "caller": {"phone": "05360000009", "name": "测试乙"}, "place": {"road": "胜利东街", "area": "奎文区"},
}


@pytest.fixture
def number(hall):
    return hall.agent.call("POST", "/cases", LAMP).json["number"]


@pytest.mark.parametrize("typed", ["last digits", "05360000009", "胜利东街"])
def test_a_case_is_found_by_its_last_digits_its_callers_number_or_its_place(hall, sits_down, number, typed):
    desk = sits_down(hall.agent)
    desk.go("/following")
    hands = Hands(desk.page)
    hands.presses("Control+k")
    hands.types(number[-3:]) if typed == "last digits" else hands.writes(typed)
    expect(desk.page.locator("#palette [role=option]").first).to_contain_text(number[-5:])
    assert "0536" not in desk.page.url
    hands.sends("Enter")
    assert desk.page.url.endswith("/cases/" + number)


@pytest.mark.parametrize(("typed", "path"), [("hf", "/callbacks"), ("szsszx", None), ("zhaoming", "unit=U060")])
def test_pages_and_units_are_found_by_pinyin(hall, sits_down, typed, path):
    desk = sits_down(hall.agent)
    desk.go("/desk")
    hands = Hands(desk.page)
    hands.presses("Control+k")
    hands.types(typed)
    if path is None:
        expect(desk.page.locator("#palette")).to_contain_text("没有找到")
    else:
        expect(desk.page.locator(f"#palette a[href*='{path}']")).to_be_visible()


def test_nobody_finds_what_they_may_not_see(hall, sits_down, number):
    desk = sits_down(hall.unit("U070"))
    desk.go("/unit")
    hands = Hands(desk.page)
    hands.presses("Control+k")
    hands.types(number[-5:])
    expect(desk.page.locator("#palette")).to_contain_text("没有找到")
    desk.page.locator("#palette input").fill("胜利东街")
    expect(desk.page.locator("#palette")).to_contain_text("没有找到")


@pytest.mark.parametrize("path", ["/desk", "/queue", "/following", "/callbacks", "/inbox"])
def test_the_keys_of_the_page_open_and_escape_closes_with_the_focus_back(hall, sits_down, path):
    desk = sits_down(hall.agent)
    desk.go(path)
    page = desk.page
    link = page.locator("header nav a").first
    link.focus()
    page.keyboard.press("?")
    keys = page.locator("dialog#keys")
    expect(keys).to_contain_text("查找案件、号码、地点、单位、页面")
    if path == "/desk":
        for words in ("直派", "催办那一件", "又一位来电", "换单位"):
            expect(keys).to_contain_text(words)
    page.keyboard.press("Escape")
    expect(keys).to_have_count(0)
    expect(link).to_be_focused()


def test_a_question_mark_is_written_where_somebody_writes(hall, sits_down):
    desk = sits_down(hall.agent)
    desk.go("/desk")
    desk.page.locator("#d-description").focus()
    desk.page.keyboard.press("?")
    expect(desk.page.locator("dialog#keys")).to_have_count(0)
    expect(desk.page.locator("#d-description")).to_have_value("?")
    desk.page.keyboard.press("F1")
    expect(desk.page.locator("dialog#keys")).to_be_visible()
    desk.page.keyboard.press("Escape")
    expect(desk.page.locator("#d-description")).to_be_focused()


def test_keys_behind_a_dialog_do_nothing(hall, sits_down):
    desk = sits_down(hall.agent)
    desk.go("/desk")
    desk.page.keyboard.press("Control+k")
    desk.page.keyboard.press("Alt+s")
    desk.page.keyboard.press("Escape")
    expect(desk.page.locator(".field-error")).to_have_count(0)


def test_without_a_script_the_form_finds_and_the_desk_records(hall, sits_down, number):
    desk = sits_down(hall.agent, java_script_enabled=False)
    page = desk.page
    desk.go("/desk")
    page.fill("header [name=q]", number[-5:])
    page.press("header [name=q]", "Enter")
    expect(page.locator("main")).to_contain_text("…" + number[-5:])
    desk.go("/desk")
    for name, value in {
        "caller.phone": "05360000003", "topic": "雨水井箅丢失", "place.road": "胜利东街",
        "description": "路南的雨水井箅子没了，请补上",
    }.items():
        page.locator(f"[name='{name}']:not([type=hidden])").first.fill(value)
    page.click("button[value=quick_dispatch]")
    expect(page.locator("[aria-label=刚登记的]")).to_contain_text("已派市政设施养护中心")
