"""The administrators' pages: each main errand once by mouse and once by keyboard, and another browser sees what changed."""

import base64
import datetime
import hashlib
import hmac
import re
import struct

import pytest
import zxingcpp
from conftest import Desk
from hall import Server, at, copy_of, huiyin, instant
from playwright.sync_api import expect


class Mouse:
    """Does an errand by pointing and clicking."""

    def __init__(self, desk):
        self.desk, self.page = desk, desk.page

    def follows(self, link):
        self.desk.sends(link)

    def fills(self, field, words):
        field.click()
        field.fill(words)

    def chooses(self, field, value):
        field.select_option(value)

    def ticks(self, box):
        box.click()

    def sends(self, button):
        self.desk.sends(button)


class Keys:
    """Does an errand with Tab, arrows, letters and Enter alone; a field that Tab does not reach cannot be filled."""

    def __init__(self, desk):
        self.desk, self.page = desk, desk.page

    def reaches(self, target):
        """Presses Tab until the target has the focus."""
        target.wait_for()
        for _ in range(400):
            if target.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {target}")

    def follows(self, link):
        self.reaches(link)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def fills(self, field, words):
        self.reaches(field)
        if field.get_attribute("type") == "date":
            year, month, day = words.split("-")
            self.page.keyboard.type(month + day + year)
            expect(field).to_have_value(words)
            return
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(words)

    def chooses(self, field, value):
        self.reaches(field)
        words = field.evaluate("(e, v) => [...e.options].find(o => o.value === v).text", value)
        for _ in range(300):
            if field.evaluate("e => e.value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows never come to {words}")

    def ticks(self, box):
        self.reaches(box)
        self.page.keyboard.press("Space")

    def sends(self, button):
        self.reaches(button)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


HANDS = pytest.mark.parametrize("hands", [Mouse, Keys], ids=["mouse", "keyboard"])


def in_form(page, action):
    return page.locator(f'form[method=post][action="{action}"]')


def confirms(hands, *words):
    """Sees what is shown before it is done, and does it."""
    page = hands.page
    expect(page.locator("h1")).to_contain_text("核对")
    for word in words:
        expect(page.locator("main")).to_contain_text(word)
    hands.sends(page.locator("form.panel-foot button"))


@HANDS
def test_a_limit_is_changed_and_taken_back(hall, sits_down, hands):
    desk = sits_down(hall.admin)
    desk.go("/admin/limits?kind=topic&q=GS02")
    hand = hands(desk)
    page = desk.page
    hand.follows(page.locator("a:text-is('修改')").first)
    form = in_form(page, "/admin/limits")
    hand.fills(form.locator("[name=finish]"), "8")
    hand.fills(form.locator("[name=note]"), "按新的服务承诺")
    hand.sends(form.locator("button"))
    confirms(hand, "12 紧急工作时", "8 紧急工作时", "按派出时的时限办完")
    expect(page.locator("main")).to_contain_text("已生效，配置版本 2")
    # In another browser the topic's limit is the new one.
    other = sits_down(hall.admin)
    other.go("/admin/tables/topics?q=GS02")
    expect(other.page.locator("tbody")).to_contain_text("8 紧急工作时")

    desk.go("/admin/versions")
    hand.follows(page.locator("a:text-is('看改动')").first)
    form = in_form(page, "/admin/versions/2/undo")
    hand.fills(form.locator("[name=note]"), "承诺推迟执行")
    hand.sends(form.locator("button"))
    confirms(hand, "8 紧急工作时", "12 紧急工作时")
    other.go("/admin/tables/topics?q=GS02")
    expect(other.page.locator("tbody")).to_contain_text("12 紧急工作时")


