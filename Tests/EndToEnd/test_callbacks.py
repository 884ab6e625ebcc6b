"""Calling back: the next caller by one key, three answers by one hand, and what comes of a bad judgement."""

from conftest import enters
from matters import caller, dark_lamp
from people import PNG
from playwright.sync_api import expect


def called_back(hall, count):
    """Cases that wait for their callback; gives their numbers, the first due first."""
    numbers = []
    for index in range(count):
        file = hall.agent.records(dark_lamp(caller=caller(phone=f"0536{index:07d}", name=f"测试{index}")))
        unit = hall.unit_of(file)
        unit.gives(file, "sign")
        photo = unit.photo(PNG)
        unit.gives(file, "submit_feedback", note="更换灯泡，恢复照明，已试亮", photos=[photo])
        hall.agent.gives(file, "pass_to_callback")
        numbers.append(file.number)
    return numbers


def stage(hall, number):
    return hall.director.gets(f"/cases/{number}")["stage"]


def test_two_callers_one_after_the_other_by_one_hand_and_one_key(hall, sits_down):
    first, second = called_back(hall, 2)
    agent = sits_down(hall.agent)
    agent.go("/callbacks")
    for number in (first, second):
        expect(agent.page.locator("#b-c + a")).to_have_text(number)
        for key in "15q":
            agent.page.keyboard.press(key)
        with agent.page.expect_navigation():
            agent.page.keyboard.press("Control+Enter")
        assert stage(hall, number) == "closing"
    expect(agent.page.locator("main")).to_contain_text("没有要回访的案件。")


def test_by_mouse_a_bad_judgement_goes_to_the_leader_with_the_caller_s_words(hall, sits_down):
    number, = called_back(hall, 1)
    agent = sits_down(hall.agent)
    agent.go("/callbacks")
    page = agent.page
    expect(page.locator(".redo-line")).to_be_hidden()
    for name in ("solved-no", "satisfaction-dissatisfied", "manner-good"):
        page.locator(f"label[for='{name}']").click()
    expect(page.locator(".redo-line")).to_contain_text("建议重办")
    page.locator("#words").fill("昨晚又灭了")
    agent.sends(page.locator("[data-submit]"))
    leader = sits_down(hall.leader)
    leader.go(f"/callbacks?case={number}")
    expect(leader.page.locator("main")).to_contain_text("“昨晚又灭了”")
    leader.act("重办", fill={"reason": "查线路，换镇流器"})
    assert stage(hall, number) == "handling"


def test_a_leader_who_calls_orders_the_redo_at_once_with_its_reason(hall, sits_down):
    number, = called_back(hall, 1)
    leader = sits_down(hall.leader)
    leader.go("/callbacks")
    for key in "37q":
        leader.page.keyboard.press(key)
    leader.page.locator("#words").fill("昨晚又灭了")
    leader.page.locator("[name=reason]").fill("查线路，换镇流器")
    with leader.page.expect_navigation():
        leader.page.keyboard.press("Alt+r")
    told = hall.director.gets(f"/cases/{number}")
    assert told["stage"] == "handling" and told["events"][-1]["event"] == "redo"
    unit = sits_down(hall.unit("U060"))
    unit.go(f"/cases/{number}")
    expect(unit.page.locator("main")).to_contain_text("查线路，换镇流器（来电人：“昨晚又灭了”）")


def test_nobody_answers_by_one_key_and_the_next_caller_comes_up(hall, sits_down):
    first, second = called_back(hall, 2)
    agent = sits_down(hall.agent)
    agent.go("/callbacks")
    with agent.page.expect_navigation():
        agent.page.keyboard.press("n")
    expect(agent.page.locator("#b-c + a")).to_have_text(second)
    expect(agent.page.locator("#cb-list")).to_contain_text("隔一会儿再打")
    assert hall.director.gets(f"/cases/{first}")["events"][-1]["event"] == "callback_attempt"


def test_two_agents_are_not_given_the_same_caller(hall, sits_down):
    first, second = called_back(hall, 2)
    one, other = sits_down(hall.agent), sits_down(hall.neighbour)
    one.go("/callbacks")
    other.go("/callbacks")
    expect(one.page.locator("#b-c + a")).to_have_text(first)
    expect(other.page.locator("#b-c + a")).to_have_text(second)
    other.go(f"/callbacks?case={first}")
    expect(other.page.locator("[role=alert]")).to_contain_text("打开了这一位")


def test_the_list_says_whether_it_suits_to_call_now(hall, sits_down):
    called_back(hall, 1)
    agent = sits_down(hall.agent)
    agent.go("/callbacks")
    expect(agent.page.locator("#cb-list")).to_contain_text("现在合适")
    hall.at("2019-04-03T20:57")
    agent.go("/callbacks")
    expect(agent.page.locator("#cb-list")).to_contain_text("8 点后")
    expect(agent.page.locator("main")).to_contain_text("20:55 后不再拨出")


def test_without_script_the_three_answers_are_given_all_the_same(hall, chromium):
    number, = called_back(hall, 1)
    context = chromium.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    base = f"http://127.0.0.1:{hall.port}"
    page.goto(base + "/login")
    enters(page, hall.agent.account, hall.agent.password)
    page.goto(base + "/callbacks")
    for name in ("solved-yes", "satisfaction-satisfied", "manner-good"):
        page.locator(f"label[for='{name}']").click()
    page.locator("[data-submit]").click()
    page.wait_for_url(base + "/callbacks")
    assert stage(hall, number) == "closing"
    context.close()


def test_of_long_words_a_few_lines_are_shown_where_the_whole_case_is_one_key_away(hall, sits_down):
    file = hall.agent.records(dark_lamp())
    unit = hall.unit_of(file)
    unit.gives(file, "sign")
    unit.gives(file, "submit_feedback", note="更换灯泡，恢复照明，已试亮。" * 100, noPhotoReason="夜里拍不清楚")
    hall.agent.gives(file, "pass_to_callback")
    agent = sits_down(hall.agent, (390, 844))
    agent.go("/callbacks")
    line = agent.page.locator(".cb-story li", has_text="更换灯泡").first
    assert line.bounding_box()["height"] < 844 / 2
