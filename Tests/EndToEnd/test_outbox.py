"""What is done where there is no line goes out when it is back, and happens once."""

import pytest
from conftest import enters
from hall import at
from matters import dark_lamp
from pictures import turned_jpeg
from playwright.sync_api import expect

NOTE = "更换灯泡一只，恢复照明，已试亮"


@pytest.fixture
def signed(hall):
    """A dark lamp that its unit has signed for."""
    file = hall.agent.records(dark_lamp())
    hall.unit("U060").gives(file, "sign")
    return file


@pytest.fixture
def telephone(hall, sits_down, signed):
    # Playwright does not get between a page and its service worker: where a line is cut by it there is none.
    desk = sits_down(hall.unit("U060"), size=(390, 844), has_touch=True, is_mobile=True, service_workers="block")
    desk.go(f"/unit/cases/{signed.number}")
    return desk


def step(page, words):
    return page.locator(".thumbbar").get_by_role("button", name=words)


def waiting(page):
    return page.locator("[data-outbox-list]")


def test_arrival_feedback_and_photograph_go_out_once_after_the_server_is_back(hall, telephone, signed):
    page = telephone.page
    assert hall.stop() == 0
    page.locator("input[name=before]").set_input_files(
        {"name": "before.jpg", "mimeType": "image/jpeg", "buffer": turned_jpeg()}
    )
    expect(page.locator(".shot-has")).to_contain_text("待发")
    step(page, "到场").tap()
    expect(waiting(page)).to_contain_text("待发 1 件")
    page.locator("[name=note]").fill(NOTE)
    step(page, "反馈").tap()
    expect(waiting(page)).to_contain_text("待发 2 件")
    expect(waiting(page)).to_contain_text(NOTE)
    hall.options = ("--demo", "--clock", at("2019-04-03T14:50"))
    hall.start()
    expect(waiting(page)).to_contain_text("已发出 2 件", timeout=90_000)
    assert signed.history == ["quick_dispatch", "sign", "arrive", "submit_feedback"]
    assert len(signed.event("arrive")["fields"]["photos"]) == 1
    assert signed.event("arrive")["fields"]["at"].startswith("2019-04-03T14:2"), "it was then, not when the line was back"
    assert signed.event("submit_feedback")["fields"]["note"] == NOTE
    page.reload()
    expect(waiting(page)).to_be_hidden()
    assert len(signed.history) == 4


def test_a_feedback_whose_answer_was_lost_happens_once(hall, telephone, signed):
    page = telephone.page
    lost = []

    def loses_the_first_answer(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch().status)
        route.abort("connectionreset")

    page.route("**/events/submit_feedback", loses_the_first_answer)
    page.locator("[name=note]").fill(NOTE)
    step(page, "反馈").tap()
    expect(waiting(page)).to_contain_text("已发出 1 件", timeout=30_000)
    assert lost == [200]
    assert signed.history.count("submit_feedback") == 1 and signed.stage == "feedback"


def test_what_waits_survives_the_page_and_is_sent_by_the_next_one(hall, telephone, signed):
    page = telephone.page
    page.route("**/events/submit_feedback", lambda route: route.abort("internetdisconnected"))
    page.locator("[name=note]").fill(NOTE)
    step(page, "反馈").tap()
    expect(waiting(page)).to_contain_text("待发 1 件")
    page.unroute("**/events/submit_feedback")
    telephone.go("/unit")
    expect(waiting(page)).to_contain_text("已发出 1 件", timeout=30_000)
    assert signed.history.count("submit_feedback") == 1


def test_a_refusal_keeps_the_words_until_somebody_discards_them(hall, telephone, signed):
    page = telephone.page
    page.route("**/events/submit_feedback", lambda route: route.abort("internetdisconnected"))
    page.locator("[name=note]").fill(NOTE)
    step(page, "反馈").tap()
    expect(waiting(page)).to_contain_text("待发 1 件")
    hall.leader.gives(signed, "recall", reason="派错了单位，应由物业办理")
    page.unroute("**/events/submit_feedback")
    telephone.go("/unit")
    expect(waiting(page)).to_contain_text("没有收下", timeout=30_000)
    expect(waiting(page)).to_contain_text(NOTE)
    telephone.go("/unit")
    expect(waiting(page)).to_contain_text(NOTE)
    waiting(page).get_by_role("button", name="丢弃").tap()
    expect(waiting(page)).to_be_hidden()
    telephone.go("/unit")
    expect(page.locator("main")).to_be_visible()
    expect(waiting(page)).to_be_hidden()
    assert "submit_feedback" not in signed.history


def test_another_person_on_the_same_telephone_sends_nothing_of_it(hall, telephone, signed):
    page = telephone.page
    page.route("**/events/submit_feedback", lambda route: route.abort("internetdisconnected"))
    page.locator("[name=note]").fill(NOTE)
    step(page, "反馈").tap()
    expect(waiting(page)).to_contain_text("待发 1 件")
    page.locator(".menu-button").tap()
    telephone.sends(page.get_by_role("button", name="退出"))
    page.unroute("**/events/submit_feedback")
    manager = hall.manager("U060")
    telephone.go("/login")
    enters(page, manager.account, manager.password)
    telephone.go("/unit")
    expect(page.locator(".job-row").first).to_be_visible()
    expect(waiting(page)).to_be_hidden()
    assert "submit_feedback" not in signed.history


def test_a_feedback_that_is_too_short_is_shown_again_with_what_was_typed(hall, telephone, signed):
    page = telephone.page
    page.locator("[name=note]").evaluate("field => field.removeAttribute('minlength')")
    page.locator("[name=note]").fill("换了灯泡")
    with page.expect_navigation():
        step(page, "反馈").tap()
    expect(page.locator(".field-error").first).to_be_visible()
    expect(page.locator("[name=note]")).to_have_value("换了灯泡")
    assert "submit_feedback" not in signed.history


def test_the_list_opens_without_a_line_and_what_is_pressed_there_goes_out_later(hall, sits_down, signed):
    desk = sits_down(hall.unit("U060"), size=(390, 844), has_touch=True, is_mobile=True)
    page = desk.page
    desk.go("/unit")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    desk.go("/unit")
    assert hall.stop() == 0
    page.goto(desk.base + "/unit")
    expect(waiting(page)).to_contain_text("这是上次打开时的列表")
    page.locator(".job-row").get_by_role("button", name="到场").tap()
    expect(waiting(page)).to_contain_text("待发 1 件")
    hall.options = ("--demo", "--clock", at("2019-04-03T14:50"))
    hall.start()
    expect(waiting(page)).to_contain_text("已发出 1 件", timeout=90_000)
    assert signed.history == ["quick_dispatch", "sign", "arrive"]
    desk.go("/unit")
    expect(page.locator(".job-row").get_by_role("link", name="反馈")).to_be_visible()
