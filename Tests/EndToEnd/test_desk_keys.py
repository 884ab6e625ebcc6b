"""The desk by keyboard alone."""

import re

import pytest
from hands import Hands
from playwright.sync_api import expect

GRATE = {
    "source": "phone", "topic": "PS04", "event": "quick_dispatch", "description": "胜利东街路南雨水井箅子没了",
    "caller": {"phone": "05360000009", "name": "测试乙"}, "place": {"road": "胜利东街"},
}


@pytest.fixture
def desk(hall, sits_down):
    desk = sits_down(hall.agent)
    desk.go("/desk")
    return desk


@pytest.fixture
def hands(desk):
    return Hands(desk.page)


def cases(hall):
    return hall.director.gets("/cases")["items"]


def field(page, name):
    return page.locator(f"[name='{name}']:not([type=hidden]):not([type=radio])").first


def test_the_rain_grate_is_recorded_and_dispatched_in_under_twenty_seconds_of_typing(hall, hands, capsys):
    hands.takes("05360000001")
    hands.names("ysjb", "sldj")
    hands.writes("路南公交站旁，雨水井箅子没了，有危险")
    expect(hands.page.locator("#to-unit")).to_have_text("市政设施养护中心")
    expect(hands.page.locator("#proposal")).to_contain_text("14:2")
    hands.sends("Control+Enter")
    file = hall.director.gets("/cases/" + cases(hall)[0]["number"])
    assert (file["topic"]["code"], file["place"]["road"], file["unit"]["code"]) == ("PS04", "胜利东街", "U070"), file
    assert (file["stage"], file["kind"], file["urgency"]) == ("signing", "repair", "urgent")
    with capsys.disabled():
        print(f"\nthe rain grate: {hands.keystrokes} keystrokes, {hands.seconds:.1f} s of typing")
    assert hands.seconds < 20


def test_the_unit_is_called_and_the_call_written_down_by_one_key_after_the_order_is_out(hall, hands):
    hands.takes("05360000001")
    hands.names("ysjb", "sldj")
    hands.writes("路南公交站旁，雨水井箅子没了")
    hands.sends("Control+Enter")
    dial = hands.page.locator("[aria-label=刚登记的] a[href^='tel:']")
    expect(dial).to_have_attribute("href", "tel:05360000700")
    hands.sends("Alt+l")
    number = cases(hall)[0]["number"]
    assert hall.director.gets("/cases/" + number)["events"][-1]["event"] == "contact_unit"
    expect(hands.page.locator("[aria-label=刚登记的]")).not_to_contain_text("电话联系")


def test_digits_choose_the_kind_while_nobody_writes_and_with_alt_while_somebody_does(hands):
    page = hands.page
    hands.types("0536")
    expect(page.locator("input[name=kind]:checked")).to_have_count(0)
    hands.presses("Alt+4")
    expect(page.locator("#k-complaint")).to_be_checked()
    expect(field(page, "caller.phone")).to_have_value("0536")
    page.locator("#k-complaint").focus()
    hands.presses("1")
    expect(page.locator("#k-inquiry")).to_be_checked()


def test_the_topic_brings_kind_and_urgency_unless_somebody_has_chosen(hands):
    page = hands.page
    hands.takes("05360000001")
    hands.names("ysjb")
    expect(page.locator("#k-repair")).to_be_checked()
    expect(page.locator("#u-urgent")).to_be_checked()
    hands.presses("Alt+4")
    page.locator("#d-topic").fill("")
    page.locator("#d-topic").focus()
    hands.names("ddbl")
    expect(field(page, "topic")).to_have_value("单灯不亮")
    expect(page.locator("#u-normal")).to_be_checked()
    expect(page.locator("#k-complaint")).to_be_checked()


