"""A unit's errand: by touch on a telephone in the street, by keyboard on a desk."""

import pytest
from matters import dark_lamp
from pictures import HEIC, turned_jpeg
from playwright.sync_api import expect

HERE = {"longitude": 119.16, "latitude": 36.70}


def lamp(hall, road, lon=None, lat=None):
    place = {"area": "奎文区", "road": road} | ({"lon": lon, "lat": lat} if lon else {})
    return hall.agent.records(dark_lamp(place=place))


@pytest.fixture
def telephone(hall, sits_down):
    """A telephone in the hands of the unit that mends the lamps."""
    return lambda person: sits_down(
        person, size=(390, 844), has_touch=True, is_mobile=True, geolocation=HERE, permissions=["geolocation"],
    )


def fits(page):
    """Nothing has to be pushed sideways, on a telephone or on the smallest of them; what is pressed is large enough."""
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{page.url} at {width}"
    page.set_viewport_size({"width": 390, "height": 844})
    small = page.evaluate(
        "[...document.querySelectorAll('.field-page .btn, .field-page .m-tabs a, .field-page summary')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.textContent)"
    )
    assert small == [], f"{page.url}: smaller than a thumb: {small}"


def taps(desk, target):
    with desk.page.expect_navigation():
        target.tap()


def photograph(data, name):
    return {"name": name, "mimeType": "image/heic" if name.endswith("heic") else "image/jpeg", "buffer": data}


def corner(page, address):
    """Width, height and the colour near the top left corner of a photograph, as the browser shows it."""
    return page.evaluate(
        """async (address) => {
            const image = new Image();
            image.src = address;
            await image.decode();
            const canvas = document.createElement("canvas");
            [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
            canvas.getContext("2d").drawImage(image, 0, 0);
            return [canvas.width, canvas.height, ...canvas.getContext("2d").getImageData(8, 8, 1, 1).data.slice(0, 3)];
        }""",
        address,
    )


def test_a_unit_signs_arrives_and_feeds_back_by_touch(hall, telephone):
    file = lamp(hall, "胜利东街", 119.165, 36.705)
    desk = telephone(hall.unit("U060"))
    page = desk.page
    desk.go("/unit")
    fits(page)
    row = page.locator(".job-row").filter(has_text="胜利东街")
    taps(desk, row.get_by_role("button", name="签收"))
    expect(row.get_by_role("button", name="到场")).to_be_visible()
    taps(desk, row.get_by_role("button", name="到场"))
    taps(desk, row.get_by_role("link", name="反馈"))
    fits(page)
    expect(page.locator(".steps [aria-current=step]")).to_contain_text("反馈")
    page.locator("input[name=before]").set_input_files(photograph(turned_jpeg(), "before.jpg"))
    page.locator("input[name=after]").set_input_files(photograph(HEIC, "after.heic"))
    expect(page.locator(".shots-all .shot-has img")).to_have_count(2)
    fits(page)
    page.locator("[name=note]").fill("更换灯泡一只，恢复照明，已试亮")
    taps(desk, page.locator(".thumbbar").get_by_role("button", name="反馈"))
    expect(page.locator("h1")).to_have_text("市照明管理处")
    assert file.history == ["quick_dispatch", "sign", "arrive", "submit_feedback"]
    told = file.now["attachments"]
    assert [photo["shows"] for photo in told] == ["before", "after"]
    assert (told[0]["lon"], told[0]["lat"]) == (119.1625, 36.7) and told[0]["takenAt"].startswith("2019-04-03T14:21")
    desk.go("/unit?tab=done")
    expect(page.locator(".job-row")).to_contain_text("胜利东街")


def test_a_turned_photograph_and_a_heic_show_upright_with_time_and_place(hall, sits_down):
    file = lamp(hall, "胜利东街", 119.1625, 36.7)
    unit = hall.unit("U060")
    unit.gives(file, "sign")
    photos = [unit.photo(turned_jpeg(), "image/jpeg"), unit.photo(HEIC, "image/heic")]
    unit.gives(file, "submit_feedback", note="更换灯泡一只，恢复照明，已试亮", photos=photos)
    desk = sits_down(hall.agent)
    desk.go(f"/cases/{file.number}")
    after = desk.page.locator(".sides > div").nth(1)
    expect(after.locator("figure")).to_have_count(2)
    expect(after.locator("figure").first).to_contain_text("拍于 14:21")
    expect(after.locator("figure").first).to_contain_text("离案件地点 0 米")
    for photo in photos:
        width, height, red, green, blue = corner(desk.page, f"/photos/{photo}")
        assert (width, height) == (60, 40) and red > 150 and green < 90 and blue < 90
    after.locator("figure a").first.click()
    desk.page.wait_for_url(f"**/photos/{photos[0]}")


def test_near_ones_come_first_where_the_telephone_says_where_it_is(hall, telephone):
    lamp(hall, "四平路", 119.30, 36.70)
    lamp(hall, "鸢飞路")
    lamp(hall, "胜利东街", 119.165, 36.705)
    desk = telephone(hall.unit("U060"))
    desk.go("/unit")
    expect(desk.page.locator(".job-row").first).to_contain_text("四平路")
    desk.page.locator("[data-near]").tap()
    rows = desk.page.locator(".job-row")
    expect(rows.nth(0)).to_contain_text("胜利东街")
    expect(rows.nth(0)).to_contain_text("710 米")
    expect(rows.nth(1)).to_contain_text("12.5 公里")
    expect(rows.nth(2)).to_contain_text("鸢飞路")
    taps(desk, desk.page.get_by_role("link", name="按道路"))
    assert "order=street" in desk.page.url


