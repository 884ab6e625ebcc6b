"""What people and programs send by mistake or on purpose: a clear error each, nothing lost, never a 500."""

import pytest
from hall import refused
from matters import caller, dark_lamp, pothole


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


@pytest.mark.parametrize("space", ["%20", "+"])
def test_a_space_among_words_may_be_written_as_addresses_or_as_forms_write_it(hall, space):
    file = hall.agent.records(dark_lamp(description="公园东门的路灯忽明忽暗，晚上看不清台阶"))
    assert file.number in [case["number"] for case in hall.agent.gets(f"/cases?q=忽明忽暗{space}台阶")["items"]]


def test_bad_instants_are_refused_by_name(hall):
    file = hall.agent.records(pothole())
    unit = hall.unit_of(file)
    unit.gives(file, "sign")
    reason = "材料未到，请求延期处理。"
    for until in ("soon", "2019-02-30T09:00:00+08:00", "2019-04-20T25:00:00+08:00", "2019-04-20 09:00:00", {"day": 1}):
        unit.is_refused(file, "request_extension", 422, "invalid", field="until", until=until, reason=reason)
    unit.is_refused(file, "request_extension", 422, "invalid", field="until", reason=reason)
    coloured = {"until": "2019-04-30", "reason": reason, "colour": "red"}
    unit.is_refused(file, "request_extension", 422, "invalid", field="colour", **coloured)
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
