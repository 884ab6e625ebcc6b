"""What is kept and what is not: copies every night, words for their years, a caller who asks to be forgotten."""

import csv
import io
import shutil
import sqlite3

from hall import Hall, by_hand, huiyin
from load import Load
from matters import caller, dark_lamp, finish
from people import Browser
from test_seeing_inside import figures, until

LATER = "来电人又说，门口的灯也不亮了"
PHONE, NAME, WORDS = "13963600042", "欧阳小满", "门口第三根灯杆从周一晚上起就不亮了"


def nightly(folder, minute, to, *options):
    return Hall(folder, minute, "--backup-to", str(to), "--backup-at", "02:30", *options).start()


def good(hall):
    return until(hall, "huiyin_backup_failed", lambda failed: failed == 0)


def copies(hall, to, count, without=None):
    """Waits until so many copies stand there; the hall looks every ten seconds, less in a quick demonstration."""
    for _ in range(100_000):
        found = sorted(file.name for file in to.glob("*.db")) if to.exists() else []
        if len(found) >= count and without not in found:
            return found
        hall.call("GET", "/health")  # a round takes as long as an answer
    raise AssertionError(f"{found}")


def is_whole(folder):
    verified = huiyin("verify", data=folder)
    assert "nothing is wrong" in verified.stdout, verified.stdout + verified.stderr


def test_the_books_are_copied_every_night_and_a_copy_is_a_start_for_new_ones(folder, tmp_path):
    to = tmp_path / "copies"
    hall = nightly(folder, "2019-04-03T02:29", to, "--keep", "2")
    try:
        numbers = [hall.agent.records(dark_lamp(caller=caller(PHONE, NAME))).number for _ in range(3)]
        assert not to.exists()
        hall.at("2019-04-03T02:31")
        assert copies(hall, to, 1) == ["huiyin-2019-04-03.db"]
        hall.at("2019-04-04T02:31")
        copies(hall, to, 2)
        hall.at("2019-04-05T02:31")
        found = copies(hall, to, 2, without="huiyin-2019-04-03.db")
        assert found == ["huiyin-2019-04-04.db", "huiyin-2019-04-05.db"]
        assert good(hall)["huiyin_backup_good_timestamp_seconds"] > 0
        assert "已校验" in Browser(hall.admin).sees("/admin/backups")
        assert hall.stop() == 0
        assert hall.errors == []
    finally:
        hall.kill()
    assert not list(to.glob("*.partial*"))
    new = tmp_path / "new"
    shutil.copytree(folder / "keys", new / "keys")
    shutil.copyfile(folder / "demo-accounts.csv", new / "demo-accounts.csv")
    restored = huiyin("restore", to / "huiyin-2019-04-05.db", data=new)
    assert restored.returncode == 0, restored.stderr
    again = Hall(new, "2019-04-05T09:00").start()
    try:
        assert [case["number"] for case in again.agent.gets("/cases")["items"]] == numbers[::-1]
        assert again.stop() == 0
    finally:
        again.kill()


def test_a_night_without_a_copy_is_on_the_administrators_pages_and_in_the_figures(folder, tmp_path):
    to = tmp_path / "copies"
    to.write_text("no folder")
    hall = nightly(folder, "2019-04-03T02:31", to)
    try:
        until(hall, "huiyin_backup_failed", lambda failed: failed == 1)
        desk = Browser(hall.admin)
        assert "自动备份失败" in desk.sees("/admin/units") and "失败" in desk.sees("/admin/backups")
        assert figures(hall)["huiyin_backup_good_timestamp_seconds"] == 0
        assert any("nightly backup failed" in line for line in hall.errors)
        to.unlink()
        hall.at("2019-04-04T02:31")
        copies(hall, to, 1)
        good(hall)
        assert "自动备份失败" not in desk.sees("/admin/units")
        assert hall.stop() == 0
    finally:
        hall.kill()


