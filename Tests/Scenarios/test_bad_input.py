"""What people and programs send by mistake or on purpose: a clear error each, nothing lost, never a 500."""

import datetime
import re
import shutil
import struct
import zlib

import pytest
from hall import PNG, ROOT, Hall, huiyin
from matters import TO_THE_END, caller, dark_lamp, finish, pothole


@pytest.fixture(scope="module")
def hall(template, tmp_path_factory):
    """One hall for all that is refused; in the end it has had no error of its own."""
    folder = shutil.copytree(template, tmp_path_factory.mktemp("bad-input") / "data")
    hall = Hall(folder, "2019-04-03T09:00").start()
    yield hall
    try:
        assert hall.stop() == 0
    finally:
        hall.kill()
    assert hall.errors == []
    assert "nothing is wrong" in huiyin("verify", data=folder).stdout


def refused(answer, status, code, field=None):
    assert (answer.status, answer.code) == (status, code), answer
    error = answer.json["error"]
    assert error["message"] and isinstance(error["fields"], dict)
    if field:
        assert field in error["fields"], answer
    return error


def cases(hall):
    return len(hall.agent.gets("/cases?limit=200")["items"])


@pytest.mark.parametrize(
    ("wrong", "field", "named"),
    [
        ({"topic": "LD99"}, "topic", "LD99"),
        ({"topic": None}, "kind", ""),
        ({"kind": "grumble"}, "kind", "repair"),
        ({"urgency": "yesterday"}, "urgency", "critical"),
        ({"source": "carrier pigeon"}, "source", "12345"),
        ({"standard": "component:9999/9"}, "standard", "component:0104/1"),
        ({"category": "component:9999"}, "category", "component:9999"),
        ({"description": ""}, "description", "8"),
        ({"description": "灯不亮"}, "description", "8"),
        ({"description": "好" * 7000}, "description", "6666"),
        ({"description": "路灯不亮了\u0000三天了没人修"}, "description", "U+0000"),
        ({"description": ["路灯", "不亮"]}, "description", "文字"),
        ({"caller": {"phone": "call me"}}, "caller.phone", "call me"),
        ({"caller": "许先生"}, "caller", "字段"),
        ({"caller": {"phone": "05360000001", "mood": "angry"}}, "caller.mood", ""),
        ({"place": {"area": "亚特兰蒂斯"}}, "place.area", "亚特兰蒂斯"),
        ({"place": {"lon": "119", "lat": 91}}, "place.lat", "90"),
        ({"place": {}}, "place", ""),
        ({"unit": "U999"}, "unit", "U999"),
        ({"unit": "X01"}, "reason", "责任表"),
        ({"unit": "X01", "reason": "线路归他们"}, "unit", "外部"),
        ({"photos": ["nothing"]}, "photos", "attachments"),
        ({"photos": [str(n) for n in range(60)]}, "photos", "50"),
        ({"event": "dance"}, "event", "submit"),
        ({"favourite": "blue"}, "favourite", ""),
    ],
)
def test_a_wrong_field_is_named_and_says_what_would_be_right(hall, wrong, field, named):
    before = cases(hall)
    error = refused(hall.agent.call("POST", "/cases", {**dark_lamp(), **wrong}), 422, "invalid", field)
    assert named in error["fields"][field]
    assert cases(hall) == before


def test_several_wrong_fields_are_told_at_once(hall):
    wrong = dark_lamp(topic="LD99", urgency="x", place={"area": "nowhere"})
    error = refused(hall.agent.call("POST", "/cases", wrong), 422, "invalid")
    assert set(error["fields"]) == {"topic", "urgency", "place.area"}


def test_a_description_of_five_megabytes_is_too_large(hall):
    before = cases(hall)
    refused(hall.agent.call("POST", "/cases", dark_lamp(description="长" * 1_700_000)), 413, "too_large")
    assert cases(hall) == before


@pytest.mark.parametrize(
    "raw",
    [
        b'{"kind": "repair", "description": "\xff\xfe\xc3\x28"}',
        b'{"kind": "repair", ',
        b"[" * 100_000,
        b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
        b'{"caller": ' + b"[" * 2_000 + b"]" * 2_000 + b"}",
        b"[]",
        b'"words"',
        b"null",
        b"kind=repair&description=x",
        b'{"urgency": 1e999}',
    ],
)
def test_what_is_no_readable_json_is_said_so(hall, raw):
    before = cases(hall)
    answer = hall.agent.call("POST", "/cases", raw=raw, headers={"Content-Type": "application/json"})
    refused(answer, 400, "unreadable")
    assert cases(hall) == before


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ("limit=0", 400, None),
        ("limit=201", 400, None),
        ("limit=many", 400, None),
        ("after=42", 400, None),
        ("after=c", 400, None),
        ("after=c-1", 400, None),
        ("after=czzzzzzzzzzzzzzzzzzzz", 400, None),
        ("from=2019-02-30", 400, None),
        ("to=yesterday", 400, None),
        ("colour=red", 400, None),
        ("stage=dreaming", 422, "stage"),
        ("stage=draft", 422, "stage"),
        ("unit=U999", 422, "unit"),
        ("topic=路灯", 422, "topic"),
        ("area=nowhere", 422, "area"),
        ("overdue=perhaps", 422, "overdue"),
        ("caller=somebody", 422, "caller"),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(hall, query, status, field):
    refused(hall.agent.call("GET", "/cases?" + query), status, "unreadable" if status == 400 else "invalid", field)


