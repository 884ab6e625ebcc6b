"""Every door of the API as its own document describes it: open to the right person, and to nobody else a word.

The answers are held against the document's schemas, so that a client written from it works.
"""

import pytest
from hall import at
from matters import caller, dark_lamp
from people import PNG

PHONE, NAME, WORDS = "13963600042", "欧阳小满", "门口第三根灯杆从周一晚上起就不亮了"
SECRETS = (PHONE, PHONE[3:], NAME, WORDS)
OPEN = {("get", "/health"), ("get", "/health/live"), ("get", "/health/ready"), ("get", "/metrics"), ("get", "/openapi.json")}


class Doors:
    """A hall with one case in a unit's hands, and for each operation of the document a call that is right."""

    def __init__(self, hall):
        self.hall = hall
        self.photo = hall.agent.photo()
        recorded = dark_lamp(caller=caller(PHONE, NAME), description=WORDS, photos=[self.photo])
        self.file = hall.agent.records(recorded, stage="signing")
        self.document = hall.call("GET", "/api/v1/openapi.json").json
        self.operations = [
            (method, path, operation)
            for path, methods in self.document["paths"].items()
            for method, operation in methods.items()
        ]

    def call(self, method, path, person, event="comment", **fields):
        """The right call of an operation, by whoever it is."""
        number = self.file.number
        address = "/api/v1" + path.format(number=number, event=event, id=self.photo)
        token = person and person.token
        if path == "/attachments":
            if person is None:
                headers = {"Content-Type": "multipart/form-data; boundary=x"}
                return self.hall.call("POST", address, raw=b"", headers=headers)
            return person.uploads(PNG)
        if path == "/live":
            if person is None:
                return self.hall.call("GET", address + "?topics=wall")
            with person.watches("wall") as watch:
                return watch.stream
        body = {
            "/cases": dark_lamp(event="submit"),
            "/cases/{number}/events/{event}": fields or {"words": "例行查看"},
            "/cases/{number}/reveal": {"reason": "核对来电人号码"},
            "/demo/clock": {"at": at("2019-04-03T09:10")},
        }.get(path) if method == "post" else None
        query = {"/route": "?topic=LD01&area=奎文区"}.get(path, "")
        return self.hall.call(method.upper(), address + query, body, token)


@pytest.fixture(scope="module")
def doors(hall):
    yield Doors(hall)
    assert all(word not in hall.log for word in SECRETS)


def fits(value, schema, document, where="answer"):
    """What of `value` does not fit `schema`: the required keys and the types, as far as they are described."""
    if "$ref" in schema:
        return fits(value, document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], document, where)
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    names = {
        "object": {dict}, "array": {list}, "string": {str}, "boolean": {bool}, "number": {int, float}, "integer": {int},
        "null": {type(None)},
    }
    wrong = []
    # In Python a bool is a number; in JSON it is not.
    if kinds and not any(type(value) in names[kind] for kind in kinds):
        return [f"{where} is {value!r}, not {' or '.join(kinds)}"]
    if "enum" in schema and value is not None and value not in schema["enum"]:
        wrong.append(f"{where} is {value!r}, which the document does not list")
    if isinstance(value, dict):
        wrong += [f"{where}.{key} is missing" for key in schema.get("required", []) if key not in value]
        for key, inner in schema.get("properties", {}).items():
            if key in value:
                wrong += fits(value[key], inner, document, f"{where}.{key}")
    if isinstance(value, list):
        for index, item in enumerate(value):
            wrong += fits(item, schema.get("items", {}), document, f"{where}[{index}]")
    return wrong


def described(operation, status):
    """The schema that the document names for an answer; none where it is no JSON."""
    answer = operation["responses"].get(str(status))
    assert answer, f"{operation['operationId']} answered {status}, which is not described"
    return answer["content"].get("application/json", {}).get("schema")


RIGHT = {
    ("post", "/demo/clock"): "sysadmin1",
    ("post", "/cases/{number}/reveal"): "director1",
}


def test_the_document_names_every_call_of_the_contract(doors):
    paths = doors.document["paths"]
    assert doors.document["openapi"].startswith("3.")
    for method, path in [
        ("post", "/cases"), ("get", "/cases"), ("get", "/cases/{number}"), ("post", "/cases/{number}/events/{event}"),
        ("get", "/route"), ("get", "/wall"), ("post", "/attachments"), ("get", "/attachments/{id}"),
        ("get", "/attachments/{id}/small"), ("get", "/live"), ("post", "/demo/clock"), ("get", "/health"),
        ("get", "/health/live"), ("get", "/health/ready"), ("get", "/metrics"),
    ]:
        assert method in paths.get(path, {}), f"{method} {path}"
    names = [operation["operationId"] for _, _, operation in doors.operations]
    assert len(names) == len(set(names))


