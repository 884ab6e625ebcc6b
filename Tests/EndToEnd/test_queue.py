"""The queue: finding, choosing, urging, handing over, keeping a view, taking a list along."""

import csv
import io
import urllib.parse

import openpyxl
import pytest
from conftest import enters
from matters import caller, dark_lamp, pothole
from playwright.sync_api import expect


def record(hall, count, make=dark_lamp, **more):
    """Records cases, each of another caller; gives their numbers, oldest first."""
    numbers = []
    for index in range(count):
        answer = hall.agent.call(
            "POST", "/cases",
            {**make(caller=caller(phone=f"0536{index:07d}")), "event": "quick_dispatch", **more},
        )
        assert answer.status == 201, answer
        numbers.append(answer.json["number"])
    return numbers


def row(page, number):
    return page.locator(f"tr[data-number='{number}']")


def choose(page, *numbers):
    for number in numbers:
        row(page, number).locator("input[name=pick]").check()


def shown(page):
    """The numbers of the rows, in their order."""
    return page.locator("tr[data-number]").evaluate_all("rows => rows.map(row => row.dataset.number)")


def test_three_are_chosen_by_mouse_and_urged_and_the_one_that_was_refused_is_named(hall, sits_down):
    numbers = record(hall, 4)
    leader = sits_down(hall.leader)
    leader.go("/queue?view=all")
    choose(leader.page, *numbers[:3])
    expect(leader.page.locator("[data-picked]")).to_have_text("已选 3 件")
    ended = hall.leader.call(
        "POST", f"/cases/{numbers[1]}/events/void",
        {"reasonCode": "mistaken", "reason": "登记时听错了，实际没有这件事"},
    )
    assert ended.status == 200, ended
    leader.sends(leader.page.locator("button[value=urge]"))
    told = leader.page.locator(".outcome")
    expect(told).to_contain_text("办了 2 件")
    expect(told).to_contain_text(f"…{numbers[1][-5:]}")
    expect(told).to_contain_text("已作废")
    urged = [hall.leader.gets(f"/cases/{number}")["events"][-1]["event"] for number in numbers]
    assert urged == ["urge", "void", "urge", "quick_dispatch"]


def test_by_keys_one_goes_to_the_second_row_chooses_it_and_urges_it(hall, sits_down):
    record(hall, 3)
    leader = sits_down(hall.leader)
    leader.go("/queue?view=all")
    second = shown(leader.page)[1]
    for key in "jjx":
        leader.page.keyboard.press(key)
    expect(leader.page.locator("[data-picked]")).to_have_text("已选 1 件")
    with leader.page.expect_navigation():
        leader.page.keyboard.press("u")
    expect(leader.page.locator(".outcome")).to_contain_text("办了 1 件")
    assert hall.leader.gets(f"/cases/{second}")["events"][-1]["event"] == "urge"
    for key in "jj":
        leader.page.keyboard.press(key)
    with leader.page.expect_navigation():
        leader.page.keyboard.press("Enter")
    assert leader.page.url.endswith(f"/cases/{second}")


def test_a_slash_looks_for_something_and_a_chip_takes_the_word_away(hall, sits_down):
    lamp, = record(hall, 1)
    hole, = record(hall, 1, pothole)
    leader = sits_down(hall.leader)
    leader.go("/queue?view=all")
    leader.page.keyboard.press("/")
    leader.page.keyboard.type(lamp[-5:])
    with leader.page.expect_navigation():
        leader.page.keyboard.press("Enter")
    assert shown(leader.page) == [lamp]
    leader.sends(leader.page.locator(".chip"))
    assert sorted(shown(leader.page)) == sorted([lamp, hole])


def test_twenty_rows_are_seen_at_once_and_choosing_moves_nothing(hall, sits_down):
    numbers = record(hall, 21)
    leader = sits_down(hall.leader)
    leader.go("/queue?view=all")
    places = "rows => rows.map(row => row.getBoundingClientRect()).map(box => [box.top, box.bottom])"
    before = leader.page.locator("tr[data-number]").evaluate_all(places)
    bottom = leader.page.locator(".queue-list").evaluate("list => list.getBoundingClientRect().bottom")
    assert sum(row_bottom <= bottom for _, row_bottom in before) >= 20
    choose(leader.page, numbers[-1])
    expect(leader.page.locator("[data-picked]")).to_have_text("已选 1 件")
    assert leader.page.locator("tr[data-number]").evaluate_all(places) == before


def test_a_new_case_waits_behind_a_line_and_what_is_read_stays_where_it_is(hall, sits_down):
    record(hall, 40)
    leader = sits_down(hall.leader)
    leader.go("/queue?view=all")
    page = leader.page
    before = shown(page)
    choose(page, before[2])
    page.locator(".queue-list").evaluate("list => { list.scrollTop = 300; }")
    new, = record(hall, 1, pothole)
    expect(page.locator("[data-news]")).to_contain_text("有 1 件新的，点此插入", timeout=10_000)
    assert shown(page) == before
    assert page.locator(".queue-list").evaluate("list => list.scrollTop") == 300
    page.locator("[data-news-show]").click()
    expect(row(page, new)).to_have_class("is-new")
    assert page.locator(".queue-list").evaluate("list => list.scrollTop") == 300
    expect(row(page, before[2]).locator("input[name=pick]")).to_be_checked()
    expect(page.locator("[data-news]")).to_be_hidden()


def test_a_row_that_changed_is_put_anew_in_its_place(hall, sits_down):
    numbers = record(hall, 3)
    leader = sits_down(hall.leader)
    leader.go("/queue?view=all")
    before = shown(leader.page)
    assert hall.agent.call("POST", f"/cases/{numbers[0]}/events/urge", {}).status == 200
    expect(row(leader.page, numbers[0])).to_contain_text("催办 1 次", timeout=10_000)
    assert shown(leader.page) == before


