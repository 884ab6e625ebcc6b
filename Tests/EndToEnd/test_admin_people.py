"""Who somebody is, on the administrators' pages and at the door: accounts, tokens, second factors, sessions that end."""

import base64
import datetime
import hashlib
import hmac
import re
import struct

import pytest
import zxingcpp
from conftest import enters
from errands import Mouse
from hall import ROOT, Server, did, failed, huiyin, instant, make_database
from playwright.sync_api import expect

OWN_PASSWORD = "Kiefer-9-Tanne"


def first_sign_in(desk, account, password):
    """With a first password one's own is asked for at once."""
    desk.go("/login")
    enters(desk.page, account, password)
    if desk.page.url.endswith("/password"):
        for field, words in (("current", password), ("new", OWN_PASSWORD), ("again", OWN_PASSWORD)):
            desk.page.fill("#" + field, words)
        desk.sends(desk.page.locator("main form[action='/password'] button"))


def test_somebody_is_added_signs_in_and_gets_another_role(errand, sits_down):
    hand = errand("/admin/people")
    hand.asks_for("/admin/people", ticks=["dispatcher"], account="newcomer", name="新来的")
    hand.confirms("派遣员", "只显示一次")
    password = hand.page.locator("p.fs-4").inner_text().strip()

    new = sits_down(None)
    first_sign_in(new, "newcomer", password)

    def menu():
        new.go("/queue")
        return expect(new.page.locator("nav[aria-label=主要页面]"))

    menu().not_to_contain_text("回访")
    form = hand.page.locator('form[method=post][action^="/admin/people/"]').first
    hand.asks_for(form, ticks=["shiftLeader", "dispatcher"], name="新来的值班长", note="竞聘上岗")
    hand.confirms("派遣员", "值班长")
    hand.says("历次改动")
    menu().to_contain_text("回访")
    hand.sends(hand.page.locator("button:text-is('恢复到这一版')").first)
    hand.confirms("值班长", "派遣员")
    menu().not_to_contain_text("回访")


def test_a_token_is_made_and_revoked(hall, errand):
    hand = errand("/admin/sessions")
    hand.asks_for("/admin/tokens", account="agent02", name="网站对接", days="30")
    hand.confirms("受理员", "30 天")
    token = hand.page.locator("code.token").inner_text()
    assert hall.call("GET", "/api/v1/cases", token=token).status == 200
    hand.sends(hand.page.locator("tr", has_text="网站对接").locator("button"))
    hand.confirms("网站对接", "不能；可以另发一个")
    assert hall.call("GET", "/api/v1/cases", token=token).status == 401