@HANDS
def test_a_limit_waits_for_its_day_and_is_withdrawn(hall, sits_down, hands):
    desk = sits_down(hall.admin)
    desk.go("/admin/limits?kind=topic&q=GS02&edit=GS02")
    hand = hands(desk)
    page = desk.page
    form = in_form(page, "/admin/limits")
    hand.fills(form.locator("[name=finish]"), "8")
    hand.fills(form.locator("[name=holds_from]"), "2019-05-01")
    hand.fills(form.locator("[name=note]"), "五月起按新的服务承诺")
    hand.sends(form.locator("button"))
    confirms(hand, "12 紧急工作时", "8 紧急工作时", "5 月 1 日 周三 零时", "那天起派出的按新的")
    expect(page.locator("main")).to_contain_text("已预定")
    # In another browser it is seen coming, and the limit is the old one.
    other = sits_down(hall.admin)
    other.go("/admin/tables/topics?q=GS02")
    expect(other.page.locator(".coming")).to_contain_text("五月起按新的服务承诺")
    expect(other.page.locator("tbody")).to_contain_text("12 紧急工作时")
    hand.follows(page.locator(".coming a"))
    form = page.locator("form[action$='/withdraw']")
    hand.fills(form.locator("[name=note]"), "承诺推迟执行")
    hand.sends(form.locator("button"))
    confirms(hand, "自 5 月 1 日 周三 起生效", "不生效")
    expect(page.locator("main")).to_contain_text("撤回：承诺推迟执行")
    other.go("/admin/tables/topics")
    expect(other.page.locator(".coming")).to_have_count(0)


@HANDS
def test_somebody_is_added_signs_in_and_gets_another_role(hall, sits_down, hands):
    desk = sits_down(hall.admin)
    desk.go("/admin/people")
    hand = hands(desk)
    page = desk.page
    form = in_form(page, "/admin/people")
    hand.fills(form.locator("[name=account]"), "newcomer")
    hand.fills(form.locator("[name=name]"), "新来的")
    hand.ticks(form.locator("[name=roles][value=dispatcher]"))
    hand.sends(form.locator("button"))
    confirms(hand, "派遣员", "只显示一次")
    password = page.locator("p.fs-4").inner_text().strip()

    new = sits_down(None)
    new.go("/login")
    new.page.fill("[name=account]", "newcomer")
    new.page.fill("[name=password]", password)
    new.sends(new.page.locator("main button"))
    expect(new.page).to_have_url(re.compile("/password$"))
    new.page.fill("#current", password)
    new.page.fill("#new", "Kiefer-9-Tanne")
    new.page.fill("#again", "Kiefer-9-Tanne")
    new.sends(new.page.locator("main form[action='/password'] button"))
    new.go("/queue")
    expect(new.page.locator("nav[aria-label=主要页面]")).not_to_contain_text("回访")

    form = page.locator('form[method=post][action^="/admin/people/"]').first
    hand.fills(form.locator("[name=name]"), "新来的值班长")
    hand.fills(form.locator("[name=note]"), "竞聘上岗")
    hand.ticks(form.locator("[name=roles][value=shiftLeader]"))
    hand.ticks(form.locator("[name=roles][value=dispatcher]"))
    hand.sends(form.locator("button"))
    confirms(hand, "派遣员", "值班长")
    expect(page.locator("main")).to_contain_text("历次改动")
    new.go("/queue")
    expect(new.page.locator("nav[aria-label=主要页面]")).to_contain_text("回访")
    hand.sends(page.locator("button:text-is('恢复到这一版')").first)
    confirms(hand, "值班长", "派遣员")
    new.go("/queue")
    expect(new.page.locator("nav[aria-label=主要页面]")).not_to_contain_text("回访")


@HANDS
def test_a_role_is_given_a_permission(hall, sits_down, hands):
    dispatcher = sits_down(hall.dispatcher)
    assert dispatcher.go("/callbacks").status == 404
    desk = sits_down(hall.who("secadmin1"))
    desk.go("/admin/roles")
    hand = hands(desk)
    page = desk.page
    hand.follows(page.locator("a[aria-label='修改派遣员的权限']"))
    form = in_form(page, "/admin/roles")
    hand.ticks(form.locator("[value='case.callback']"))
    hand.fills(form.locator("[name=note]"), "夜班由派遣员代为回访")
    hand.sends(form.locator("button"))
    confirms(hand, "派遣员 · 回访", "涉及 3 个在用账号")
    assert dispatcher.go("/callbacks").status == 200


