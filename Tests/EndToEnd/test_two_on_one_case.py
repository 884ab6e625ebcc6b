"""Two people on one case: each knows of the other, and nothing that either typed is lost."""

import pytest
from matters import dark_lamp
from pictures import turned_jpeg
from playwright.sync_api import expect


@pytest.fixture
def case(hall):
    return hall.agent.records(dark_lamp(), event="submit")


def company(desk):
    return desk.page.locator(".company")


def test_who_else_looks_at_a_case_is_shown_and_gone_within_seconds(case, hall, sits_down):
    agent, leader = sits_down(hall.agent), sits_down(hall.leader)
    agent.go(f"/cases/{case.number}")
    expect(company(agent)).to_have_count(0)
    leader.go(f"/cases/{case.number}")
    expect(company(agent)).to_contain_text("14:2")
    expect(company(leader)).to_have_count(1)
    assert company(agent).locator("b").inner_text() != company(leader).locator("b").inner_text()
    # A page that is loaded again, or opened twice, is no coming and going.
    second = leader.context.new_page()
    second.goto(leader.base + f"/cases/{case.number}")
    leader.page.reload()
    expect(company(agent).locator(".viewer")).to_have_count(1)
    second.close()
    leader.go("/queue")
    expect(company(agent)).to_have_count(0, timeout=8000)


def test_who_loses_the_browser_is_gone_too(case, hall, sits_down, chromium):
    agent, leader = sits_down(hall.agent), sits_down(hall.leader)
    agent.go(f"/cases/{case.number}")
    leader.go(f"/cases/{case.number}")
    expect(company(agent)).to_have_count(1)
    leader.context.close()
    expect(company(agent)).to_have_count(0, timeout=8000)


def test_whoever_has_it_open_in_the_street_is_seen_in_the_hall(hall, sits_down):
    file = hall.agent.records(dark_lamp())
    agent, unit = sits_down(hall.agent), sits_down(hall.unit_of(file), size=(390, 844))
    agent.go(f"/cases/{file.number}")
    unit.go(f"/unit/cases/{file.number}")
    expect(company(agent).locator(".viewer")).to_have_count(1)


def test_without_a_script_the_page_tells_who_else_is_there(case, hall, sits_down):
    agent, leader = sits_down(hall.agent), sits_down(hall.leader, java_script_enabled=False)
    agent.go(f"/cases/{case.number}")
    # The agent's own page says when its line is open: somebody else's coming is seen on it.
    sits_down(hall.neighbour).go(f"/cases/{case.number}")
    expect(company(agent)).to_have_count(1)
    leader.go(f"/cases/{case.number}")
    expect(company(leader).locator(".viewer")).to_have_count(2)


def opens(desk, words):
    summary = desk.page.locator(f"details.act > summary:text-is('{words}')").first
    if not summary.is_visible():
        desk.page.locator("details.act-more > summary").first.click()
    summary.click()
    return desk.page.locator("details.act[open]:not(.act-more) form").last


def test_a_conflict_shows_what_the_other_changed_keeps_the_words_and_is_sent_again_by_one_key(case, hall, sits_down):
    agent, leader = sits_down(hall.agent), sits_down(hall.leader)
    agent.go(f"/cases/{case.number}")
    leader.go(f"/cases/{case.number}")
    form = opens(agent, "更正")
    form.locator("[name='changes.expectation']").fill("盼望今晚能亮")
    # Meanwhile the leader corrects the road and makes it urgent.
    leader.act("更正", fill={"'changes.place.road'": "东风街"})
    leader.act("提高紧急程度", fill={"reason": "路口很暗，车多"}, choose={"urgency": "urgent"})
    agent.sends(form.locator(".act-foot button"))
    told = agent.page.locator(".meanwhile")
    expect(told).to_contain_text("案件已有变化")
    expect(told.locator("tr", has_text="地点")).to_contain_text("胜利街")
    expect(told.locator("tr", has_text="地点")).to_contain_text("东风街")
    expect(told.locator("tr", has_text="紧急程度").locator("del")).to_have_text("一般")
    expect(told.locator(".meanwhile-story li")).to_have_count(2)
    expect(agent.page.locator("[name='changes.expectation']")).to_have_value("盼望今晚能亮")
    # What the agent did not touch is what the leader wrote.
    expect(agent.page.locator("[name='changes.place.road']")).to_have_value("东风街")
    with agent.page.expect_navigation():
        agent.page.keyboard.press("Control+Enter")
    told = case.now
    assert (told["expectation"], told["place"]["road"], told["urgency"]) == ("盼望今晚能亮", "东风街", "urgent")


