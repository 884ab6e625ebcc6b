"""What waits for a leader's word, orders that owe a reply, and the paper that an office files."""

import io
import unicodedata

import pypdf
import pytest
from matters import caller, dark_lamp
from playwright.sync_api import expect

DELAY = "配件缺货，供应商后天上午送到，届时当天装好"


def asked(hall, phone="05360000001"):
    """A lamp whose unit asks for more time."""
    file = hall.agent.records(dark_lamp(caller=caller(phone=phone)))
    unit = hall.unit_of(file)
    unit.gives(file, "sign")
    unit.gives(file, "request_extension", until="2019-04-09T12:00:00+08:00", reason=DELAY)
    return file


def test_by_mouse_an_extension_is_granted_in_place_with_its_new_deadline_before_one_s_eyes(hall, sits_down):
    file = asked(hall)
    leader = sits_down(hall.leader)
    leader.go("/approvals")
    card = leader.page.locator("article")
    expect(card).to_contain_text(DELAY)
    expect(card.locator(".so-far li")).to_have_count(2)
    expect(card.locator(".cost")).to_contain_text("改为 4 月 9 日 12:00")
    leader.act("同意延期")
    assert leader.page.url.endswith("/approvals")
    expect(leader.page.locator("h1")).to_have_text("等您批的 0 件")
    assert file.clock("handle")["due"].startswith("2019-04-09T12:00")


def test_by_keyboard_an_extension_is_refused_with_its_reason(hall, sits_down):
    file = asked(hall)
    leader = sits_down(hall.leader)
    leader.go("/approvals")
    page = leader.page
    page.locator("summary:text-is('驳回延期')").focus()
    page.keyboard.press("Enter")
    expect(page.locator("details[open] [name=reason]")).to_be_focused()
    page.keyboard.type("先换临时灯，今晚要亮")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("等您批的 0 件")
    assert file.history[-1] == "extend_rejected"


def test_a_bad_judgement_waits_on_the_same_page(hall, sits_down):
    file = hall.agent.records(dark_lamp())
    unit = hall.unit_of(file)
    unit.gives(file, "sign")
    unit.gives(file, "submit_feedback", note="更换灯泡，恢复照明，已试亮", noPhotoReason="夜里拍不清楚")
    hall.agent.gives(file, "pass_to_callback")
    hall.agent.gives(file, "record_verdict", satisfaction="dissatisfied", solved="no", manner="good", words="又灭了")
    leader = sits_down(hall.leader)
    leader.go("/approvals")
    expect(leader.page.locator("article")).to_contain_text("又灭了")
    expect(leader.page.locator(".cost")).to_contain_text("同一单位再办")
    leader.act("重办", fill={"reason": "查线路，换镇流器"})
    assert file.stage == "handling"


def test_an_order_is_listed_as_given_then_overdue_then_replied(hall, sits_down):
    file = hall.agent.records(dark_lamp())
    hall.leader.gives(file, "supervise", level="red", note="今晚必须恢复照明", replyBy="2019-04-03T18:00:00+08:00")
    leader = sits_down(hall.leader)

    def shows(view, words):
        leader.go(f"/approvals/supervision?view={view}")
        expect(leader.page.locator("tbody tr")).to_have_count(1)
        expect(leader.page.locator("tbody tr")).to_contain_text(words)

    shows("open", "红牌督办")
    hall.at("2019-04-03T18:30")
    shows("overdue", "超 30 分")
    order = leader.page.locator("tbody td").nth(1).inner_text()
    hall.unit_of(file).gives(file, "supervision_reply", order=order, note="已更换镇流器，恢复照明")
    shows("replied", "（逾期）")


@pytest.mark.parametrize(("kind", "words"), [("order", ["处置工单", "办结时限"]), ("supervision", ["督办单", "今晚必须恢复照明"])])
def test_the_paper_of_a_usual_case_is_one_page_that_says_demonstration_and_hides_the_caller(hall, sits_down, kind, words):
    file = hall.agent.records(dark_lamp(caller=caller(phone="13700000001", name="许先生")))
    hall.leader.gives(file, "supervise", level="red", note="今晚必须恢复照明", replyBy="2019-04-03T18:00:00+08:00")
    leader = sits_down(hall.leader)
    leader.go(f"/cases/{file.number}/{kind}")
    paper = pypdf.PdfReader(io.BytesIO(leader.page.pdf(prefer_css_page_size=True)))
    assert len(paper.pages) == 1
    text = unicodedata.normalize("NFKC", paper.pages[0].extract_text()).replace(" ", "")
    for word in [*words, "演示数据", file.number, "市照明管理处", "盖章", "第1", "共1"]:
        assert word in text, f"{word} is not on the paper:\n{text}"
    assert "13700000001" not in text and "许先生" not in text


def test_long_words_begin_on_the_first_sheet(hall, sits_down):
    file = hall.agent.records(dark_lamp(description="路灯三天不亮了，晚上看不清路。" * 140))
    leader = sits_down(hall.leader)
    leader.go(f"/cases/{file.number}/order")
    paper = pypdf.PdfReader(io.BytesIO(leader.page.pdf(prefer_css_page_size=True)))
    text = unicodedata.normalize("NFKC", paper.pages[0].extract_text().replace("\n", "").replace(" ", ""))
    assert text.count("路灯三天不亮了") > 20


def test_large_type_stays_until_it_is_put_back(hall, sits_down):
    desk = sits_down(hall.leader)
    desk.go("/queue?view=all")
    usual = desk.page.locator("h1").evaluate("h => parseFloat(getComputedStyle(h).fontSize)")
    desk.sends(desk.page.locator("button:text-is('大字版')"))
    assert desk.page.url.endswith("/queue?view=all"), "one stays where one was"
    desk.go("/approvals")
    desk.go("/queue?view=all")
    large = desk.page.locator("h1").evaluate("h => parseFloat(getComputedStyle(h).fontSize)")
    assert large == pytest.approx(1.25 * usual)
    desk.sends(desk.page.locator("button:text-is('常规字')"))
    assert desk.page.locator("h1").evaluate("h => parseFloat(getComputedStyle(h).fontSize)") == usual