@HANDS
def test_a_day_off_is_put_into_the_calendar(hall, sits_down, hands):
    hall.agent.records({"topic": "PS05", "place": {"area": "奎文区", "road": "胜利东街", "side": "路南", "landmark": "测试广场"},
                        "description": "雨水箅子堵了，一下雨就积水", "caller": {"phone": "05360000009", "name": "测试"},
                        "kind": "repair", "source": "phone", "event": "quick_dispatch"}, stage="signing")
    desk = sits_down(hall.admin)
    desk.go("/admin/calendar?month=2019-04")
    hand = hands(desk)
    page = desk.page
    hand.follows(page.locator("a[aria-label='修改 2019-04-04']"))
    form = in_form(page, "/admin/calendar/days")
    hand.fills(form.locator("[name=name]"), "城市节")
    hand.fills(form.locator("[name=note]"), "市政府通知放假一天")
    hand.sends(form.locator("button"))
    confirms(hand, "2019-04-04", "放假", "城市节")
    other = sits_down(hall.admin)
    other.go("/admin/calendar?month=2019-04")
    day = other.page.locator("a[aria-label='修改 2019-04-04']")
    expect(day).to_contain_text("放假")
    expect(day).to_contain_text("城市节")


@HANDS
def test_a_unit_gets_other_hours(hall, sits_down, hands):
    desk = sits_down(hall.admin)
    desk.go("/admin/calendar?month=2019-05")
    hand = hands(desk)
    page = desk.page
    form = in_form(page, "/admin/calendar/periods")
    hand.chooses(form.locator("[name=unit]"), "U010")
    hand.fills(form.locator("[name=season_from]"), "2019-05-01")
    hand.fills(form.locator("[name=hours]"), "07:30-11:30 15:00-19:00")
    hand.fills(form.locator("[name=note]"), "夏季作息")
    hand.sends(form.locator("button"))
    confirms(hand, "07:30", "19:00")
    other = sits_down(hall.admin)
    other.go("/admin/calendar?month=2019-05&unit=U010")
    expect(other.page.locator("a[aria-label='修改 2019-05-06']")).to_contain_text("07:30–11:30")


@HANDS
def test_a_topic_is_added_and_taken_out(hall, sits_down, hands):
    desk = sits_down(hall.admin)
    desk.go("/admin/tables/topics")
    hand = hands(desk)
    page = desk.page
    hand.follows(page.locator("a:text-is('新增')"))
    form = in_form(page, "/admin/tables/topics")
    hand.fills(form.locator("[name=new_key]"), "GS99")
    hand.fills(form.locator("[name=industry]"), "供水")
    hand.fills(form.locator("[name=name]"), "水表铅封脱落")
    hand.chooses(form.locator("[name=unit_type]"), "water")
    hand.fills(form.locator("[name=finish]"), "3")
    hand.fills(form.locator("[name=note]"), "来电增多，单列一项")
    hand.sends(form.locator("button"))
    confirms(hand, "新增 GS99 水表铅封脱落")
    # At the desk the topic is found at once.
    agent = sits_down(hall.agent)
    agent.go("/desk")
    found = agent.page.evaluate("fetch('/desk/words?among=topic&q=铅封').then(answer => answer.text())")
    assert "水表铅封脱落" in found
    desk.go("/admin/tables/topics?q=GS99&edit=GS99")
    if hands is Mouse:
        page.locator("details.remove-row summary").click()
    else:
        hand.reaches(page.locator("details.remove-row summary"))
        page.keyboard.press("Enter")
    form = in_form(page, "/admin/tables/topics/remove")
    hand.fills(form.locator("[name=note]"), "并回原主题")
    hand.sends(form.locator("button"))
    confirms(hand, "删除 GS99 水表铅封脱落")
    expect(page.locator("main")).to_contain_text("已生效，配置版本 3")