def test_what_cannot_be_done_any_more_says_why_and_keeps_the_words(case, hall, sits_down):
    agent = sits_down(hall.agent)
    agent.go(f"/cases/{case.number}")
    form = opens(agent, "派核实")
    form.locator("[name=reason]").fill("位置说不清，先请人去看一看。")
    hall.leader.gives(case, "void", reasonCode="duplicate", reason="同一盏灯已有案件在办。", answer="已有案件在办", channel="phone")
    agent.sends(form.locator(".act-foot button"))
    expect(agent.page.locator(".meanwhile")).to_contain_text("可以复制")
    expect(agent.page.locator("[name=reason]").first).to_have_value("位置说不清，先请人去看一看。")


def test_a_reminder_is_asked_for_on_the_case_and_rings_on_every_page(case, hall, sits_down):
    agent = sits_down(hall.agent)
    agent.go(f"/cases/{case.number}")
    agent.page.click("summary:has-text('到时提醒我')")
    agent.page.fill("#remind-text", "给许先生回话")
    agent.page.fill("#remind-due", "2019-04-03T14:00")
    agent.sends(agent.page.locator("button:text-is('记下提醒')"))
    expect(agent.page.locator(".remind .field-error")).to_contain_text("在现在之后")
    expect(agent.page.locator("#remind-text")).to_have_value("给许先生回话")
    agent.page.fill("#remind-due", "2019-04-03T15:00")
    agent.sends(agent.page.locator("button:text-is('记下提醒')"))
    expect(agent.page.locator(".own-reminders li")).to_contain_text("给许先生回话")
    expect(agent.page.locator(".topbar")).not_to_contain_text("提醒")
    hall.at("2019-04-03T15:01")
    agent.go("/desk")
    agent.page.click(".topbar a:has-text('提醒')")
    expect(agent.page.locator("li.is-due")).to_contain_text("给许先生回话")
    agent.go(f"/cases/{case.number}")
    agent.sends(agent.page.locator(".own-reminders button"))
    expect(agent.page.locator(".own-reminders")).to_have_count(0)


STREET = {"size": (390, 844)}


def test_in_the_street_too_one_sees_who_else_is_there(hall, sits_down):
    file = hall.agent.records(dark_lamp())
    unit, agent = sits_down(hall.unit_of(file), **STREET), sits_down(hall.agent)
    unit.go(f"/unit/cases/{file.number}")
    expect(unit.page.locator(".company")).to_have_count(0)
    agent.go(f"/cases/{file.number}")
    expect(company(unit).locator(".viewer")).to_have_count(1)
    agent.go("/inbox")
    expect(company(unit)).to_have_count(0, timeout=8000)


def test_a_feedback_that_was_overtaken_shows_what_changed_and_goes_out_the_second_time(hall, sits_down):
    file = hall.agent.records(dark_lamp())
    person = hall.unit_of(file)
    person.gives(file, "sign")
    unit = sits_down(person, **STREET)
    unit.go(f"/unit/cases/{file.number}")
    unit.page.fill("[name=note]", "灯泡已换好，试过会亮了")
    unit.page.locator("summary", has_text="没有照片").click()
    unit.page.fill("[name=noPhotoReason]", "夜间作业，拍不清楚")
    hall.leader.gives(file, "raise_urgency", urgency="urgent", reason="路口很暗，车多")
    button = unit.page.get_by_role("button", name="反馈")
    unit.sends(button)
    told = unit.page.locator(".meanwhile")
    expect(told.locator("tr", has_text="紧急程度").locator("del")).to_have_text("一般")
    expect(unit.page.locator("[name=note]")).to_have_value("灯泡已换好，试过会亮了")
    unit.sends(button)
    assert file.stage == "feedback"


def test_a_check_that_was_overtaken_shows_what_changed_and_goes_out_the_second_time(hall, sits_down):
    file = hall.agent.records(dark_lamp())
    unit = hall.unit_of(file)
    unit.gives(file, "sign")
    unit.gives(file, "submit_feedback", note="灯泡已换好，试过会亮了", noPhotoReason="夜间作业")
    hall.agent.gives(file, "pass_to_check", stage="checking", note="夜里再看一眼")
    street = sits_down(hall.supervisor, **STREET)
    street.go(f"/checks/{file.number}")
    street.page.fill("[name=words]", "灯亮了，周围也亮")
    street.page.locator("input[type=file]").set_input_files({"name": "seen.jpg", "mimeType": "image/jpeg", "buffer": turned_jpeg()})
    expect(street.page.locator(".shot-has img")).to_be_visible()
    hall.agent.gives(file, "amend", changes={"expectation": "盼望今晚能亮"})
    button = street.page.get_by_role("button", name="通过", exact=True)
    street.sends(button)
    expect(street.page.locator(".meanwhile tr", has_text="期望")).to_contain_text("盼望今晚能亮")
    expect(street.page.locator("[name=words]")).to_have_value("灯亮了，周围也亮")
    street.sends(button)
    assert file.stage == "calling_back"