def test_every_operation_serves_the_right_person_what_the_document_says(doors):
    for method, path, operation in doors.operations:
        person = doors.hall.who(RIGHT.get((method, path), "agent01"))
        answer = doors.call(method, path, person if (method, path) not in OPEN else None)
        assert answer.status in (200, 201), f"{method} {path}: {answer}"
        if path == "/live":
            assert answer.headers["Content-Type"] == "text/event-stream"
            continue  # it has no end to wait for
        schema = described(operation, answer.status)
        if schema:
            assert fits(answer.json, schema, doors.document) == [], f"{method} {path}"


def test_a_guest_is_told_nothing_anywhere(doors):
    for method, path, _ in doors.operations:
        if (method, path) in OPEN:
            continue
        answer = doors.call(method, path, None)
        assert (answer.status, answer.code) == (401, "unauthorized"), f"{method} {path}: {answer}"
        assert fits(answer.json, {"$ref": "#/components/schemas/Error"}, doors.document) == []
        assert all(word not in answer.text for word in SECRETS)


def test_a_path_that_is_there_says_which_methods_it_knows(doors):
    token = doors.hall.agent.token
    for method, path, known in [("DELETE", "/cases", "GET, POST"), ("PUT", f"/cases/{doors.file.number}", "GET"),
                                ("GET", "/attachments", "POST"), ("POST", "/wall", "GET")]:
        answer = doors.hall.call(method, "/api/v1" + path, token=token)
        assert (answer.status, answer.code, answer.headers["Allow"]) == (405, "method_not_allowed", known), f"{path}: {answer}"
    assert doors.hall.call("DELETE", "/api/v1/nothing", token=token).status == 404


# What each role may do besides what is asked of it elsewhere: 2xx, or refused by 403 or 404.
STAFF = {
    "u010op": {},  # another unit's clerk: her own lists, the wall, her photos; not this case
    "u010mg": {},
    "kbeditor1": {},
    "sysadmin1": {("post", "/demo/clock")},
    "secadmin1": {},
    "auditadmin1": {},
}
WITHOUT_CASES = {"kbeditor1", "sysadmin1", "secadmin1", "auditadmin1"}
ABOUT_THE_CASE = {
    ("get", "/cases/{number}"), ("post", "/cases/{number}/events/{event}"), ("post", "/cases/{number}/reveal"),
    ("get", "/attachments/{id}"), ("get", "/attachments/{id}/small"),
}


@pytest.mark.parametrize("account", STAFF)
def test_whoever_has_no_business_with_a_case_learns_not_even_that_it_is_there(doors, account):
    person = doors.hall.who(account)
    for method, path, operation in doors.operations:
        answer = doors.call(method, path, person)
        if path == "/live":
            assert answer.status == 200  # what it may not hear is left out: see test_program
            continue
        assert all(word not in answer.text for word in SECRETS), f"{method} {path} told {account}: {answer}"
        if (method, path) in ABOUT_THE_CASE:
            assert (answer.status, answer.code) == (404, "not_found"), f"{method} {path}: {answer}"
        elif method == "post" and path in ("/cases", "/demo/clock") and (method, path) not in STAFF[account]:
            assert (answer.status, answer.code) == (403, "not_permitted"), f"{method} {path}: {answer}"
        elif path in ("/cases", "/route") and account in WITHOUT_CASES:
            assert (answer.status, answer.code) == (403, "not_permitted"), f"{method} {path}: {answer}"
        elif path == "/cases":
            assert answer.status == 200 and answer.json["items"] == []


@pytest.mark.parametrize(
    ("account", "event", "fields"),
    [
        ("qa1", "add_caller_words", {"words": "来电人补充"}),
        ("qa1", "urge", {}),
        ("evaluator1", "amend", {"changes": {"topic": "LD02"}}),
        ("supervisor1", "recall", {"reason": "派错"}),
        ("dispatcher1", "add_caller_words", {"words": "来电人补充"}),
        ("dispatcher1", "raise_urgency", {"urgency": "urgent", "reason": "学校门口"}),
        ("agent20", "recall", {"reason": "派错"}),
        ("agent20", "supervise", {"level": "red", "note": "速办", "replyBy": at("2019-04-04T09:00")}),
        ("u060op", "recall", {"reason": "派错"}),
        ("u060op", "amend", {"changes": {"topic": "LD02"}}),
        ("u060op", "void", {"reasonCode": "mistaken"}),
        ("u060mg", "link", {"into": "3707002019040300002"}),
        ("director1", "auto_sign", {}),
        ("director1", "card", {}),
        ("director1", "parent_done", {}),
        ("u060op", "verify_timeout", {}),
    ],
)
def test_an_event_of_somebody_elses_is_refused_without_a_word_of_the_caller(doors, account, event, fields):
    answer = doors.call("post", "/cases/{number}/events/{event}", doors.hall.who(account), event=event, **fields)
    assert (answer.status, answer.code) == (403, "not_permitted"), answer
    assert all(word not in answer.text for word in SECRETS)