@HANDS
def test_a_units_telephone_is_changed(hall, sits_down, hands):
    desk = sits_down(hall.admin)
    desk.go("/admin/units")
    hand = hands(desk)
    page = desk.page
    hand.follows(page.locator("a[aria-label^='修改 市供水公司客户服务中心']"))
    form = in_form(page, "/admin/tables/units")
    hand.fills(form.locator("[name=phone]"), "0536-0000199")
    hand.fills(form.locator("[name=note]"), "调度电话换号")
    hand.sends(form.locator("button"))
    confirms(hand, "0536-0000100", "0536-0000199")
    other = sits_down(hall.admin)
    other.go("/admin/units")
    expect(other.page.locator("tbody")).to_contain_text("0536-0000199")


@HANDS
def test_a_rule_a_setting_and_a_unit_switched_off(hall, sits_down, hands):
    desk = sits_down(hall.admin)
    hand = hands(desk)
    page = desk.page
    desk.go("/admin/responsibilities")
    form = in_form(page, "/admin/responsibilities")
    hand.chooses(form.locator("[name=unit]"), "U070")
    hand.chooses(form.locator("[name=unit_type]"), "lamps")
    hand.fills(form.locator("[name=note]"), "检修期间代管")
    hand.sends(form.locator("button"))
    confirms(hand, "新增一条责任规则", "市政设施养护中心")
    desk.go("/admin/units")
    form = in_form(page, "/admin/units")
    hand.chooses(form.locator("[name=unit]"), "U060")
    hand.fills(form.locator("[name=note]"), "机构合并")
    hand.sends(form.locator("button"))
    confirms(hand, "在用", "件在办，照常办完")
    desk.go("/admin/settings?edit=reopenDays")
    form = in_form(page, "/admin/settings")
    hand.fills(form.locator("[name=value]"), "20")
    hand.fills(form.locator("[name=note]"), "延长重开期限")
    hand.sends(form.locator("button"))
    confirms(hand, "15", "20")
    other = sits_down(hall.admin)
    other.go("/admin/versions")
    for words in ("检修期间代管", "机构合并", "延长重开期限"):
        expect(other.page.locator("tbody")).to_contain_text(words)


@HANDS
def test_a_token_is_made_and_revoked(hall, sits_down, hands):
    desk = sits_down(hall.admin)
    desk.go("/admin/sessions")
    hand = hands(desk)
    page = desk.page
    form = in_form(page, "/admin/tokens")
    hand.fills(form.locator("[name=account]"), "agent02")
    hand.fills(form.locator("[name=name]"), "网站对接")
    hand.fills(form.locator("[name=days]"), "30")
    hand.sends(form.locator("button"))
    confirms(hand, "受理员", "30 天")
    token = page.locator("code.token").inner_text()
    assert hall.call("GET", "/api/v1/cases", token=token).status == 200
    row = page.locator("tr", has_text="网站对接")
    hand.sends(row.locator("button"))
    confirms(hand, "网站对接", "不能；可以另发一个")
    assert hall.call("GET", "/api/v1/cases", token=token).status == 401


@HANDS
def test_the_audit_is_searched_and_taken_along(hall, sits_down, hands):
    admin = sits_down(hall.admin, by_form=True)
    desk = sits_down(hall.who("auditadmin1"))
    desk.go("/admin/audit")
    hand = hands(desk)
    page = desk.page
    form = page.locator("form.audit-filters")
    hand.fills(form.locator("[name=person]"), "sysadmin1")
    hand.fills(form.locator("[name=from]"), "2019-04-03")
    hand.sends(form.locator("button"))
    rows = page.locator("tbody tr")
    expect(rows.first).to_contain_text("系统管理员")
    assert "登录" in rows.first.inner_text()
    button = page.locator("button:text-is('导出 CSV')")
    if hands is Keys:
        hand.reaches(button)
    with page.expect_download() as download:
        page.keyboard.press("Enter") if hands is Keys else button.click()
    lines = open(download.value.path(), encoding="utf-8-sig").read().splitlines()
    assert lines[0].startswith("编号,时间,谁") and all("sysadmin1" in line for line in lines[1:])
    desk.go("/admin/audit?action=exported")
    expect(page.locator("tbody tr").first).to_contain_text("person=sysadmin1 from=2019-04-03")
    assert admin.go("/admin/audit").status == 404


# ── Who somebody is ────────────────────────────────────────────────────


