"""What those who keep the hotline alive see of it: health, metrics, the log."""

import json
import re

from hall import POSTGRES, Hall, by_hand
from matters import caller, dark_lamp

PHONE, NAME = "13963600042", "欧阳小满"


def figures(hall, path="/metrics", token=None, headers=None):
    answer = hall.call("GET", path, token=token, headers=headers)
    assert answer.status == 200, answer
    told = {}
    for line in answer.text.splitlines():
        if not line.startswith("#"):
            name, _, value = line.rpartition(" ")
            told[name] = float(value)
    return told


def until(hall, name, expected):
    """The books are looked after once a second: asks until the figure is what it should be."""
    for _ in range(20000):
        told = figures(hall)
        if name in told and expected(told[name]):
            return told
    raise AssertionError(f"{name} was {told.get(name)}")


def test_metrics_count_requests_by_pattern_and_hold_nobodys_words(open_hall):
    hall = open_hall("2019-04-03T09:00")
    file = hall.agent.records(dark_lamp(caller=caller(PHONE, NAME)))
    stage = file.stage
    case = 'huiyin_request_seconds_count{route="/api/v1/cases/{number}",method="GET",status="2xx"}'
    before = figures(hall)[case]
    hall.agent.gets(f"/cases/{file.number}")
    hall.call("GET", "/nowhere/" + PHONE)
    hall.call("BREW", "/login")
    told = until(hall, 'huiyin_open_cases{stage="%s"}' % stage, lambda count: count == 1)
    assert told[case] == before + 1
    assert told['huiyin_request_seconds_count{route="NotFound",method="GET",status="4xx"}'] >= 1
    recorded = 'huiyin_request_seconds_bucket{route="/api/v1/cases",method="POST",status="2xx",le="+Inf"}'
    assert told[recorded] == 1
    for name in ("writer_queue", "journal_lag", "sessions", "live_streams", "ready", "sweep_late_seconds",
                 "outbox_oldest_seconds", "disk_free_bytes", "slow_statements_total"):
        assert "huiyin_" + name in told
    assert told["huiyin_batch_bodies_count"] >= 1 and told['huiyin_database_seconds_count{kind="write"}'] >= 1
    text = hall.call("GET", "/api/v1/metrics").text
    for word in (PHONE, NAME, file.number, "agent01", "BREW"):
        assert word not in text


def test_buckets_rise_to_the_count(open_hall):
    hall = open_hall("2019-04-03T09:00")
    hall.call("GET", "/login")
    text = hall.call("GET", "/metrics").text
    rows = re.findall(r'huiyin_request_seconds_bucket\{route="/login",method="GET",status="2xx",le="([^"]+)"\} (\d+)', text)
    assert rows[-1] == ("+Inf", "1")
    assert [int(count) for _, count in rows] == sorted(int(count) for _, count in rows)


def test_metrics_are_for_this_machine_or_a_system_administrator(open_hall, folder):
    hall = open_hall("2019-04-03T09:00")
    passed_on = {"X-Forwarded-For": "203.0.113.7"}
    assert hall.call("GET", "/metrics", headers=passed_on).status == 401
    assert hall.call("GET", "/metrics", token=hall.agent.token).status == 403
    assert figures(hall, token=hall.admin.token, headers=passed_on)
    assert hall.stop() == 0
    strict = Hall(folder, "2019-04-03T09:00", "--metrics", "token").start()
    try:
        assert strict.call("GET", "/metrics").status == 401
        assert figures(strict, token=strict.admin.token)
        assert strict.stop() == 0
    finally:
        strict.kill()


def test_open_streams_and_sessions_are_counted(open_hall):
    hall = open_hall("2019-04-03T09:00")
    assert figures(hall)["huiyin_live_streams"] == 0
    browser_sees_notices(hall)
    with hall.agent.watches("wall"), hall.leader.watches("queue"):
        assert until(hall, "huiyin_live_streams", lambda count: count == 2)
        until(hall, "huiyin_sessions", lambda count: count == 1)


def test_health_tells_ready_and_alive(open_hall):
    hall = open_hall("2019-04-03T09:00")
    for path, status in [("/api/v1/health", "ready"), ("/health", "ready"), ("/api/v1/health/ready", "ready"),
                         ("/health/ready", "ready"), ("/health/live", "alive"), ("/api/v1/health/live", "alive")]:
        answer = hall.call("GET", path)
        assert (answer.status, answer.json["status"]) == (200, status), answer


def test_every_answer_has_a_number_and_a_page_of_refusal_shows_it(open_hall):
    hall = open_hall("2019-04-03T09:00")
    numbers = [hall.call("GET", "/health").headers["X-Request-Id"] for _ in range(2)]
    assert len(set(numbers)) == 2 and all(re.fullmatch(r"[0-9a-f]{16,32}", number) for number in numbers)
    lost = hall.call("GET", "/nowhere")
    assert lost.status == 404 and lost.headers["X-Request-Id"] in lost.text


def test_the_log_is_json_if_asked_for_with_the_numbers_of_requests(folder, monkeypatch):
    monkeypatch.setenv("HUIYIN_LOG_LEVEL", "debug")
    hall = Hall(folder, "2019-04-03T09:00", "--log", "json").start()
    try:
        number = hall.agent.call("POST", "/cases", dark_lamp(caller=caller(PHONE, NAME))).headers["X-Request-Id"]
        assert hall.stop() == 0
    finally:
        hall.kill()
    lines = [json.loads(line) for line in hall.log.splitlines() if line.startswith("{")]
    told = [line for line in lines if line.get("request") == number]
    assert [line["route"] for line in told] == ["/api/v1/cases"]
    assert told[0]["level"] == "debug" and told[0]["status"] == "201" and told[0]["at"].startswith("20")
    assert PHONE not in hall.log and NAME not in hall.log


def test_a_slow_statement_is_logged_with_its_plan_and_without_its_values(folder):
    hall = Hall(folder, "2019-04-03T09:00", "--slow", "1", "--log", "json").start()
    try:
        # As slow as it takes: a lock of the whole table, held by nobody else, is not to be had on both databases.
        by_hand(
            folder,
            "INSERT INTO notices (id, kind, sealed, until_at, made_by, made_at) "
            "WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 400000) "
            "SELECT i, 'notice', '', 1, 1, 1 FROM n",
        )
        by_hand(folder, "DROP INDEX notices_current")
        hall.agent.call("GET", "/cases?q=" + NAME)
        assert hall.call("GET", "/metrics").status == 200
        browser_sees_notices(hall)
        told = until(hall, "huiyin_slow_statements_total", lambda count: count >= 1)
        assert told["huiyin_slow_statements_total"] >= 1
        assert hall.stop() == 0
    finally:
        hall.kill()
    lines = [json.loads(line) for line in hall.log.splitlines() if "a slow statement" in line]
    slow = next(line for line in lines if "FROM notices" in line["statement"])
    assert ("on notices" if POSTGRES else "SCAN notices") in slow["plan"], slow
    assert int(slow["took_ms"]) >= 1 and "until_at > ?" in slow["statement"]
    assert NAME not in hall.log


def browser_sees_notices(hall):
    from people import Browser

    assert "受理" in Browser(hall.agent).sees("/desk")
