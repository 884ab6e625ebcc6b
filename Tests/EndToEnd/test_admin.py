"""The administrators' pages: each main errand once by mouse and once by keyboard, and another browser sees what changed."""

from playwright.sync_api import expect


def test_a_limit_is_changed_and_taken_back(errand, elsewhere):
    hand = errand("/admin/limits?kind=topic&q=GS02")
    hand.sends(hand.page.locator("a:text-is('修改')").first)
    hand.asks_for("/admin/limits", finish="8", note="按新的服务承诺")
    hand.confirms("12 紧急工作时", "8 紧急工作时", "按派出时的时限办完")
    hand.says("已生效，配置版本 2")
    elsewhere("/admin/tables/topics?q=GS02").to_contain_text("8 紧急工作时")

    hand.desk.go("/admin/versions")
    hand.sends(hand.page.locator("a:text-is('看改动')").first)
    hand.asks_for("/admin/versions/2/undo", note="承诺推迟执行")
    hand.confirms("8 紧急工作时", "12 紧急工作时")
    elsewhere("/admin/tables/topics?q=GS02").to_contain_text("12 紧急工作时")


def test_a_limit_waits_for_its_day_and_is_withdrawn(errand, elsewhere):
    hand = errand("/admin/limits?kind=topic&q=GS02&edit=GS02")
    hand.asks_for("/admin/limits", finish="8", holds_from="2019-05-01", note="五月起按新的服务承诺")
    hand.confirms("12 紧急工作时", "8 紧急工作时", "5 月 1 日 周三 零时", "那天起派出的按新的")
    hand.says("已预定")
    # It is seen coming, and the limit is the old one.
    elsewhere("/admin/tables/topics?q=GS02", ".coming").to_contain_text("五月起按新的服务承诺")
    elsewhere("/admin/tables/topics?q=GS02").to_contain_text("12 紧急工作时")
    hand.sends(hand.page.locator(".coming a"))
    hand.asks_for(hand.page.locator("form[action$='/withdraw']"), note="承诺推迟执行")
    hand.confirms("自 5 月 1 日 周三 起生效", "不生效")
    hand.says("撤回：承诺推迟执行")
    elsewhere("/admin/tables/topics", ".coming").to_have_count(0)


def test_a_role_is_given_a_permission(hall, sits_down, errand):
    dispatcher = sits_down(hall.dispatcher)
    assert dispatcher.go("/callbacks").status == 404
    hand = errand("/admin/roles", by=hall.who("secadmin1"))
    hand.sends(hand.page.locator("a[aria-label='修改派遣员的权限']"))
    hand.asks_for("/admin/roles", ticks=["case.callback"], note="夜班由派遣员代为回访")
    hand.confirms("派遣员 · 回访", "涉及 3 个在用账号")
    assert dispatcher.go("/callbacks").status == 200


def test_a_day_off_is_put_into_the_calendar(errand, elsewhere):
    hand = errand("/admin/calendar?month=2019-04")
    hand.sends(hand.page.locator("a[aria-label='修改 2019-04-04']"))
    hand.asks_for("/admin/calendar/days", name="城市节", note="市政府通知放假一天")
    hand.confirms("2019-04-04", "放假", "城市节")
    for words in ("放假", "城市节"):
        elsewhere("/admin/calendar?month=2019-04", "a[aria-label='修改 2019-04-04']").to_contain_text(words)


def test_a_unit_gets_other_hours(errand, elsewhere):
    hand = errand("/admin/calendar?month=2019-05")
    hand.asks_for(
        "/admin/calendar/periods", unit="U010", season_from="2019-05-01", hours="07:30-11:30 15:00-19:00", note="夏季作息"
    )
    hand.confirms("07:30", "19:00")
    elsewhere("/admin/calendar?month=2019-05&unit=U010", "a[aria-label='修改 2019-05-06']").to_contain_text("07:30–11:30")


def test_a_topic_is_added_and_taken_out(hall, sits_down, errand):
    hand = errand("/admin/tables/topics")
    hand.sends(hand.page.locator("a:text-is('新增')"))
    new = {"new_key": "GS99", "industry": "供水", "name": "水表铅封脱落", "unit_type": "water", "finish": "3"}
    hand.asks_for("/admin/tables/topics", **new, note="来电增多，单列一项")
    hand.confirms("新增 GS99 水表铅封脱落")
    # At the desk the topic is found at once.
    agent = sits_down(hall.agent)
    agent.go("/desk")
    found = agent.page.evaluate("fetch('/desk/words?among=topic&q=铅封').then(answer => answer.text())")
    assert "水表铅封脱落" in found
    hand.desk.go("/admin/tables/topics?q=GS99&edit=GS99")
    hand.presses(hand.page.locator("details.remove-row summary"))
    hand.asks_for("/admin/tables/topics/remove", note="并回原主题")
    hand.confirms("删除 GS99 水表铅封脱落")
    hand.says("已生效，配置版本 3")


def test_a_units_telephone_is_changed(errand, elsewhere):
    hand = errand("/admin/units")
    hand.sends(hand.page.locator("a[aria-label^='修改 市供水公司客户服务中心']"))
    hand.asks_for("/admin/tables/units", phone="0536-0000199", note="调度电话换号")
    hand.confirms("0536-0000100", "0536-0000199")
    elsewhere("/admin/units").to_contain_text("0536-0000199")


def test_a_rule_a_setting_and_a_unit_switched_off(errand, elsewhere):
    hand = errand("/admin/responsibilities")
    hand.asks_for("/admin/responsibilities", unit="U070", unit_type="lamps", note="检修期间代管")
    hand.confirms("新增一条责任规则", "市政设施养护中心")
    hand.desk.go("/admin/units")
    hand.asks_for("/admin/units", unit="U060", note="机构合并")
    hand.confirms("在用", "件在办，照常办完")
    hand.desk.go("/admin/settings?edit=reopenDays")
    hand.asks_for("/admin/settings", value="20", note="延长重开期限")
    hand.confirms("15", "20")
    for words in ("检修期间代管", "机构合并", "延长重开期限"):
        elsewhere("/admin/versions").to_contain_text(words)


def test_the_audit_is_searched_and_taken_along(hall, sits_down, errand):
    admin = sits_down(hall.admin, by_form=True)
    hand = errand("/admin/audit", by=hall.who("auditadmin1"))
    page = hand.page
    form = page.locator("form.audit-filters")
    hand.fills(form.locator("[name=person]"), "sysadmin1")
    hand.fills(form.locator("[name=from]"), "2019-04-03")
    hand.sends(form.locator("button"))
    rows = page.locator("tbody tr")
    expect(rows.first).to_contain_text("系统管理员")
    assert "登录" in rows.first.inner_text()
    with page.expect_download() as download:
        hand.presses(page.locator("button:text-is('导出 CSV')"))
    lines = open(download.value.path(), encoding="utf-8-sig").read().splitlines()
    assert lines[0].startswith("编号,时间,谁") and all("sysadmin1" in line for line in lines[1:])
    hand.desk.go("/admin/audit?action=exported")
    expect(page.locator("tbody tr").first).to_contain_text("person=sysadmin1 from=2019-04-03")
    assert admin.go("/admin/audit").status == 404