def totp(spelled, moment, digits=6):
    """RFC 6238 as an authenticator does it."""
    secret = base64.b32decode(spelled.replace(" ", ""))
    mac = hmac.new(secret, struct.pack(">q", int(moment.timestamp()) // 30), hashlib.sha1).digest()
    place = mac[-1] & 15
    return str((struct.unpack(">I", mac[place:place + 4])[0] & 0x7FFFFFFF) % 10 ** digits).zfill(digits)


@HANDS
def test_an_administrator_sets_up_a_second_factor_and_signs_in_with_it(hall, sits_down, hands):
    person = hall.admin
    desk = sits_down(person)
    hand = hands(desk)
    page = desk.page
    desk.go("/second-factor")
    spelled = page.locator(".secret code").inner_text()
    assert re.fullmatch(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", spelled)
    form = in_form(page, "/second-factor")
    hand.fills(form.locator("[name=code]"), totp(spelled, instant(hall.at("2019-04-03T15:00"))))
    hand.sends(form.locator("button"))
    recovery = page.locator(".recovery code").all_inner_texts()
    assert len(set(recovery)) == 10

    def signs_in(code):
        other = sits_down(None)
        other.go("/login")
        other.page.fill("[name=account]", person.account)
        other.page.fill("[name=password]", person.password)
        other.sends(other.page.locator("main button"))
        expect(other.page).to_have_url(re.compile("/login/code$"))
        assert other.page.locator("[name=code]").evaluate("e => e === document.activeElement")
        other.page.keyboard.type(code)
        with other.page.expect_navigation():
            other.page.keyboard.press("Enter")
        return other.page

    code = totp(spelled, instant(hall.at("2019-04-03T15:10")))
    expect(signs_in(code)).to_have_url(re.compile("/admin/people$"))
    expect(signs_in(code).locator("[role=alert]")).to_contain_text("验证码不对、已用过")
    expect(signs_in(recovery[0])).to_have_url(re.compile("/admin/people$"))
    desk.go("/second-factor")
    expect(page.locator("main")).to_contain_text("恢复码还剩 9 个")


# A picture as grey pixels: its width, then row by row.
GREY = """async (png) => {
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const sheet = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
  sheet.drawImage(picture, 0, 0);
  const { data } = sheet.getImageData(0, 0, picture.width, picture.height);
  return [picture.width, Array.from({ length: data.length / 4 }, (_, place) => data[place * 4])];
}"""


def test_a_reader_finds_the_secret_and_whose_it_is_in_the_picture(hall, sits_down):
    desk = sits_down(hall.admin)
    desk.go("/second-factor")
    page = desk.page
    picture = base64.b64encode(page.locator("svg.qr").screenshot()).decode()
    width, pixels = page.evaluate(GREY, picture)
    shape = (len(pixels) // width, width)
    read = zxingcpp.read_barcode(memoryview(bytes(pixels)).cast("B", shape), zxingcpp.BarcodeFormat.QRCode)
    assert read.text == page.locator("a[href^='otpauth:']").get_attribute("href")
    assert page.locator(".secret code").inner_text().replace(" ", "") in read.text


def test_an_idle_screen_says_so_and_keeps_what_is_written(hall, sits_down):
    desk = sits_down(hall.admin)
    desk.go("/admin/units")
    page = desk.page
    form = in_form(page, "/admin/units")
    form.locator("[name=note]").fill("写到一半的说明")
    hall.at("2019-05-20T09:00")  # a demonstration's session lasts thirty days
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    over = page.locator(".session-over")
    expect(over).to_contain_text("较长时间没有操作")
    expect(over).to_contain_text("填写的内容还在")
    with page.context.expect_page() as opened:
        over.locator("a").click()
    login = opened.value
    expect(login.locator("main")).to_contain_text("较长时间没有操作")
    login.fill("[name=account]", hall.admin.account)
    login.fill("[name=password]", hall.admin.password)
    with login.expect_navigation():
        login.click("main button")
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(over).to_have_count(0)
    expect(form.locator("[name=note]")).to_have_value("写到一半的说明")
    form.locator("[name=unit]").select_option("U020")
    desk.sends(form.locator("button"))
    expect(page.locator("main")).not_to_contain_text("这张表单已失效")


@pytest.fixture
def real_hall(tmp_path):
    """A hotline that serves people: no demonstration's accounts, so all that the city demands of them holds."""
    server = Server(tmp_path / "data")
    server.data.mkdir(parents=True)
    from hall import ROOT, make_database
    make_database(server.data)
    for command in (["migrate"], ["city", "load", ROOT / "Cities/weifang"]):
        done = huiyin(*command, data=server.data)
        assert done.returncode == 0, done.stdout + done.stderr
    passwords = {}
    for account, role in (("head", "systemAdmin"), ("guard", "securityAdmin"), ("lin", "dispatcher")):
        done = huiyin("person", "add", account, "--name", "测试" + account, "--role", role, data=server.data)
        assert done.returncode == 0, done.stdout + done.stderr
        passwords[account] = done.stdout.strip().rpartition(" ")[2]
    server.start()
    try:
        yield server, passwords
        assert server.stop() == 0
        assert server.errors == []
    finally:
        server.kill()


def first_sign_in(desk, account, password):
    desk.go("/login")
    desk.page.fill("[name=account]", account)
    desk.page.fill("[name=password]", password)
    desk.sends(desk.page.locator("main button"))
    if desk.page.url.endswith("/password"):
        desk.page.fill("#current", password)
        desk.page.fill("#new", "Kiefer-9-Tanne")
        desk.page.fill("#again", "Kiefer-9-Tanne")
        desk.sends(desk.page.locator("main form[action='/password'] button"))


def test_a_second_sign_in_ends_the_first_and_the_old_screen_says_it(real_hall, sits_at):
    server, passwords = real_hall
    first = sits_at(server, None)
    first_sign_in(first, "lin", passwords["lin"])
    first.go("/queue")
    second = sits_at(server, None)
    first_sign_in(second, "lin", "Kiefer-9-Tanne")
    second.go("/queue")
    expect(second.page.locator(".who")).to_contain_text("测试lin")
    first.page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(first.page.locator(".session-over")).to_contain_text("在另一处登录（地址 127.0.0.1）")
    first.go("/queue")
    expect(first.page.locator("main")).to_contain_text("若不是您本人，请立即修改密码")


def test_where_the_city_demands_it_administrators_enrol_first_and_the_command_line_resets(real_hall, sits_at):
    server, passwords = real_hall
    guard = sits_at(server, None)
    first_sign_in(guard, "guard", passwords["guard"])
    guard.go("/admin/settings?edit=administratorsNeedCode")
    form = in_form(guard.page, "/admin/settings")
    form.locator("[name=value]").fill("1")
    form.locator("[name=note]").fill("等保三级要求双因子")
    guard.sends(form.locator("button"))
    confirms(Mouse(guard), "管理员必须启用两步验证")
    expect(guard.page).to_have_url(re.compile("/second-factor$"))
    head = sits_at(server, None)
    first_sign_in(head, "head", passwords["head"])
    head.go("/admin/people")
    expect(head.page).to_have_url(re.compile("/second-factor$"))
    spelled = head.page.locator(".secret code").inner_text()
    form = in_form(head.page, "/second-factor")
    form.locator("[name=code]").fill(totp(spelled, datetime.datetime.now(datetime.timezone.utc)))
    head.sends(form.locator("button"))
    head.go("/admin/people")
    expect(head.page.locator("h1")).to_contain_text("人员")
    assert server.stop() == 0
    done = huiyin("person", "reset-code", "head", "--reason", "当面核对了工作证", data=server.data)
    assert done.returncode == 0, done.stdout + done.stderr
    again = huiyin("person", "reset-code", "head", "--reason", "再来一次", data=server.data)
    assert (again.returncode, "has no second factor" in again.stderr + again.stdout) == (1, True)
    server.start()
    other = sits_at(server, None)
    first_sign_in(other, "head", "Kiefer-9-Tanne")
    expect(other.page).to_have_url(re.compile("/second-factor$"))
