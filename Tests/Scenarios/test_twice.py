"""Two people at once, one request twice, a token that no longer holds."""

import concurrent.futures
import datetime
import re

from hall import POSTGRES, Hall, copy_of, huiyin, refused
from matters import dark_lamp, pothole


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
    assert len(hall.agent.gets("/cases")["items"]) == 2
    hall.at("2019-04-04T09:01")
    new = hall.agent.call("POST", "/cases", pothole(), headers=key)
    assert new.status == 201 and new.json["number"] != number  # a day later the key is forgotten


def at_once(count, call):
    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        return list(pool.map(call, range(count)))


def test_of_twelve_who_sign_at_once_one_has_signed(hall):
    file = hall.agent.records(dark_lamp())
    unit = hall.unit_of(file)
    answers = at_once(12, lambda _: unit.call("POST", f"/cases/{file.number}/events/sign", {}))
    assert sorted(answer.status for answer in answers) == [200] + [409] * 11
    assert file.history == ["quick_dispatch", "sign"]


def test_the_same_request_twelve_times_at_once_is_one_case(hall):
    key = {"Idempotency-Key": "impatient"}
    answers = at_once(12, lambda _: hall.stranger.call("POST", "/cases", pothole(), headers=key))
    assert {answer.status for answer in answers} == {201} and len({answer.body for answer in answers}) == 1


def test_numbers_given_at_once_are_all_different_and_without_a_gap(hall):
    answers = at_once(24, lambda _: hall.agent.call("POST", "/cases", dark_lamp()))
    serials = sorted(int(answer.json["number"][-5:]) for answer in answers)
    assert serials == list(range(serials[0], serials[0] + 24))


def test_tokens_that_are_wrong_expired_or_revoked_open_nothing(template, tmp_path):
    folder = copy_of(template, tmp_path / "data")
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
        lines = [line.split("\t") for line in listed.splitlines()]
        number = next(line[0] for line in lines if line[2] == "test" and line[-1] == "in force")
        if not POSTGRES:
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
