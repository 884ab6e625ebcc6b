"""Lines that break: tabs share one, and after a stop of the server or of the line every open page lives on by itself."""

import pytest
from matters import dark_lamp
from playwright.sync_api import expect

LONG = 20_000


def expect_streams(page, count):
    """Waits until the server holds so many streams of news; one that takes another's place stands beside it for a moment."""
    page.wait_for_function(
        "count => fetch('/api/v1/metrics').then(a => a.text()).then(t => t.includes(`\\nhuiyin_live_streams ${count}\\n`))",
        arg=count, timeout=LONG, polling=200,
    )


def test_ten_tabs_hold_one_stream_and_all_hear_the_news(hall, sits_down):
    desk = sits_down(hall.leader)
    tabs = [desk.page] + [desk.context.new_page() for _ in range(9)]
    for tab in tabs:
        tab.goto(desk.base + "/queue?view=all")
    expect_streams(desk.page, 1)
    hall.agent.records(dark_lamp())
    for tab in tabs:
        expect(tab.locator("[data-news-count]")).to_have_text("1")
    for tab in tabs[1:]:
        tab.close()
    expect_streams(desk.page, 1)
    hall.agent.records(dark_lamp(description="路口的路灯一闪一闪，晃得人眼睛疼。"))
    expect(desk.page.locator("[data-news-count]")).to_have_text("2")


def test_a_browser_without_shared_workers_has_a_stream_for_each_tab(hall, sits_down):
    desk = sits_down(hall.leader)
    desk.context.add_init_script("delete window.SharedWorker")
    tabs = [desk.page, desk.context.new_page()]
    for tab in tabs:
        tab.goto(desk.base + "/queue?view=all")
    expect_streams(desk.page, 2)
    hall.agent.records(dark_lamp())
    for tab in tabs:
        expect(tab.locator("[data-news-count]")).to_have_text("1")


def test_the_line_ends_with_the_last_tab(hall, sits_down):
    desk, other = sits_down(hall.leader), sits_down(hall.director)
    other.go("/login")
    desk.go("/queue?view=all")
    expect_streams(other.page, 1)
    desk.page.close()
    expect_streams(other.page, 0)


@pytest.fixture
def wall(hall, sits_down):
    """The wall, with its own clock that can be moved on."""
    desk = sits_down(hall.director, size=(1920, 1080))
    desk.page.clock.install()
    desk.go("/wall")
    expect(desk.page.locator("#wall-live")).to_be_visible()
    return desk


def test_the_wall_says_that_its_figures_are_old_while_the_server_is_away_and_lives_again_by_itself(hall, wall):
    page = wall.page
    hall.kill()
    page.clock.fast_forward("00:11")
    expect(page.locator("#wall-stale")).to_be_visible()
    expect(page.locator("#wall-stale")).to_contain_text("数据停在 14:2")
    expect(page.locator("#wall-live")).to_be_hidden()
    hall.start()
    expect(page.locator("#wall-live")).to_be_visible(timeout=LONG)
    expect(page.locator("#wall-stale")).to_be_hidden()
    hall.agent.records(dark_lamp())
    expect(page.locator(".w-band")).to_contain_text("单灯不亮", timeout=LONG)


def test_the_wall_says_that_its_figures_are_old_while_the_line_is_cut_and_lives_again_by_itself(hall, wall):
    page = wall.page
    wall.context.set_offline(True)
    hall.agent.records(dark_lamp())
    page.clock.fast_forward("00:46")
    expect(page.locator("#wall-stale")).to_be_visible()
    wall.context.set_offline(False)
    expect(page.locator("#wall-live")).to_be_visible(timeout=LONG)
    expect(page.locator(".w-band")).to_contain_text("单灯不亮", timeout=LONG)


def comes_back(hall):
    hall.kill()
    hall.start()


def test_the_desk_keeps_its_words_over_a_stop_of_the_server_and_hears_news_afterwards(hall, sits_down):
    desk = sits_down(hall.agent)
    desk.go("/desk")
    desk.page.fill("[name=description]", "路灯不亮，已经三天了，请派人来看看。")
    expect(desk.page.locator("[data-draft-said]")).to_contain_text("草稿已存", timeout=LONG)
    hall.kill()
    desk.page.fill("[name=description]", "路灯不亮，已经三天了，请派人来看看。门牌是十二号。")
    expect(desk.page.locator("[data-draft-said]")).to_contain_text("没有存上", timeout=LONG)
    hall.start()
    expect(desk.page.locator("[data-draft-said]")).to_contain_text("草稿已存", timeout=LONG)
    expect(desk.page.locator("[name=description]")).to_have_value("路灯不亮，已经三天了，请派人来看看。门牌是十二号。")
    expect_streams(desk.page, 1)
    desk.page.reload()
    expect(desk.page.locator("body")).to_contain_text("门牌是十二号")


def test_the_queue_hears_the_news_after_a_stop_of_the_server(hall, sits_down):
    desk = sits_down(hall.leader)
    desk.go("/queue?view=all")
    expect_streams(desk.page, 1)
    comes_back(hall)
    expect_streams(desk.page, 1)
    hall.agent.records(dark_lamp())
    expect(desk.page.locator("[data-news-count]")).to_have_text("1", timeout=LONG)
    desk.page.keyboard.press("n")
    expect(desk.page.locator(".queue-table tbody tr")).to_have_count(1)


def test_what_happened_while_the_line_was_cut_is_seen_when_it_is_back(hall, sits_down):
    desk = sits_down(hall.leader)
    desk.go("/queue?view=all")
    expect_streams(desk.page, 1)
    desk.context.set_offline(True)
    hall.agent.records(dark_lamp())
    desk.context.set_offline(False)
    expect(desk.page.locator("[data-news-count]")).to_have_text("1", timeout=LONG)