def totp(spelled, moment, digits=6):
    """RFC 6238 as an authenticator does it."""
    secret = base64.b32decode(spelled.replace(" ", ""))
    mac = hmac.new(secret, struct.pack(">q", int(moment.timestamp()) // 30), hashlib.sha1).digest()
    place = mac[-1] & 15
    return str((struct.unpack(">I", mac[place:place + 4])[0] & 0x7FFFFFFF) % 10 ** digits).zfill(digits)


def test_an_administrator_sets_up_a_second_factor_and_signs_in_with_it(hall, sits_down, errand):
    hand = errand("/second-factor")
    spelled = hand.page.locator(".secret code").inner_text()
    assert re.fullmatch(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", spelled)
    hand.asks_for("/second-factor", code=totp(spelled, instant(hall.at("2019-04-03T15:00"))))
    recovery = hand.page.locator(".recovery code").all_inner_texts()
    assert len(set(recovery)) == 10

    def signs_in(code):
        page = sits_down(None).page
        page.goto(f"http://127.0.0.1:{hall.port}/login")
        enters(page, hall.admin.account, hall.admin.password)
        expect(page).to_have_url(re.compile("/login/code$"))
        assert page.locator("[name=code]").evaluate("e => e === document.activeElement")
        page.keyboard.type(code)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        return page

    code = totp(spelled, instant(hall.at("2019-04-03T15:10")))
    expect(signs_in(code)).to_have_url(re.compile("/admin/people$"))
    expect(signs_in(code).locator("[role=alert]")).to_contain_text("验证码不对、已用过")
    expect(signs_in(recovery[0])).to_have_url(re.compile("/admin/people$"))
    hand.desk.go("/second-factor")
    hand.says("恢复码还剩 9 个")


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
    hand = Mouse(sits_down(hall.admin))
    hand.desk.go("/admin/units")
    page = hand.page
    note = hand.form("/admin/units").locator("[name=note]")
    note.fill("写到一半的说明")
    hall.at("2019-05-20T09:00")  # a demonstration's session lasts thirty days
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    over = page.locator(".session-over")
    expect(over).to_contain_text("较长时间没有操作")
    expect(over).to_contain_text("填写的内容还在")
    with page.context.expect_page() as opened:
        over.locator("a").click()
    login = opened.value
    expect(login.locator("main")).to_contain_text("较长时间没有操作")
    enters(login, hall.admin.account, hall.admin.password)
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(over).to_have_count(0)
    expect(note).to_have_value("写到一半的说明")
    hand.asks_for("/admin/units", unit="U020")
    expect(page.locator("main")).not_to_contain_text("这张表单已失效")


@pytest.fixture
def real_hall(tmp_path):
    """A hotline that serves people: no demonstration's accounts, so all that the city demands of them holds."""
    server = Server(tmp_path / "data")
    server.data.mkdir(parents=True)
    make_database(server.data)
    for command in (["migrate"], ["city", "load", ROOT / "Cities/weifang"]):
        did(huiyin(*command, data=server.data))
    passwords = {}
    for account, role in (("head", "systemAdmin"), ("guard", "securityAdmin"), ("lin", "dispatcher")):
        added = did(huiyin("person", "add", account, "--name", "测试" + account, "--role", role, data=server.data))
        passwords[account] = added.strip().rpartition(" ")[2]
    server.start()
    try:
        yield server, passwords
        assert server.stop() == 0
        assert server.errors == []
    finally:
        server.kill()


def test_a_second_sign_in_ends_the_first_and_the_old_screen_says_it(real_hall, sits_at):
    server, passwords = real_hall
    first = sits_at(server, None)
    first_sign_in(first, "lin", passwords["lin"])
    first.go("/queue")
    second = sits_at(server, None)
    first_sign_in(second, "lin", OWN_PASSWORD)
    second.go("/queue")
    expect(second.page.locator(".who")).to_contain_text("测试lin")
    first.page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(first.page.locator(".session-over")).to_contain_text("在另一处登录（地址 127.0.0.1）")
    first.go("/queue")
    expect(first.page.locator("main")).to_contain_text("若不是您本人，请立即修改密码")


def test_where_the_city_demands_it_administrators_enrol_first_and_the_command_line_resets(real_hall, sits_at):
    server, passwords = real_hall
    guard = Mouse(sits_at(server, None))
    first_sign_in(guard.desk, "guard", passwords["guard"])
    guard.desk.go("/admin/settings?edit=administratorsNeedCode")
    guard.asks_for("/admin/settings", value="1", note="等保三级要求双因子")
    guard.confirms("管理员必须启用两步验证")
    expect(guard.page).to_have_url(re.compile("/second-factor$"))
    head = Mouse(sits_at(server, None))
    first_sign_in(head.desk, "head", passwords["head"])
    head.desk.go("/admin/people")
    expect(head.page).to_have_url(re.compile("/second-factor$"))
    spelled = head.page.locator(".secret code").inner_text()
    head.asks_for("/second-factor", code=totp(spelled, datetime.datetime.now(datetime.timezone.utc)))
    head.desk.go("/admin/people")
    expect(head.page.locator("h1")).to_contain_text("人员")
    assert server.stop() == 0
    did(huiyin("person", "reset-code", "head", "--reason", "当面核对了工作证", data=server.data))
    failed(huiyin("person", "reset-code", "head", "--reason", "再来一次", data=server.data), "has no second factor")
    server.start()
    other = sits_at(server, None)
    first_sign_in(other, "head", OWN_PASSWORD)
    expect(other.page).to_have_url(re.compile("/second-factor$"))
