"""What units have done in a month."""

from matters import dark_lamp
from playwright.sync_api import expect


def test_a_unit_s_work_counts_in_its_month_and_the_figures_can_be_taken_along(hall, sits_down):
    file = hall.agent.records(dark_lamp())
    unit = hall.unit_of(file)
    unit.gives(file, "sign")
    unit.gives(file, "submit_feedback", note="已到现场换了灯泡，恢复照明", noPhotoReason="夜间作业")
    director = sits_down(hall.director)
    director.go("/figures")
    row = director.page.locator("tbody tr")
    expect(row).to_have_count(1)
    expect(row.locator("td").nth(0)).to_have_text("1")
    expect(row.locator("td").nth(1)).to_have_text("1")
    expect(row.locator("td").nth(3)).to_have_text("100.0 %")
    with director.page.expect_download() as taken:
        director.page.get_by_role("link", name="导出 CSV").click()
    assert "合计" in taken.value.path().read_text("utf-8-sig")


def test_a_month_without_work_says_so(hall, sits_down):
    director = sits_down(hall.director)
    director.go("/figures?month=2001-01")
    expect(director.page.locator(".empty h2")).to_contain_text("还没有派给单位的案件")


def test_a_crew_sees_its_own_unit_only(hall, sits_down):
    mine = hall.agent.records(dark_lamp())
    unit = hall.unit_of(mine)
    seat = sits_down(unit)
    seat.go("/figures")
    expect(seat.page.locator("tbody tr")).to_have_count(1)
