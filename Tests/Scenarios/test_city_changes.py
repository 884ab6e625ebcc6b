"""The city's tables change while cases are on their way."""

import shutil

from hall import ROOT, huiyin, refused
from matters import TO_THE_END, dark_lamp, finish
from people import Browser


def load_city(folder, tmp_path, *changes):
    """Puts the demonstration city in force anew, with changed lines in one of its tables."""
    city = tmp_path / "city"
    if not city.exists():
        shutil.copytree(ROOT / "Cities/weifang", city)
    for table, old, new in changes:
        text = (city / table).read_text()
        assert old in text
        (city / table).write_text(text.replace(old, new))
    loaded = huiyin("city", "load", city, data=folder)
    assert loaded.returncode == 0, loaded.stdout + loaded.stderr


def test_a_name_that_fits_several_is_answered_with_all_of_them(open_hall, folder, tmp_path):
    load_city(
        folder, tmp_path,
        ("areas.csv", "370705,district,奎文区,奎文,", "370705,district,奎文区,奎文;新城,"),
        ("areas.csv", "370702,district,潍城区,潍城,", "370702,district,潍城区,潍城;新城,"),
    )
    hall = open_hall("2019-04-03T09:00")
    place = {"area": "新城", "road": "胜利街"}
    error = refused(hall.agent.call("POST", "/cases", dark_lamp(place=place)), 422, "invalid", "place.area")
    assert "奎文区（370705）" in error["fields"]["place.area"] and "潍城区（370702）" in error["fields"]["place.area"]
    refused(hall.agent.call("GET", "/cases?area=新城"), 422, "invalid", "area")
    refused(hall.agent.call("GET", "/route?topic=LD01&area=新城"), 422, "invalid", "area")


def test_a_unit_disabled_meanwhile_gets_nothing_new_and_keeps_what_it_has(open_hall, tmp_path):
    hall = open_hall("2019-04-03T09:00")
    held = hall.agent.records(dark_lamp(), stage="signing")
    waiting = hall.agent.records(dark_lamp(event="submit"), stage="registering")
    assert hall.stop() == 0
    load_city(
        hall.data, tmp_path,
        ("units.csv", "U060,市照明管理处,lamps,,0,1", "U060,市照明管理处,lamps,,0,0"),
        ("responsibilities.csv", "U060,,,,,,lamps,", "U070,,,,,,lamps,"),
    )
    hall.start()
    words = hall.leader.is_refused(waiting, "quick_dispatch", 422, "invalid", field="unit", unit="U060", reason="原单位")
    assert "停用" in words
    hall.leader.gives(waiting, "quick_dispatch", stage="signing")
    assert (held.now["unit"]["code"], waiting.now["unit"]["code"]) == ("U060", "U070")
    for file in (held, waiting):
        unit = hall.unit_of(file)
        unit.gives(file, "sign", stage="handling")
        finish(hall, file, unit)
    held.ended("closed", "quick_dispatch sign " + TO_THE_END)
    waiting.ended("closed", "submit quick_dispatch sign " + TO_THE_END)


def test_a_unit_disabled_at_the_administrators_desk_is_refused_to_the_next_who_dispatches(open_hall):
    hall = open_hall("2019-04-03T09:00")
    file = hall.agent.records(dark_lamp(event="submit"), stage="registering")
    desk = Browser(hall.admin)
    alone = desk.fills("/admin/units", "/admin/units", unit="U060", active="0", note="机构合并")
    assert alone.status == 422 and "LD01" in alone.text  # nobody else would answer for the lamps
    rule = {"unit": "U070", "unit_type": "lamps", "note": "机构合并"}
    assert desk.fills("/admin/responsibilities", "/admin/responsibilities", **rule).status == 303
    # Two rules of equal weight: neither is chosen without a person.
    words = hall.leader.is_refused(file, "quick_dispatch", 422, "invalid", field="unit")
    assert "市照明管理处" in words and "市政设施养护中心" in words
    assert desk.fills("/admin/units", "/admin/units", unit="U060", active="0", note="机构合并").status == 303
    words = hall.leader.is_refused(file, "quick_dispatch", 422, "invalid", field="unit", unit="U060", reason="原单位")
    assert "停用" in words
    hall.leader.gives(file, "quick_dispatch", stage="signing")
    assert file.now["unit"]["code"] == "U070"
    unit = hall.unit_of(file)
    unit.gives(file, "sign", stage="handling")
    finish(hall, file, unit)
    file.ended("closed", "submit quick_dispatch sign " + TO_THE_END)


def test_a_limit_that_waits_for_its_day_holds_for_what_is_dispatched_from_then_on(open_hall):
    hall = open_hall("2019-04-09T23:50")
    before = hall.agent.records(dark_lamp(), stage="signing").now
    old = before["limits"]["finish"]
    change = {"code": "LD01", "kind": "topic", "finish": "2", "finish_unit": "urgent_hour", "note": "新的服务承诺",
              "holds_from": "2019-04-10"}
    desk = Browser(hall.admin)
    assert desk.fills("/admin/limits?kind=topic&q=LD01&edit=LD01", "/admin/limits", **change).status == 303
    assert hall.agent.records(dark_lamp(), stage="signing").now["limits"]["finish"] == old
    hall.at("2019-04-10T00:00")
    after = hall.agent.records(dark_lamp(), stage="signing").now
    assert after["limits"]["finish"] != old and after["limits"]["version"] == before["limits"]["version"] + 1
    # A clock that runs keeps what it was started with.
    kept = hall.agent.gets("/cases/" + before["number"])
    assert (kept["limits"], kept["due"]) == (before["limits"], before["due"])


def test_what_fell_due_while_no_server_ran_holds_for_the_first_who_comes(open_hall):
    hall = open_hall("2019-04-09T09:00")
    plan = {"unit": "U060", "active": "0", "note": "机构合并", "holds_from": "2019-04-10"}
    rule = {"unit": "U070", "unit_type": "lamps", "note": "机构合并", "holds_from": "2019-04-10"}
    desk = Browser(hall.admin)
    assert desk.fills("/admin/responsibilities", "/admin/responsibilities", **rule).status == 303
    # Only after the rule is there somebody else who answers for the lamps.
    assert desk.fills("/admin/units", "/admin/units", **plan).status == 303
    assert hall.stop() == 0
    hall = open_hall("2019-04-11T09:00")
    assert hall.agent.records(dark_lamp(), stage="signing").now["unit"]["code"] == "U070"
    assert "即将生效" not in Browser(hall.admin).sees("/admin/units")


def test_a_city_whose_areas_go_in_a_circle_is_named_by_file_line_and_column(tmp_path, folder):
    city = shutil.copytree(ROOT / "Cities/weifang", tmp_path / "city")
    lines = (city / "areas.csv").read_text().splitlines(keepends=True)
    line = next(number for number, text in enumerate(lines) if text.startswith("370705,"))
    lines[line] = lines[line].replace(",370700,", ",370705001,")
    (city / "areas.csv").write_text("".join(lines))
    checked = huiyin("city", "check", city)
    assert checked.returncode == 1
    column = lines[line].index("370705001") + 1
    assert f"areas.csv:{line + 1}:{column}: " in checked.stdout and "loop" in checked.stdout, checked.stdout
    loaded = huiyin("city", "load", city, data=folder)
    assert loaded.returncode == 1 and "nothing was loaded" in loaded.stderr
