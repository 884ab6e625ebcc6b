"""A real browser lives one case through all roles, while a second one watches."""

import time
import urllib.parse

from people import PNG
from playwright.sync_api import expect


def records(desk, **more):
    """Records a lamp at the desk; gives the case's number."""
    page = desk.page
    desk.go("/desk")
    fields = {
        "caller.phone": "05360000001", "caller.name": "测试甲", "topic": "LD01", "place.road": "胜利东街",
        "place.area": "奎文区", "place.address": "胜利东街 1 号", "description": "胜利东街路灯不亮，晚上很黑", **more,
    }
    for name, value in fields.items():
        field = page.locator(f"[name='{name}']:not([type=hidden])").first
        field.fill(value)
        field.dispatch_event("change")
    return page


def test_the_desk_shows_unit_rule_and_deadline_before_anything_is_sent(hall, sits_down):
    page = records(sits_down(hall.agent))
    proposal = page.locator("#proposal")
    expect(proposal).to_contain_text("市照明管理处")
    expect(proposal).to_contain_text("全市 · 路灯照明")
    expect(proposal).to_contain_text("工作日")
    assert hall.director.gets("/cases")["items"] == [], "nothing has been recorded yet"


def test_one_case_lives_through_all_roles_while_a_second_browser_sees_each_step(hall, sits_down, capsys):
    agent = sits_down(hall.agent)
    page = records(agent)
    expect(page.locator("#proposal")).to_contain_text("市照明管理处")
    agent.sends(page.locator("button[value=quick_dispatch]"))
    number = hall.director.gets("/cases")["items"][0]["number"]
    case = f"/cases/{number}"

    watcher = sits_down(hall.director)
    watcher.go(case)
    waits = []

    def sees(words):
        """The second browser shows the new stage, by itself."""
        began = time.monotonic()
        expect(watcher.page.locator(".tag-stage").first).to_contain_text(words, timeout=10_000)
        waits.append(time.monotonic() - began)

    sees("待签收")
    unit = sits_down(hall.unit("U060"), size=(390, 844))
    unit.go("/unit")
    expect(unit.page.locator("main")).to_contain_text("单灯不亮")
    unit.go(case)
    unit.act("签收")
    sees("处置中")
    unit.act("到场", fill={"note": "二组已到"})
    expect(watcher.page.locator("main")).to_contain_text("二组已到")
    photo = {"name": "after.png", "mimeType": "image/png", "buffer": PNG}
    unit.act("提交处置反馈", fill={"note": "更换灯泡，恢复照明，已试亮"}, photo=photo)
    sees("待审核反馈")

    agent.go(case)
    agent.act("转核查", fill={"note": "夜里再看一眼"})
    sees("核查中")
    supervisor = sits_down(hall.supervisor)
    supervisor.go("/checks")
    expect(supervisor.page.locator("main")).to_contain_text("单灯不亮")
    supervisor.go(case)
    supervisor.act("核查通过，转回访", photo=photo)
    sees("待回访")

    agent.go(f"/callbacks?case={number}")
    form = agent.page.locator("form[data-callback]")
    for name, value in (("solved", "no"), ("satisfaction", "dissatisfied"), ("manner", "good")):
        form.locator(f"input[name={name}][value={value}] + label").click()
    form.locator("[name=words]").fill("又灭了")
    agent.sends(form.locator("[data-submit]"))
    expect(watcher.page.locator("main")).to_contain_text("又灭了")

    leader = sits_down(hall.leader)
    leader.go(case)
    leader.act("重办", fill={"reason": "没有修好，请重新检查线路"})
    sees("处置中")
    unit.go(case)
    unit.act("提交处置反馈", fill={"note": "更换镇流器，连续亮灯三小时"}, photo=photo)
    sees("待审核反馈")
    agent.go(case)
    agent.act("转回访")
    sees("待回访")
    agent.go(f"/callbacks?case={number}")
    form = agent.page.locator("form[data-callback]")
    for name, value in (("solved", "yes"), ("satisfaction", "very_satisfied"), ("manner", "good")):
        form.locator(f"input[name={name}][value={value}] + label").click()
    agent.sends(form.locator("[data-submit]"))
    sees("待结案")
    leader.go(case)
    leader.act("结案", fill={"conclusion": "已修复，来电人满意"})
    sees("已结案")

    told = hall.director.gets(case)
    assert [event["event"] for event in told["events"]] == [
        "quick_dispatch", "sign", "arrive", "submit_feedback", "pass_to_check", "check_pass_to_callback",
        "record_verdict", "redo", "submit_feedback", "pass_to_callback", "caller_satisfied", "close",
    ]
    waits.sort()
    with capsys.disabled():
        print(f"\nsteps seen by the second browser: median {waits[len(waits) // 2]:.2f} s, longest {waits[-1]:.2f} s")


def test_two_people_on_one_case_the_second_is_told_who_changed_what(hall, sits_down):
    agent = sits_down(hall.agent)
    agent.sends(records(agent).locator("button[value=quick_dispatch]"))
    number = hall.director.gets("/cases")["items"][0]["number"]
    first, second = sits_down(hall.leader), sits_down(hall.director)
    for desk in (first, second):
        desk.go(f"/cases/{number}")
    second.page.locator("details.act > summary:text-is('催办')").first.evaluate("e => e.closest('details').open = true")
    first.act("收回", fill={"reason": "派错了单位"})
    second.sends(second.page.locator("details.act[open] form .act-foot button").last)
    expect(second.page.locator("body")).to_contain_text("收回")
    expect(second.page.locator("body")).to_contain_text(hall.director.gets(f"/cases/{number}")["events"][-1]["by"]["name"])


def test_a_draft_survives_the_browser(hall, sits_down):
    desk = sits_down(hall.agent)

    def is_kept(answer):
        # Not the proposal, which asks with the same words.
        return answer.url.endswith("/desk/draft") and "还没有说完" in urllib.parse.unquote(answer.request.post_data or "")

    with desk.page.expect_response(is_kept) as kept:
        records(desk, description="路灯不亮，还没有说完")
    assert kept.value.ok
    desk.context.close()
    again = sits_down(hall.agent)
    again.go("/following")
    expect(again.page.locator("main")).to_contain_text("路灯不亮")