def test_lists_go_on_where_they_stopped(hall):
    for phone in range(5):
        hall.agent.records(dark_lamp(caller=caller(f"0536000010{phone}")))
    seen, query = [], "/cases?limit=2"
    while query:
        page = hall.agent.gets(query)
        seen += [case["number"] for case in page["items"]]
        query = page["next"] and f"/cases?limit=2&after={page['next']}"
    assert seen == sorted(set(seen), reverse=True) and len(seen) == cases(hall)
    assert len(hall.agent.gets("/cases?caller=05360000103")["items"]) == 1
    assert hall.agent.gets("/cases?from=2019-04-04")["items"] == []


def test_bad_instants_are_refused_by_name(hall):
    file = hall.agent.records(pothole())
    unit = hall.unit_of(file)
    unit.gives(file, "sign")
    reason = "材料未到，请求延期处理。"
    for until in ("soon", "2019-02-30T09:00:00+08:00", "2019-04-20T25:00:00+08:00", "2019-04-20 09:00:00", {"day": 1}):
        unit.is_refused(file, "request_extension", 422, "invalid", field="until", until=until, reason=reason)
    unit.is_refused(file, "request_extension", 422, "invalid", field="until", reason=reason)
    unit.is_refused(file, "request_extension", 422, "invalid", field="colour", until="2019-04-30", reason=reason, colour="red")
    refused(hall.call("POST", "/api/v1/demo/clock", {"at": "noon"}, hall.admin.token), 422, "invalid", "at")
    refused(hall.call("POST", "/api/v1/demo/clock", {}, hall.admin.token), 422, "invalid", "at")


def test_unknown_cases_events_and_pages_are_not_found(hall):
    file = hall.agent.records(dark_lamp())
    refused(hall.agent.call("GET", "/cases/3707002019040399999"), 404, "not_found")
    refused(hall.agent.call("GET", "/cases/..%2f..%2fetc"), 404, "not_found")
    refused(hall.agent.call("POST", f"/cases/{file.number}/events/dance", {}), 404, "not_found")
    refused(hall.agent.call("POST", f"/cases/{file.number}/events/auto_sign", {}), 403, "not_permitted")
    refused(hall.agent.call("GET", "/attachments/unknown"), 404, "not_found")
    refused(hall.agent.call("GET", "/nothing"), 404, "not_found")


def test_the_second_of_two_is_told_who_changed_what(hall):
    file = hall.agent.records(dark_lamp())
    seen = hall.neighbour.call("GET", "/cases/" + file.number).headers["ETag"]
    assert seen == '"1"'
    unit = hall.unit_of(file)
    unit.gives(file, "sign")
    path = f"/cases/{file.number}/events/comment"
    late = hall.neighbour.call("POST", path, {"words": "请先联系我"}, headers={"If-Match": seen})
    error = refused(late, 409, "changed_meanwhile")
    # The name of whoever did it, when, and what it was.
    signer = file.event("sign")["by"]["name"]
    assert re.search(signer + r" 09:0\d 签收", error["message"]), error
    assert hall.neighbour.call("GET", "/cases/" + file.number).headers["ETag"] == '"2"'
    fresh = hall.neighbour.call("POST", path, {"words": "请先联系我"}, headers={"If-Match": '"2"'})
    assert fresh.status == 200 and fresh.headers["ETag"] == '"3"'
    refused(hall.neighbour.call("POST", path, {"words": "再说一句"}, headers={"If-Match": "two"}), 400, "unreadable")