def test_followed_cases_are_handed_over_and_both_see_it(hall, sits_down):
    numbers = record(hall, 2)
    agent = sits_down(hall.agent)
    agent.go("/following")
    choose(agent.page, *numbers)
    agent.page.keyboard.press("r")
    agent.page.keyboard.type(hall.neighbour.account)
    agent.sends(agent.page.locator("button[value=hand_over]"))
    expect(agent.page.locator(".outcome")).to_contain_text("移交跟踪：办了 2 件")
    assert shown(agent.page) == []
    neighbour = sits_down(hall.neighbour)
    neighbour.go("/following")
    assert sorted(shown(neighbour.page)) == sorted(numbers)
    neighbour.go("/inbox")
    expect(neighbour.page.locator("main")).to_contain_text("移交跟踪")
    agent.go(f"/cases/{numbers[0]}")
    expect(agent.page.locator(".story")).to_contain_text("把跟踪移交给")


def test_a_reminder_is_asked_for_on_a_followed_case_and_crossed_off(hall, sits_down):
    number, = record(hall, 1)
    agent = sits_down(hall.agent)
    agent.go("/following")
    choose(agent.page, number)
    agent.page.locator(".pickbar [name=text]").fill("问问师傅到了没有")
    agent.sends(agent.page.locator("button:text-is('到时提醒我')"))
    line = agent.page.locator("aside li")
    expect(line).to_contain_text("问问师傅到了没有")
    expect(line).to_contain_text(f"…{number[-5:]}")
    hall.at("2019-04-03T15:40")
    agent.go("/following")
    expect(agent.page.locator("aside li.is-due")).to_contain_text("问问师傅到了没有")
    agent.sends(agent.page.locator("button:text-is('办好了')"))
    expect(agent.page.locator("aside li")).to_have_count(0)


def test_a_view_is_kept_under_a_name_renamed_found_after_signing_out_and_deleted(hall, sits_down):
    lamp, = record(hall, 1)
    record(hall, 1, pothole)
    leader = sits_down(hall.leader)
    leader.go("/queue?view=all&topic=LD01")
    assert shown(leader.page) == [lamp]
    leader.page.locator("summary:text-is('存为视图')").click()
    leader.page.locator("[name=name]").fill("路灯")
    leader.sends(leader.page.locator("button:text-is('存下')"))
    leader.page.locator("summary:text-is('改这个视图')").click()
    leader.page.locator(".pop-form [name=name]").fill("夜里的灯")
    leader.sends(leader.page.locator("button:text-is('改名')"))
    leader.sends(leader.page.locator("button:text-is('退出')"))
    again = sits_down(hall.leader)
    again.go("/queue")
    again.sends(again.page.locator(".views a:text-is('夜里的灯')"))
    assert shown(again.page) == [lamp]
    again.page.locator("summary:text-is('改这个视图')").click()
    again.sends(again.page.locator("button:text-is('删去“夜里的灯”')"))
    expect(again.page.locator(".views")).not_to_contain_text("夜里的灯")


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_export_holds_the_rows_of_the_screen_masked_and_says_demonstration(hall, sits_down, kind):
    record(hall, 3)
    record(hall, 2, pothole)
    leader = sits_down(hall.leader)
    leader.go("/queue?view=all")
    cells = "rows => rows.map(row => [...row.cells].slice(1).map(cell => cell.title || cell.innerText.trim()))"
    screen = leader.page.locator("tr[data-number]").evaluate_all(cells)
    for _ in range(2):  # the buttons stay usable
        with leader.page.expect_download() as download:
            leader.page.locator(f"button[value={kind}]").click()
    path = download.value.path()
    if kind == "xlsx":
        with open(path, "rb") as file:
            lines = list(openpyxl.load_workbook(file).active.iter_rows(values_only=True))
        heading, titles, *rows = [[cell or "" for cell in line] for line in lines]
        assert "演示数据" in heading[0]
    else:
        with open(path, encoding="utf-8-sig", newline="") as file:
            titles, *rows = csv.reader(io.StringIO(file.read()))
        assert all("演示数据" in line[-1] for line in rows)
    kept = [dict(zip(titles, line)) for line in rows]
    assert [line["案件号"] for line in kept] == [line[1] for line in screen]
    for column, index in (("地点", 3), ("单位", 4), ("阶段", 5), ("等什么", 6)):
        assert [line[column] for line in kept] == [line[index] for line in screen], column
    assert all("0000000" not in line["电话"] and "*" in line["电话"] for line in kept)
    auditor = sits_down(hall.who("auditadmin1"))
    auditor.go("/admin/audit")
    row = auditor.page.locator("tr", has_text=f"案件列表.{kind}").first
    expect(row).to_contain_text("已脱敏，5 件")


def test_without_script_the_list_is_filtered_and_a_case_is_urged(hall, chromium):
    number, = record(hall, 1)
    context = chromium.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    base = f"http://127.0.0.1:{hall.port}"
    page.goto(base + "/login")
    enters(page, hall.leader.account, hall.leader.password)
    page.goto(base + "/queue?view=all")
    page.locator("select[name=topic]").select_option("LD01")
    page.locator(".filters > button").click()
    assert "topic=LD01" in urllib.parse.unquote(page.url)
    row(page, number).locator("input[name=pick]").check()
    page.locator("button[value=urge]").click()
    expect(page.locator(".outcome")).to_contain_text("办了 1 件")
    context.close()
