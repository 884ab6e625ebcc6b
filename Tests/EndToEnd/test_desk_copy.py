"""What was typed survives: a lost line, a browser that crashed."""

from hands import Hands
from playwright.sync_api import expect


def test_what_the_server_never_got_is_offered_back_and_gone_once_it_is_sent(hall, sits_down):
    desk = sits_down(hall.agent)
    desk.go("/desk")
    hands = Hands(desk.page)
    hall.stop()
    hands.takes("05360000001")
    hands.writes("雨水井箅丢失")
    hands.presses("Tab", "Tab")
    desk.page.locator("#d-description").focus()
    hands.writes("线路断了以后说的话，路南的井箅子没了")
    expect(desk.page.locator("[data-draft-said]")).to_contain_text("没有存上", timeout=15_000)
    desk.page.close()
    hall.start()
    page = desk.page = desk.context.new_page()
    desk.go("/desk")
    offer = page.locator("[role=alert]")
    expect(offer).to_contain_text("线路断了以后说的话")
    expect(page.locator("#d-description")).to_have_value("")
    hands = Hands(page)
    hands.presses("Alt+z")
    expect(page.locator("#d-description")).to_have_value("线路断了以后说的话，路南的井箅子没了")
    expect(page.locator("[id='d-caller.phone']")).to_have_value("05360000001")
    expect(page.locator("#proposal")).to_contain_text("雨水井箅丢失")
    page.locator("[id='d-place.road']").focus()
    hands.types("sldj")
    hands.presses("Enter")
    expect(page.locator("#to-unit")).to_have_text("市政设施养护中心")
    hands.sends("Control+Enter")
    assert page.evaluate("Object.keys(localStorage).length") == 0
    desk.go("/desk")
    expect(page.locator("main")).not_to_contain_text("没有存上")


def test_what_the_server_has_does_not_stay_in_the_browser(hall, sits_down):
    desk = sits_down(hall.agent)
    desk.go("/desk")
    hands = Hands(desk.page)
    held = []
    answers = []
    desk.page.route("**/desk/draft", lambda route: route.continue_() if answers else held.append(route))
    hands.takes("05360000001")
    desk.page.wait_for_function("Object.keys(localStorage).length === 1")
    answers.append("from now on")
    for route in held:
        route.continue_()
    expect(desk.page.locator("[data-draft-said]")).to_contain_text("草稿已存")
    desk.page.wait_for_function("Object.keys(localStorage).length === 0")