def test_the_same_request_twice_is_one_case_and_the_same_answer(open_hall):
    hall = open_hall("2019-04-03T09:00")
    key = {"Idempotency-Key": "desk-7-1"}
    first = hall.agent.call("POST", "/cases", dark_lamp(), headers=key)
    assert first.status == 201
    number = first.json["number"]
    hall.unit("U060").call("POST", f"/cases/{number}/events/sign", {})
    again = hall.agent.call("POST", "/cases", dark_lamp(), headers=key)
    assert (again.status, again.body) == (201, first.body)
    assert again.headers["ETag"] == first.headers["ETag"] == '"1"'
    refused(hall.agent.call("POST", "/cases", pothole(), headers=key), 422, "idempotency_conflict")
    assert hall.neighbour.call("POST", "/cases", pothole(), headers=key).status == 201  # another's key is another key
    event = f"/cases/{number}/events/contact_unit"
    words = {"person": "值班员", "channel": "phone", "words": "已告知位置。"}
    told = [hall.agent.call("POST", event, words, headers={"Idempotency-Key": "desk-7-2"}) for _ in range(2)]
    assert told[0].body == told[1].body and told[0].status == 200
    assert cases(hall) == 2
    hall.at("2019-04-04T09:01")
    new = hall.agent.call("POST", "/cases", pothole(), headers=key)
    assert new.status == 201 and new.json["number"] != number  # a day later the key is forgotten


def png(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data",
    [
        b"#!/bin/sh\nrm -rf /\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + b"\0" * 100,
        b"",
        PNG[:40],
        b"\xff\xd8\xff\xe1\x00\x02" + b"\0" * 64,
        b"\xff\xd8\xff\xe1\xff\xffExif\0\0II*\0\xff\xff\xff\xff" + b"\0" * 64,
        png(50_000, 50_000),
        png(0xFFFFFFFF, 0xFFFFFFFF),
        png(0, 10),
    ],
)
def test_a_photo_that_is_none_is_refused_before_it_is_decoded(hall, data):
    refused(hall.agent.uploads(data, kind="image/png"), 422, "invalid", "file")


def test_a_photo_of_twenty_megabytes_is_too_large_and_a_form_without_one_unreadable(hall):
    refused(hall.agent.uploads(PNG + b"\0" * 20_000_000), 413, "too_large")
    refused(hall.agent.call("POST", "/attachments", {"file": "x"}), 400, "unreadable")
    headers = {"Content-Type": "multipart/form-data; boundary=edge"}
    refused(hall.agent.call("POST", "/attachments", raw=b"--edge\r\n\r\n--edge--", headers=headers), 400, "unreadable")
    shown = hall.agent.call("GET", "/attachments/" + hall.agent.photo(PNG + b"<script>alert(1)</script>"))
    assert shown.status == 200 and shown.headers["Content-Type"] == "image/jpeg" and b"script" not in shown.body


def test_a_photo_belongs_to_its_owner_until_a_case_has_it(hall):
    photo = hall.agent.photo()
    refused(hall.neighbour.call("GET", "/attachments/" + photo), 404, "not_found")
    file = hall.agent.records(dark_lamp(photos=[photo]))
    assert file.now["photos"] == [photo]
    assert hall.unit_of(file).call("GET", f"/attachments/{photo}/small").status == 200
    refused(hall.unit("U010").call("GET", "/attachments/" + photo), 404, "not_found")
    refused(hall.agent.call("POST", "/cases", pothole(photos=[photo])), 422, "invalid", "photos")


def test_tokens_that_are_wrong_expired_or_revoked_open_nothing(template, tmp_path):
    folder = shutil.copytree(template, tmp_path / "data")
    add = ["token", "add", "--person", "agent01", "--name", "test"]
    day, ever = (huiyin(*add, *more, data=folder).stdout.strip() for more in (["--days", "1"], []))
    listed = huiyin("token", "list", data=folder).stdout
    now = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8)))
    hall = Hall(folder, (now + datetime.timedelta(hours=23)).strftime("%Y-%m-%dT%H:%M")).start()
    try:
        assert hall.call("GET", "/api/v1/cases", token=day).status == 200
        hall.at((now + datetime.timedelta(hours=25)).strftime("%Y-%m-%dT%H:%M"))
        for token in (day, "nonsense", "令牌".encode().decode("latin-1"), ""):
            answer = hall.call("GET", "/api/v1/cases", headers={"Authorization": "Bearer " + token})
            refused(answer, 401, "unauthorized")
        assert hall.call("GET", "/api/v1/cases", token=ever).status == 200
        number = next(line.split("\t")[0] for line in listed.splitlines() if line.endswith("in force") and "\ttest\t" in line)
        beside = huiyin("token", "revoke", number, data=folder)
        assert beside.returncode == 1 and "another huiyin serves" in beside.stderr
        assert hall.stop() == 0
        assert huiyin("token", "revoke", number, data=folder).returncode == 0
        again = huiyin("token", "revoke", number, data=folder)
        assert again.returncode == 1 and f"no token {number}" in again.stderr
        hall.start()
        refused(hall.call("GET", "/api/v1/cases", token=ever), 401, "unauthorized")
        assert hall.stop() == 0
    finally:
        hall.kill()


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
