"""A past that is written, and old books that are read: as if every case had been lived here."""

import collections
import csv
import json
import os
import re
import signal
import sqlite3
import subprocess
import time

import pytest
from hall import BINARY, ROOT, Hall, at, by_hand, copy_of, database_of, did, failed, huiyin
from matters import dark_lamp, finish, pothole

LIVES = 20_000
# Twenty thousand lives take a program that was built for debugging a while.
pytestmark = pytest.mark.timeout(900)
BOSTON = [
    0.5, 0.34, 0.24, 0.19, 0.21, 0.31, 1.06, 3.27, 8.81, 10.31, 10.18, 10.32, 8.23, 8.43, 9.08, 8.97, 6.17, 3.7, 3.02,
    2.09, 1.72, 1.33, 0.96, 0.57,
]


def write_history(file, *options, cases=1000, months="2004-01..2018-09", seed=1):
    return did(
        huiyin("simulate", "--history", months, "--cases", cases, "--seed", seed, "--output", file, *options, timeout=800),
        f"wrote {cases} cases",
    )


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """Fifteen years in twenty thousand lives."""
    file = tmp_path_factory.mktemp("history") / "history.csv"
    said = write_history(file, cases=LIVES)
    return file, said


def rows_of(file):
    with open(file, encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def is_whole(folder):
    return did(huiyin("verify", data=folder, timeout=800), "nothing is wrong")


def test_the_same_seed_writes_the_same_past_and_another_one_another(tmp_path):
    first, again, other = (tmp_path / name for name in ["first.csv", "again.csv", "other.csv"])
    write_history(first, cases=300)
    write_history(again, cases=300)
    write_history(other, cases=300, seed=2)
    assert first.read_bytes() == again.read_bytes() != other.read_bytes()


def test_a_past_has_the_shares_that_its_sources_state(history):
    file, said = history
    rows = rows_of(file)
    assert len(rows) == LIVES
    hours = collections.Counter(int(row["recordedAt"][11:13]) for row in rows)
    kinds = collections.Counter(row["kind"] for row in rows)
    for hour, share in enumerate(BOSTON):
        # Within 2 % of what is stated, or ten cases where there are but few.
        assert abs(hours[hour] / LIVES * 100 - share) <= max(0.02 * share, 0.05), f"{hour} o'clock"
    assert kinds.most_common(1)[0][0] == "inquiry" and len(kinds) >= 5
    stated = re.findall(r"^  (\S+)\tstated ([\d.]+) %\twritten ([\d.]+) %", said, re.MULTILINE)
    assert len(stated) > 60
    for name, wanted, written in stated:
        assert abs(float(wanted) - float(written)) <= max(0.02 * float(wanted), 0.06), name
    for source in ["Boston 311", "the article", "topics.csv", "areas.csv"]:
        assert source in said
    ended, content, judged = map(int, re.search(r"(\d+) ended, (\d+) content of (\d+)", said).groups())
    assert abs(ended / LIVES - 0.996) < 0.001 and content / judged >= 0.99


def test_twenty_thousand_lives_are_read_and_nothing_is_wrong_with_the_books(history, folder):
    file, _ = history
    said = did(huiyin("import", "cases", file, data=folder, timeout=800), f"{LIVES} cases recorded, 0 rows rejected")
    assert re.search(r"rows: \d+ of 20000, \d+ a second, \d+ s left", said)
    verified = is_whole(folder)
    assert f"{LIVES} cases" in verified and "0 cases ended without" in verified
    assert by_hand(folder, "SELECT COUNT(*) FROM outbox") == 0
    happened = by_hand(folder, "SELECT COUNT(DISTINCT kind) FROM case_events")
    assert happened >= 50, "all side-paths occur"
    # Numbers begin anew each day, and there is none twice.
    assert by_hand(folder, "SELECT COUNT(DISTINCT number) FROM cases") == LIVES
    did(huiyin("import", "cases", file, data=folder), "has been read already")


def test_a_reading_that_is_killed_again_and_again_goes_on_where_it_was(tmp_path, folder):
    file = tmp_path / "history.csv"
    write_history(file, cases=6000)
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    for place in range(100, 6000, 500):
        lines[place] = lines[place].replace(",2", ",x2", 1)
    file.write_text("".join(lines), encoding="utf-8")
    kills = 0
    while kills < 4:
        reading = subprocess.Popen(
            [BINARY, "import", "cases", file, "--data", folder], cwd=ROOT, stdout=subprocess.DEVNULL,
            env={**os.environ, **database_of(folder)},
        )
        before = rows_done(folder)
        while reading.poll() is None and rows_done(folder) == before:
            time.sleep(0.02)  # there is nobody to tell us: we look whether another piece is in the books
        if reading.poll() is not None:
            break
        os.kill(reading.pid, signal.SIGKILL)
        reading.wait()
        kills += 1
    assert kills >= 2
    said = did(huiyin("import", "cases", file, data=folder, timeout=800), "5988 cases recorded, 12 rows rejected")
    assert "goes on after line" in said
    assert by_hand(folder, "SELECT COUNT(*) FROM cases") == 5988
    rejected = rows_of_rejected(file)
    assert [int(row["line"]) for row in rejected] == [place + 1 for place in range(100, 6000, 500)]
    assert {row["column"] for row in rejected} == {"recordedAt"}
    is_whole(folder)
    # So are the words of its cases: indexed anew, they take as many rows of the same length.
    words = "SELECT COUNT(*) * 1000000000 + SUM(LENGTH(places)) FROM search_words"
    found = by_hand(folder, words)
    by_hand(folder, "DELETE FROM search_words")
    by_hand(folder, "DELETE FROM counters WHERE name = 'searched'")
    did(huiyin("import", "cases", file, data=folder, timeout=800), "has been read already")
    assert by_hand(folder, words) == found > 0


def rows_done(folder):
    return by_hand(folder, "SELECT COALESCE(SUM(rows_done), 0) FROM imports") if migrated(folder) else 0


def migrated(folder):
    if database_of(folder):
        return by_hand(folder, "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'imports'") > 0
    return by_hand(folder, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'imports'") > 0


def rows_of_rejected(file):
    with open(f"{file}.rejected.csv", encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def told(folder, number):
    """What the books hold of a case, but for what is drawn anew for every case."""
    where = f"WHERE case_id = (SELECT id FROM cases WHERE number = '{number}')"
    events = by_hand_rows(folder, f"SELECT seq, at, person, kind, body FROM case_events {where} ORDER BY seq")
    return {
        "events": [[*row[:4], without_digest(row[-1])] for row in events],
        "clocks": by_hand_rows(
            folder,
            "SELECT clock, seq, round, unit, person, started_at, stopped_at, measure, limit_seconds, used_seconds, "
            f"overdue FROM clock_segments {where} ORDER BY clock, seq",
        ),
        "row": by_hand_rows(
            folder,
            "SELECT version, stage, kind, source, topic, unit, recorded_by, recorded_at, local_day, due_at, "
            f"waiting_due_at, next_at, ended_at, state FROM cases WHERE number = '{number}'",
        ),
    }


def without_digest(body):
    """A body after the digest of its words, which is another for every case: docs/decisions/packed-rows.md."""
    return body[2 * 17:] if body.startswith("ff") else body


def by_hand_rows(folder, statement):
    """The rows of an answer, each a list of texts; bytes by their digits."""
    if address := database_of(folder).get("HUIYIN_DATABASE"):
        command = ["psql", "-X", "--csv", "-t", address, "-c", statement]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return [[cell.removeprefix("\\x") for cell in row] for row in csv.reader(said.splitlines())]
    database = sqlite3.connect(folder / "huiyin.sqlite")
    try:
        return [[as_text(cell) for cell in row] for row in database.execute(statement)]
    finally:
        database.close()


def as_text(cell):
    return "" if cell is None else cell.hex() if isinstance(cell, bytes) else str(cell)


def as_row(told, accounts):
    """A case of the API as a row of old books."""
    history = [event for event in told["events"] if event["by"]["id"] != 0]
    steps = []
    for event in history:
        fields = [
            f"{name}={json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else value}"
            for name, value in event["fields"].items() if name != "photos"
        ]
        if "photos" in event["fields"]:
            fields.append("photos=" + ",".join(event["fields"]["photos"]))
        steps.append("|".join([event["event"], event["at"], accounts[str(event["by"]["id"])], *fields]))
    return {
        "recordedAt": history[0]["at"], "kind": told["kind"], "topic": told["topic"]["code"], "place.area": "奎文区",
        "place.road": "胜利街", "place.address": "胜利街甲段", "caller.phone": "05360000001", "caller.name": "许先生",
        "description": told["description"], "life": ";".join(steps),
    }


def test_a_case_read_from_old_books_is_the_same_as_one_that_was_lived(open_hall, folder, template, tmp_path):
    hall = open_hall("2019-04-03T09:00")
    first = hall.agent.records(dark_lamp(), stage="signing")
    hall.at("2019-04-03T09:20")
    unit = hall.unit_of(first)
    unit.gives(first, "sign", stage="handling")
    hall.at("2019-04-03T16:00")
    finish(hall, first, unit)
    second = hall.agent.records(pothole(), stage="signing")
    # Nobody signs for it, and nobody goes there: time does what it does.
    hall.at("2019-04-30T09:00")
    accounts = dict(by_hand_rows(folder, "SELECT id, account FROM people"))
    rows = [as_row(file.now, accounts) for file in (first, second)]
    assert hall.stop() == 0
    old = tmp_path / "old.csv"
    with open(old, "w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    other = copy_of(template, tmp_path / "other")
    did(huiyin("import", "cases", old, data=other), "2 cases recorded, 0 rows rejected")
    for file in (first, second):
        lived, read = told(folder, file.number), told(other, file.number)
        for name in lived:
            assert read[name] == lived[name], name
    tallies = "SELECT day, district, name, value FROM tallies ORDER BY day, district, name"
    assert by_hand_rows(other, tallies) == by_hand_rows(folder, tallies)
    is_whole(other)


MAPPING = """
# The old hotline of another city
coding = gb18030
separator = semicolon
dates = yyyy/M/d H:mm:ss, yyyy-MM-dd HH:mm
zone = +08:00

[columns]
sourceReference = 工单号
recordedAt = 来电时间
kind = 类别
topic = 业务
source = "phone"
caller.phone = 电话
caller.name = 来电人
place.area = 区
place.road = 路名
description = 标题 + 内容
unit = 承办单位
dispatchedAt = 派单时间
feedbackAt = 办结时间
feedback = 办理情况
endedAt = 结案时间
satisfaction = 回访
answer = 答复
noAnswerReason = "unreached"

[values kind]
咨询类 = inquiry
报修类 = repair
* = complaint

[values topic]
路灯不亮 = LD01
停水 = GS01

[values satisfaction]
好 = satisfied
差 = dissatisfied
未回访 = ""

[values unit]
路灯所 = 市路灯管理处
"""

HEADER = "工单号;来电时间;类别;业务;电话;来电人;区;路名;标题;内容;承办单位;派单时间;办结时间;办理情况;结案时间;回访;答复;备注"
FOREIGN = [
    HEADER,
    "A1;2018/3/5 8:05:09;报修类;路灯不亮;0536-0000001;王女士;奎文区;胜利街;路灯;整条街的灯都不亮;路灯所;2018/3/5 8:20:00;"
    "2018/3/6 15:00:00;已更换电缆，路灯恢复正常;2018/3/6 17:30:00;好;;无",
    'A2;2018-03-05 09:10;报修类;路灯不亮;05360000002;"李先生";奎文区;胜利街;"灯";"闪得厉害；说的是\n「一闪一闪」，""很刺眼""";路灯所;;;;;;;',
    "A3;2018/3/5 9:30:00;咨询类;停水;05360000003;;奎文区;胜利街;停水;胜利街几点来水;;;;;2018/3/5 9:32:00;;晚六点恢复;",
    "A4;2018/13/5 9:30:00;咨询类;停水;05360000004;;奎文区;胜利街;停水;胜利街几点来水;;;;;2018/3/5 9:32:00;;晚六点恢复;",
    "A5;2018/3/5 9:40:00;咨询类;停气;05360000005;;奎文区;胜利街;停气;胜利街几点来气;;;;;2018/3/5 9:42:00;;晚六点恢复;",
    "A6;2018/3/5 9:50:00;咨询类;停水;05360000006",
    "A7;2018/3/5 10:00:00;报修类;路灯不亮;05360000007;;奎文区;胜利街;路灯;整条街的灯都不亮;路灯所;2018/3/5 9:00:00;;;;;;",
    "A8;2018/3/5 10:10:00;报修类;路灯不亮;05360000008;;奎文区;胜利街;路灯;整条街的灯都不亮;路灯所;;2018/3/5 12:00:00;换灯;"
    "2018/3/5 13:00:00;差;;",
    'A9;2018/3/5 10:20:00;报修类;路灯不亮;05360000009;;奎文区;胜利街;"路灯;引号没有关上',
    "A10;2018/3/5 10:30:00;报修类;路灯不亮;05360000010;;奎文区;胜利街;路灯;整条街的灯都不亮;路灯所;;2018/3/5 12:00:00;;2018/3/5 13:00:00;未回访;;",
]


def test_another_city_s_old_books_are_read_by_a_mapping_and_bad_rows_are_put_aside(open_hall, folder, tmp_path):
    hall = open_hall("2019-04-03T09:00")
    own = hall.agent.records(dark_lamp())
    assert hall.stop() == 0
    file, mapping = tmp_path / "theirs.csv", tmp_path / "theirs.map"
    mapping.write_text(MAPPING.replace("市路灯管理处", by_code(hall, "U060")), encoding="utf-8")
    file.write_bytes("\r\n".join(FOREIGN).encode("gb18030"))
    said = did(huiyin("import", "cases", file, "--mapping", mapping, data=folder), "5 cases recorded, 5 rows rejected")
    assert "nothing is read from: 备注" in said
    rejected = rows_of_rejected(file)
    assert [(row["工单号"][:2], row["line"], row["column"]) for row in rejected] == [
        ("A4", "6", "recordedAt"), ("A5", "7", "topic"), ("A6", "8", ""), ("A7", "9", "dispatchedAt"), ("A9", "11", ""),
    ]
    assert "停气" in rejected[1]["reason"] and "18" in rejected[2]["reason"] and "never closed" in rejected[4]["reason"]
    is_whole(folder)
    hall = Hall(folder, "2019-04-03T10:00").start()
    try:
        items = hall.leader.gets("/cases?limit=50")["items"]
        # What was there before stays the newest.
        assert [item["number"] for item in items][0] == own.number
        assert [item["stage"] for item in items[1:]] == ["closed", "closed", "answered", "handling", "closed"]
        a10, a8, a3, a2, a1 = (hall.leader.gets("/cases/" + item["number"]) for item in items[1:])
        assert a1["recordedAt"] == at("2018-03-05T08:05:09") and a1["verdict"]["satisfaction"] == "satisfied"
        assert [event["event"] for event in a1["events"]] == [
            "submit", "quick_dispatch", "sign", "submit_feedback", "pass_to_callback", "caller_satisfied", "close",
        ]
        assert "「一闪一闪」，\"很刺眼\"" in a2["description"] and "auto_sign" in [e["event"] for e in a2["events"]]
        assert a3["events"][0]["fields"]["answer"] == "晚六点恢复"
        assert a8["verdict"]["satisfaction"] == "dissatisfied" and a8["verdict"]["accepted"]
        assert a10["verdict"] is None
    finally:
        hall.stop()


def by_code(hall, code):
    return next(row["unit"] for row in hall.accounts() if row["account"].startswith(code.lower()))


def test_what_is_older_than_personal_words_are_kept_is_cleared_whenever_it_comes_in(folder, tmp_path):
    header = "recordedAt,kind,topic,place.area,place.road,caller.phone,description,answer,endedAt\n"
    for year in ["2012", "2010"]:
        file = tmp_path / f"{year}.csv"
        row = f"{year}-05-04T09:00:00+08:00,inquiry,GS01,奎文区,胜利街,05360000001,请问今天是不是停水，几点来水,晚六点,{year}-05-04T09:05:00+08:00\n"
        file.write_text(header + row, encoding="utf-8")
        did(huiyin("import", "cases", file, data=folder), "1 cases recorded")
        hall = Hall(folder, "2019-04-03T09:00").start()
        try:
            wait_until(hall, lambda: by_hand(folder, "SELECT COUNT(*) FROM cases WHERE case_key IS NOT NULL") == 0)
        finally:
            assert hall.stop() == 0
    is_whole(folder)


def wait_until(hall, is_so):
    """Looks again and again: what the server does at night it does by itself."""
    for _ in range(20_000):
        if is_so():
            return
        hall.call("GET", "/health")  # a round takes as long as an answer
    raise AssertionError("it has not happened")


@pytest.mark.parametrize("line, words", [
    ("coding = klingon", "line 2: no coding klingon"),
    ("[collumns]", "line 2: no section [collumns]"),
    ("speed = fast", "line 2: no setting speed"),
    ("[columns]\nfone = 电话", "line 3: no field fone"),
    ("[columns]\nrecordedAt = 时刻", "has no column “时刻”"),
    ("[columns]\ntopic = 业务", "recordedAt"),
])
def test_a_mapping_that_is_wrong_is_told_so_and_nothing_is_read(folder, tmp_path, line, words):
    file, mapping = tmp_path / "theirs.csv", tmp_path / "theirs.map"
    file.write_text("来电时间,业务\n2018/3/5,停水\n", encoding="utf-8")
    mapping.write_text("# wrong\n" + line + "\n", encoding="utf-8")
    failed(huiyin("import", "cases", file, "--mapping", mapping, data=folder), words)
