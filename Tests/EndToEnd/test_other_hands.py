"""Each page's main errand by the other hand: by mouse where keys are usual, by keys where mice are, and without a script."""

import pytest
from matters import dark_lamp, pothole
from people import PNG
from playwright.sync_api import expect


def checking(hall):
    file = hall.agent.records(pothole())
    unit = hall.unit_of(file)
    unit.gives(file, "sign")
    unit.gives(file, "submit_feedback", note="坑已填平，压实，恢复通行", noPhotoReason="夜间作业")
    hall.agent.gives(file, "pass_to_check", note="夜里再看一眼")
    return file


def tab_to(page, locator):
    """Walks on with the tabulator until the element has the focus, as somebody without a mouse does."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if locator.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError("the tabulator does not lead there")


def test_by_mouse_a_call_is_recorded_and_dispatched_at_the_desk(hall, sits_down):
    desk = sits_down(hall.agent)
    page = desk.page
    desk.go("/desk")
    page.fill("[name='caller.phone']", "05360000001")
    page.click("[name=topic]")
    page.locator("[name=topic]").press_sequentially("单灯不亮")
    page.locator("[role=option]").first.click()
    page.click("[name='place.road']")
    page.locator("[name='place.road']").press_sequentially("胜利街")
    page.locator("[role=option]:visible").first.click()
    page.fill("[name=description]", "小区门口的路灯三天不亮了。")
    page.locator("label", has_text="普通").or_(page.locator("label", has_text="一般")).first.click()
    send = page.locator("button:has-text('直派')").first
    expect(send).to_be_enabled()
    desk.sends(send)
    newest = hall.agent.gets("/cases?limit=1")["items"][0]
    assert (newest["stage"], newest["description"]) == ("signing", "小区门口的路灯三天不亮了。")


def test_by_keyboard_a_case_is_put_under_supervision(hall, sits_down):
    file = hall.agent.records(dark_lamp())
    desk = sits_down(hall.leader)
    desk.go(f"/cases/{file.number}")
    summary = desk.page.locator("details.act > summary:text-is('督办')")
    if not summary.is_visible():
        tab_to(desk.page, desk.page.locator("details.act-more > summary"))
        desk.page.keyboard.press("Enter")
    tab_to(desk.page, summary)
    desk.page.keyboard.press("Enter")
    form = desk.page.locator("details.act[open]:not(.act-more) form")
    expect(form.locator("select, input:not([type=hidden]), textarea").first).to_be_focused()
    desk.page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    desk.page.keyboard.press("Enter")
    form.locator("select[name=level]").press("ArrowDown")
    tab_to(desk.page, form.locator("[name=note]"))
    desk.page.keyboard.type("今晚务必修复")
    form.locator("[name=replyBy]").fill("2019-04-03T20:00")
    tab_to(desk.page, form.locator(".act-foot button"))
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Enter")
    assert file.history[-1] == "supervise"


def test_by_keyboard_a_followed_case_is_handed_over(hall, sits_down):
    file = hall.agent.records(dark_lamp())
    desk = sits_down(hall.agent)
    desk.go("/following")
    for key in "jxr":
        desk.page.keyboard.press(key)
    expect(desk.page.locator("[data-colleague]")).to_be_focused()
    desk.page.keyboard.type(hall.neighbour.account)
    desk.page.keyboard.press("Tab")
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Enter")
    assert file.history[-1] == "hand_over"


def test_by_keyboard_a_check_is_passed_on_a_desk(hall, sits_down):
    file = checking(hall)
    desk = sits_down(hall.supervisor)
    desk.go("/checks")
    tab_to(desk.page, desk.page.get_by_role("link", name="去核查"))
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Enter")
    desk.page.locator("input[type=file]").first.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": PNG})
    expect(desk.page.locator(".shot-has img").first).to_be_visible()
    tab_to(desk.page, desk.page.get_by_role("button", name="通过", exact=True))
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Enter")
    assert file.history[-1].startswith("check_pass")


def test_by_keyboard_one_signs_in_and_reads_ones_messages(hall, sits_down):
    file = hall.agent.records(dark_lamp())
    unit = hall.unit_of(file)
    desk = sits_down(None)
    desk.go("/login")
    page = desk.page
    tab_to(page, page.locator("[name=account]"))
    page.keyboard.type(unit.account)
    page.keyboard.press("Tab")
    page.keyboard.type(unit.password)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, page.locator(".topbar a[href='/inbox']"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("单灯不亮")


@pytest.mark.parametrize("script", [True, False])
def test_the_telephone_s_top_bar_is_one_line_with_a_menu(hall, sits_down, script):
    desk = sits_down(hall.leader, size=(390, 844), java_script_enabled=script)
    page = desk.page
    desk.go("/queue")
    assert page.locator(".topbar").bounding_box()["height"] <= 48
    expect(page.locator(".topbar nav")).to_be_hidden()
    page.locator(".menu-button").click()
    expect(page.locator(".topbar nav")).to_be_visible()
    expect(page.get_by_role("button", name="退出")).to_be_visible()
    desk.sends(page.get_by_role("link", name="审批"))
    expect(page.locator("h1")).to_contain_text("等您批的")
    # By keys too: the tick of the menu is a field like another.
    tab_to(page, page.locator("#top-menu"))
    page.keyboard.press("Space")
    expect(page.locator(".topbar nav")).to_be_visible()


@pytest.fixture
def plain(sits_down):
    """A browser that runs no script."""
    return lambda person, **more: sits_down(person, java_script_enabled=False, **more)


def test_without_script_a_case_is_read_and_an_event_given(hall, plain):
    file = hall.agent.records(dark_lamp())
    desk = plain(hall.agent)
    desk.go(f"/cases/{file.number}")
    expect(desk.page.locator(".story")).to_contain_text("登记并直派")
    desk.page.locator("details.act > summary:text-is('追记来电')").click()
    form = desk.page.locator("details.act[open] form")
    form.locator("[name=words]").fill("来电人说，旁边一盏也不亮。")
    desk.sends(form.locator(".act-foot button"))
    expect(desk.page.locator(".story")).to_contain_text("旁边一盏也不亮")


def test_without_script_one_is_reminded_of_a_case(hall, plain):
    file = hall.agent.records(dark_lamp())
    desk = plain(hall.agent)
    desk.go(f"/cases/{file.number}")
    desk.page.locator("summary:has-text('到时提醒我')").click()
    desk.page.fill("#remind-text", "给许先生回话")
    desk.sends(desk.page.locator("button:text-is('记下提醒')"))
    expect(desk.page.locator(".own-reminders")).to_contain_text("给许先生回话")
    desk.go("/following")
    desk.sends(desk.page.locator("button:text-is('办好了')"))
    expect(desk.page.locator("aside li")).to_have_count(0)


def test_without_script_an_extension_is_granted(hall, plain):
    file = hall.agent.records(dark_lamp())
    unit = hall.unit_of(file)
    unit.gives(file, "sign")
    unit.gives(file, "request_extension", until="2019-04-09T17:00:00+08:00", reason="电缆要等到货才能更换")
    desk = plain(hall.leader)
    desk.go("/approvals")
    desk.page.locator("summary:text-is('同意延期'), button:text-is('同意延期')").first.click()
    foot = desk.page.locator("details.act[open] .act-foot button")
    if foot.count():
        desk.sends(foot.first)
    assert file.history[-1] == "extend_approved"


def test_without_script_a_check_is_passed(hall, plain):
    file = checking(hall)
    desk = plain(hall.supervisor, size=(390, 844))
    desk.go("/checks")
    desk.sends(desk.page.get_by_role("link", name="去核查"))
    desk.page.locator("input[type=file]").first.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": PNG})
    desk.sends(desk.page.get_by_role("button", name="通过", exact=True))
    assert file.history[-1].startswith("check_pass")


@pytest.mark.parametrize("role, path, words", [
    ("agent", "/inbox", "消息"), ("leader", "/approvals/supervision", "督办与黄红牌"), ("director", "/wall", "城市管理服务热线"),
    ("agent", "/design", "界面部件"), ("leader", "/queue?view=all", "单灯不亮"), ("agent", "/following", "单灯不亮"),
])
def test_without_script_a_page_can_be_read(hall, plain, role, path, words):
    hall.agent.records(dark_lamp())
    desk = plain(getattr(hall, role))
    desk.go(path)
    expect(desk.page.locator("main")).to_contain_text(words)