def test_a_copy_that_is_made_under_load_is_whole_and_holds_what_was_acknowledged_before(template, folder, tmp_path):
    hall = Hall(folder, "2019-04-03T09:00").start()
    load = Load()
    try:
        load.begin(hall, 1)
        load.has_answers(5)
        before = {number for writer in load.writers for number in list(writer.acknowledged)}
        backup = huiyin("backup", tmp_path / "copy.db", data=folder)
        assert backup.returncode == 0, backup.stderr
        load.has_answers(3)
        load.end()
        assert hall.stop() == 0
    finally:
        hall.kill()
    copy = sqlite3.connect(tmp_path / "copy.db")
    held = {number for (number,) in copy.execute("SELECT number FROM cases")}
    copy.close()
    assert before <= held
    new = tmp_path / "new"
    shutil.copytree(folder / "keys", new / "keys")
    restored = huiyin("restore", tmp_path / "copy.db", data=new)
    assert "nothing is wrong" in restored.stdout, restored.stdout + restored.stderr


def ended(hall):
    file = hall.agent.records(dark_lamp(caller=caller(PHONE, NAME), description=WORDS))
    unit = hall.unit_of(file)
    unit.gives(file, "sign")
    hall.agent.gives(file, "comment", words=f"已回电 {PHONE}，{NAME}在家")
    finish(hall, file, unit)
    return file


def knows(hall, file, path="/cases/"):
    told = hall.director.call("GET", path + file.number).text
    return [word for word in (PHONE, NAME, WORDS, WORDS[:9], NAME[:2]) if word in told]


def test_three_years_after_its_end_a_case_says_that_its_people_are_forgotten(open_hall, folder):
    hall = open_hall("2019-04-03T09:00")
    file = ended(hall)
    assert knows(hall, file)
    hall.at("2022-04-03T09:00")
    assert not hall.director.gets(f"/cases/{file.number}")["forgotten"]
    is_whole(folder)
    hall.at("2022-04-12T09:00")
    told = hall.director.gets(f"/cases/{file.number}")
    assert told["forgotten"] and told["stage"] == "closed" and len(told["events"]) == len(file.now["events"])
    assert knows(hall, file) == []
    page = Browser(hall.director).sees(f"/cases/{file.number}")
    assert "个人信息已按规定清除" in page and NAME not in page and WORDS not in page
    assert hall.director.call("GET", "/cases?caller=" + PHONE).json["items"] == []
    assert hall.director.call("GET", "/cases?q=" + WORDS[:9]).json["items"] == []


def test_a_caller_who_asks_is_forgotten_in_every_table(open_hall, folder, tmp_path):
    hall = open_hall("2019-04-03T09:00")
    file = ended(hall)
    open_still = hall.agent.records(dark_lamp(caller=caller(PHONE, NAME), description=WORDS))
    hall.agent.gives(open_still, "comment", words=LATER)
    assert hall.stop() == 0
    data = tmp_path / "data.csv"
    assert "wrote 2 cases" in huiyin("person", "data", data, "--phone", PHONE, data=folder).stdout
    rows = list(csv.DictReader(io.StringIO(data.read_bytes().decode("utf-8-sig"))))
    assert {row["caller.phone"] for row in rows} == {PHONE} and {row["description"] for row in rows} == {WORDS}
    assert [LATER in row["events"] for row in rows] == [True, False] and all(WORDS in row["events"] for row in rows)
    is_whole(folder)
    forgot = huiyin("person", "forget", "--phone", PHONE, "--reason", "本人书面申请", data=folder)
    assert "forgot 1 cases" in forgot.stdout and "1 cases under way" in forgot.stdout, forgot.stdout + forgot.stderr
    assert by_hand(folder, "SELECT COUNT(*) FROM audit WHERE action = 'personal_forgotten'") == 1
    is_whole(folder)
    hall.start()
    assert knows(hall, file) == [] and knows(hall, open_still)
    unit = hall.unit_of(open_still)
    unit.gives(open_still, "sign")
    finish(hall, open_still, unit)
    hall.at("2019-04-03T23:00")
    assert knows(hall, open_still) == []
    assert by_hand(folder, "SELECT COUNT(*) FROM cases WHERE case_key IS NOT NULL OR caller_key IS NOT NULL") == 0
    assert by_hand(folder, "SELECT COUNT(*) FROM case_events WHERE private IS NOT NULL") == 0
    assert by_hand(folder, "SELECT COUNT(*) FROM forgettings") == 0


def test_nobody_forgets_without_a_number_and_a_reason(folder):
    wrong = huiyin("person", "forget", "--phone", "12", "--reason", "x", data=folder)
    assert wrong.returncode == 1 and "no telephone number" in wrong.stderr
    assert huiyin("person", "forget", "--phone", PHONE, data=folder).returncode == 2