def test_many_are_signed_at_once_by_keyboard_on_a_desk(hall, sits_down):
    files = [lamp(hall, road) for road in ("胜利东街", "四平路", "鸢飞路")]
    desk = sits_down(hall.unit("U060"))
    page = desk.page
    desk.go("/unit?tab=sign")
    for file in files[:2]:
        page.locator(f"input[name=number][value='{file.number}']").focus()
        page.keyboard.press("Space")
    expect(page.locator("[data-picked]")).to_have_text(" 2 件")
    page.get_by_role("button", name="签收所选").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="已签收 2 件")).to_be_visible()
    assert [file.stage for file in files] == ["handling", "handling", "signing"]
    desk.go("/unit?tab=todo&stage=handling")
    expect(page.locator(".job-row")).to_have_count(2)
    desk.go("/unit?due=over")
    expect(page.locator("main")).to_contain_text("这样筛选没有案件")


def test_a_return_is_asked_for_one_level_down(hall, telephone):
    file = lamp(hall, "胜利东街")
    hall.unit("U060").gives(file, "sign")
    desk = telephone(hall.unit("U060"))
    desk.go(f"/unit/cases/{file.number}")
    desk.page.locator(".field-more > summary").tap()
    desk.page.locator("details.act > summary").filter(has_text="申请退单").tap()
    form = desk.page.locator("details.act[open] form")
    form.locator("[name=reasonCode]").select_option(index=1)
    form.locator("[name=reason]").fill("这盏灯在小区里面，由物业公司管理")
    fits(desk.page)
    taps(desk, form.locator(".act-foot button"))
    expect(desk.page.locator(".note").filter(has_text="申请待批")).to_be_visible()
    assert file.now["pending"]["request"] == "return"


def test_a_check_is_made_on_a_telephone_and_leads_to_the_next(hall, telephone):
    files = [lamp(hall, "胜利东街", 119.165, 36.705), lamp(hall, "四平路", 119.17, 36.705)]
    unit = hall.unit("U060")
    for file in files:
        unit.gives(file, "sign")
        unit.gives(file, "submit_feedback", note="更换灯泡一只，恢复照明，已试亮", photos=[unit.photo()])
        hall.agent.gives(file, "pass_to_check", stage="checking", note="夜里再看一眼")
    desk = telephone(hall.supervisor)
    page = desk.page
    desk.go("/checks")
    fits(page)
    expect(page.locator(".job-row").first).to_contain_text("胜利东街")
    taps(desk, page.locator(".job-row").first.get_by_role("link", name="去核查"))
    fits(page)
    expect(page.locator("body")).to_contain_text("夜里再看一眼")
    page.locator("input[type=file]").set_input_files(photograph(turned_jpeg(), "seen.jpg"))
    expect(page.locator(".shot-has img")).to_be_visible()
    taps(desk, page.get_by_role("button", name="通过", exact=True))
    page.wait_for_url(f"**/checks/{files[1].number}")
    assert files[0].stage == "calling_back"
    page.locator("input[type=file]").set_input_files(photograph(turned_jpeg(), "seen.jpg"))
    expect(page.locator(".shot-has img")).to_be_visible()
    taps(desk, page.get_by_role("button", name="不通过"))
    expect(page.locator(".field-error").first).to_be_visible()
    page.locator("[name=words]").fill("灯还是不亮，线路没有接好")
    taps(desk, page.get_by_role("button", name="不通过"))
    expect(page.locator("main")).to_contain_text("没有要到现场看的案件")
    assert files[1].event("check_fail")["fields"]["reason"] == "灯还是不亮，线路没有接好"


def test_without_script_the_errand_is_possible_all_the_same(hall, sits_down):
    file = lamp(hall, "胜利东街")
    desk = sits_down(hall.unit("U060"), size=(390, 844), java_script_enabled=False)
    page = desk.page
    desk.go("/unit")
    desk.sends(page.locator(".job-row").get_by_role("button", name="签收"))
    desk.sends(page.locator(".job-row").get_by_role("button", name="到场"))
    desk.sends(page.locator(".job-row").get_by_role("link", name="反馈"))
    page.locator("input[name=after]").set_input_files(photograph(HEIC, "after.heic"))
    page.locator("[name=note]").fill("更换灯泡一只，恢复照明，已试亮")
    desk.sends(page.locator(".thumbbar").get_by_role("button", name="反馈"))
    assert file.history == ["quick_dispatch", "sign", "arrive", "submit_feedback"]
    assert [photo["shows"] for photo in file.now["attachments"]] == ["after"]


def test_a_manager_sends_a_crew_and_the_list_says_whom(hall, sits_down):
    file = lamp(hall, "胜利东街")
    hall.unit("U060").gives(file, "sign")
    desk = sits_down(hall.manager("U060"))
    desk.go("/unit?tab=crew")
    desk.sends(desk.page.locator(".job-row").get_by_role("link", name="派班组"))
    form = desk.page.locator("details.act[open] form")
    form.locator("[name=crew]").fill("二组 测试乙")
    desk.sends(form.locator(".act-foot button"))
    desk.go("/unit")
    expect(desk.page.locator(".job-row")).to_contain_text("派 二组 测试乙")