def test_a_duplicate_is_urged_by_one_key_instead_of_recorded_twice(hall, hands):
    first = hall.agent.call("POST", "/cases", GRATE).json["number"]
    hands.takes("05360000002")
    hands.names("ysjb", "sldj")
    expect(hands.page.locator("[data-same]")).to_contain_text(first[-5:])
    hands.writes("车差点掉进去，催一下")
    hands.sends("Alt+u")
    expect(hands.page.locator("main")).to_contain_text(f"已催办 …{first[-5:]}")
    assert [file["number"] for file in cases(hall)] == [first]
    events = hall.director.gets("/cases/" + first)["events"]
    assert [event["event"] for event in events] == ["quick_dispatch", "add_caller_words", "urge"]
    assert hands.page.locator(".desk-tab").count() == 1, "the draft of what was not recorded is gone"


def test_ten_callers_with_one_matter_take_one_key_each(hall, hands):
    first = hall.agent.call("POST", "/cases", GRATE).json["number"]
    hands.page.goto(hands.page.url + f"?done={first}")
    for caller in range(10):
        hands.takes(f"0536000010{caller}")
        hands.sends("Alt+y")
        hands.page.goto(hands.page.url.split("?")[0] + f"?done={first}")
    linked = [file for file in cases(hall) if file["stage"] == "linked"]
    assert len(linked) == 10 and {file["parent"] for file in linked} == {first}


def test_another_matter_at_the_same_place_hides_the_duplicate_for_good(hall, hands):
    hall.agent.call("POST", "/cases", GRATE)
    hands.takes("05360000002")
    hands.names("ysjb", "sldj")
    expect(hands.page.locator("[data-same]")).to_be_visible()
    hands.presses("Alt+k")
    expect(hands.page.locator("[data-same]")).to_have_count(0)
    with hands.page.expect_response("**/desk/proposal") as answer:
        hands.writes("是另外一个井箅子，在路北侧")
        hands.presses("Tab")
    assert answer.value.ok
    expect(hands.page.locator("[data-same]")).to_have_count(0)


def test_a_second_matter_of_the_same_call_takes_caller_and_place_over(hall, hands):
    hands.takes("05360000001")
    hands.names("ysjb", "sldj")
    hands.writes("路南公交站旁，雨水井箅子没了")
    hands.sends("Control+Enter")
    hands.sends("Alt+n")
    page = hands.page
    expect(field(page, "caller.phone")).to_have_value("05360000001")
    expect(field(page, "place.road")).to_have_value("胜利东街")
    expect(field(page, "topic")).to_be_focused()
    hands.types("ddbl")
    hands.presses("Enter", "Enter")
    hands.writes("旁边的路灯也不亮，晚上很黑")
    expect(page.locator("#to-unit")).to_have_text("市照明管理处")
    hands.sends("Control+Enter")
    assert [file["unit"]["code"] for file in cases(hall)] == ["U060", "U070"]


def test_the_next_call_begins_while_the_last_is_unfinished(hands):
    page = hands.page
    hands.takes("05360000001")
    hands.names("ysjb", "sldj")
    hands.writes("话说了一半")
    hands.sends("Alt+c")
    expect(field(page, "description")).to_have_value("")
    expect(field(page, "caller.phone")).to_be_focused()
    tab = page.locator("button.desk-tab")
    expect(tab).to_contain_text("雨水井箅丢失")
    with page.expect_navigation():
        tab.click()
    expect(field(page, "description")).to_have_value("话说了一半")
    expect(field(page, "topic")).to_have_value("雨水井箅丢失")


def test_who_asks_how_the_case_is_hears_it_within_two_seconds(hall, hands):
    number = hall.agent.call("POST", "/cases", GRATE).json["number"]
    hands.takes("05360000009")
    say = hands.page.locator("#say-case")
    expect(say).to_contain_text(re.compile("已派给市政设施养护中心.*最迟今天下午 4 点 2.* 分办好"), timeout=2000)
    hall.unit("U070").call("POST", f"/cases/{number}/events/sign", {})
    hands.presses("Alt+q")
    expect(say).to_contain_text(re.compile("今天下午 2 点 2.* 分已签收，正在处置"), timeout=2000)