def test_who_may_see_the_case_sees_the_caller_masked_unless_it_is_theirs(doors):
    path = "/cases/" + doors.file.number
    for account in ("agent01", "agent02", "leader1", "u060op", "u060mg"):
        told = doors.hall.who(account).gets(path)
        assert told["caller"]["phone"] == PHONE and not told["masked"], account
    for account in ("agent20", "leader3", "dispatcher1", "supervisor1", "qa1", "evaluator1"):
        told = doors.hall.who(account).gets(path)
        assert told["caller"]["phone"] == "139****0042" and told["caller"]["name"] == "欧**" and told["masked"], account
    for account in ("agent01", "leader1", "u060op"):
        listed = doors.hall.who(account).call("GET", "/cases?q=&limit=200")
        assert all(word not in listed.text for word in (PHONE, NAME)), account


def test_revealing_takes_the_permission_and_a_reason_and_lasts_a_minute(doors):
    hall, path = doors.hall, f"/cases/{doors.file.number}/reveal"
    for account, body, status in [
        ("agent20", {"reason": "核对号码"}, 403), ("dispatcher1", {"reason": "核对号码"}, 403), ("leader3", {}, 422),
        ("leader3", {"reason": "看"}, 422), ("u010op", {"reason": "核对号码"}, 404),
    ]:
        answer = hall.who(account).call("POST", path, body)
        assert answer.status == status, answer
        assert PHONE not in answer.text and NAME not in answer.text
    shown = hall.who("leader3").call("POST", path, {"reason": "核对来电人号码"})
    assert shown.json["caller"]["phone"] == PHONE
    hall.at("2019-04-03T09:20")
    assert hall.who("leader3").gets("/cases/" + doors.file.number)["caller"]["phone"] == "139****0042"


# What clients have come to rely on: a field may be added here, never go away or change its name.
FIELDS = """
number version stage stageName kind source sourceReference urgency topic category standard place caller
description expectation photos calls unit unitRule assisting outside unrouted proposesRecall follower complainedOf recordedAt
dispatchedAt signedAt arrivedAt feedbackAt closedAt endedAt due overdue limits clocks counts pending verdict attempts
answeredAt noAnswerReason orders exempt parent links masked forgotten allowed events
attachments
""".split()
PIECES = {
    "place": "area district road side houseNumber crossRoad estate landmark component community grid address "
    "noPlaceReason lon lat",
    "caller": "name phone wantsCallback confidential",
    "topic": "code name",
    "unit": "code name",
    "follower": "id name",
    "limits": "source standard version finish arrive",
    "counts": "returns wrongReturns extensions suspensions reworks redos supervision urges attempts callers",
}


def test_every_field_of_a_case_is_there_and_keeps_its_name(doors):
    told = doors.file.now
    assert list(told) == FIELDS
    for name, keys in PIECES.items():
        assert list(told[name]) == keys.split(), name
    assert set(told["clocks"][0]) == set("clock state round unit measure limit used since due overdue".split())
    assert set(told["events"][0]) == set("sequence event name at by stage fields".split())
    listed = doors.hall.agent.gets("/cases?limit=1")["items"][0]
    assert [name for name in FIELDS if name not in listed] == ["allowed", "events", "attachments"]


def test_allowed_is_what_the_person_may_do_now(doors):
    path = "/cases/" + doors.file.number
    allowed = {account: set(doors.hall.who(account).gets(path)["allowed"]) for account in ("agent20", "u060op", "qa1")}
    assert "sign" in allowed["u060op"] and "recall" not in allowed["u060op"]
    assert "urge" in allowed["agent20"] and "recall" not in allowed["agent20"]
    assert allowed["qa1"] == {"comment"}
    assert "recall" in doors.hall.leader.gets(path)["allowed"]
    assert not any(event in allowed["agent20"] for event in ("auto_sign", "card", "close", "arrive"))
