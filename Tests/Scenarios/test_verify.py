"""The books by hand: whatever is changed behind the program's back, `huiyin verify` finds and names."""

import pytest
from hall import POSTGRES, Hall, by_hand, change_bytes, copy_of, huiyin
from matters import caller, dark_lamp, finish, pothole

PHONE, NAME, WORDS = "13963600042", "欧阳小满", "门口第三根灯杆从周一晚上起就不亮了"


@pytest.fixture(scope="module")
def history(template, tmp_path_factory):
    """A folder with a short history, its server stopped; and the numbers of its cases."""
    folder = copy_of(template, tmp_path_factory.mktemp("history") / "data")
    hall = Hall(folder, "2019-04-03T09:00").start()
    try:
        lamp = hall.agent.records(dark_lamp(caller=caller(PHONE, NAME), description=WORDS))
        unit = hall.unit_of(lamp)
        unit.gives(lamp, "sign")
        hall.agent.gives(lamp, "comment", words=f"已回电 {PHONE}，{NAME}在家")
        finish(hall, lamp, unit)
        hall.agent.records(pothole())
        private = hall.director.call("POST", f"/cases/{lamp.number}/reveal", {"reason": "核对来电人号码"})
        assert private.json["caller"] | {"phone": PHONE, "name": NAME} == private.json["caller"]
        assert hall.stop() == 0
    finally:
        hall.kill()
    return folder, lamp.number


@pytest.fixture
def books(history, tmp_path):
    """The history's books, open for tampering; and what `verify` says of them."""
    folder = copy_of(history[0], tmp_path / "data")

    class Books:
        number = history[1]

        def change(self, *statements):
            for statement in statements:
                assert by_hand(folder, statement) == 1, statement

        def exchange(self, column, where, before, after):
            assert change_bytes(folder, column, where, before, after) == 1

        def ask(self, query):
            return by_hand(folder, query)

        def are_wrong_at(self, *places):
            verified = huiyin("verify", data=folder)
            assert verified.returncode == 1, verified.stdout
            for place in places:
                assert any(line.startswith(place + ":") for line in verified.stdout.splitlines()), verified.stdout
            assert "findings" in verified.stderr
            return verified.stdout

    return Books()


def test_a_history_that_nobody_touched_is_whole(history):
    verified = huiyin("verify", data=history[0])
    assert verified.returncode == 0
    assert verified.stdout.startswith("2 cases, 8 events, ") and verified.stdout.endswith("nothing is wrong\n")


def test_one_byte_of_an_events_body_is_found(books):
    books.exchange("body", "case_id = 1 AND seq = 1", b"LD01", b"LD02")
    books.are_wrong_at(f"case {books.number} event 1")


@pytest.mark.parametrize("change", ["at = at - 1", "person = person + 1", "kind = 'arrive'", "hash = (SELECT hash FROM case_events WHERE case_id = 2)"])
def test_who_did_what_when_cannot_be_changed(books, change):
    books.change(f"UPDATE case_events SET {change} WHERE case_id = 1 AND seq = 2")
    books.are_wrong_at(f"case {books.number} event 2")


def test_sealed_words_cannot_be_exchanged(books):
    books.change(
        "UPDATE case_events SET private = (SELECT private FROM case_events WHERE case_id = 1 AND seq = 4) "
        "WHERE case_id = 1 AND seq = 3"
    )
    books.are_wrong_at(f"case {books.number} event 3")


def test_a_dropped_event_is_found_in_the_middle_and_at_the_end(books):
    books.change("DELETE FROM case_events WHERE case_id = 1 AND seq = 3")
    books.are_wrong_at(f"case {books.number} event 3")
    books.change("DELETE FROM case_events WHERE case_id = 2 AND seq = 1")
    assert "event 1" in books.are_wrong_at(f"case {int(books.number) + 1} event 1")


def test_an_inserted_event_is_found(books):
    books.change(
        "INSERT INTO case_events (case_id, seq, at, person, kind, body, private, hash) "
        "SELECT case_id, seq + 1, at, person, kind, body, private, hash FROM case_events WHERE case_id = 1 AND seq = 7"
    )
    books.are_wrong_at(f"case {books.number} event 8")


def test_a_changed_snapshot_is_found(books):
    books.exchange("state", "id = 1", b"LD01", b"LD02")
    assert "snapshot" in books.are_wrong_at(f"case {books.number}")


@pytest.mark.parametrize(
    "change",
    ["stage = 'handling', ended_at = NULL", "unit = 'U010'", "topic = 'LD02'", "due_at = 1", "district = NULL"],
)
def test_a_changed_column_that_lists_are_made_of_is_found(books, change):
    books.change(f"UPDATE cases SET {change} WHERE id = 1")
    assert "differs from its events in " + change.split(" ")[0] in books.are_wrong_at(f"case {books.number}")


def test_changed_and_missing_tallies_are_found(books):
    books.change(
        "UPDATE tallies SET value = value + 1 WHERE name = 'satisfied' AND district = '370705'",
        "DELETE FROM tallies WHERE name = 'ended' AND district = '370705'",
        "INSERT INTO tallies (day, district, name, value) VALUES ('2019-04-02', '370702', 'opened', 3)",
    )
    books.are_wrong_at(
        "tally satisfied 2019-04-03 370705", "tally ended 2019-04-03 370705", "tally opened 2019-04-02 370702"
    )


def test_a_changed_and_a_dropped_audit_record_are_found(books):
    which = books.ask("SELECT id FROM audit WHERE action = 'revealed'")
    books.change(f"UPDATE audit SET reason = 'nothing' WHERE id = {which}")
    books.are_wrong_at(f"audit {which}")
    books.change("DELETE FROM audit WHERE id = 100")
    books.are_wrong_at("audit 100")


def test_the_newest_audit_record_cannot_be_dropped_either(books):
    newest = books.ask("SELECT MAX(id) FROM audit")
    books.change(f"DELETE FROM audit WHERE id = {newest}")
    books.are_wrong_at(f"audit {newest}")


def test_a_whole_case_cannot_vanish(books):
    with_events = books.ask("SELECT COUNT(*) FROM case_events WHERE case_id = 2")
    assert with_events == 1
    books.change("DELETE FROM case_events WHERE case_id = 2", "DELETE FROM cases WHERE id = 2")
    assert "tally" in books.are_wrong_at("tally opened 2019-04-03 370705")


@pytest.mark.skipif(bool(POSTGRES), reason="a server's files are its own")
def test_no_personal_word_stands_in_clear_in_any_file(history):
    folder, _ = history
    files = [file for file in folder.rglob("*") if file.is_file() and file.name != "demo-accounts.csv"]
    assert any(file.name == "huiyin.sqlite" for file in files)
    for file in files:
        data = file.read_bytes()
        for word in (PHONE, PHONE[3:], NAME, NAME[:2], WORDS, WORDS[:9]):
            assert word.encode() not in data and word.encode("utf-16-le") not in data, f"{word} in {file.name}"


def test_after_midnight_the_day_is_sealed_and_a_case_that_vanishes_with_its_tallies_is_named(open_hall, folder):
    hall = open_hall("2019-04-03T09:00")
    number = hall.agent.records(pothole()).number
    hall.agent.records(dark_lamp())
    hall.at("2019-04-04T00:00")
    assert hall.stop() == 0
    verified = huiyin("verify", data=folder)
    # One was made when the template was, one at this start, one for this day.
    assert "3 seals" in verified.stdout and "nothing is wrong" in verified.stdout, verified.stdout + verified.stderr
    copy = copy_of(folder, folder.parent / "copy")
    for table in ("case_events", "clock_segments", "case_units"):
        by_hand(copy, f"DELETE FROM {table} WHERE case_id = 1")
    by_hand(copy, "DELETE FROM cases WHERE id = 1")
    wrong = huiyin("verify", data=copy)
    assert wrong.returncode == 1
    assert f"case {number}: is gone: the seal of 2019-04-03 has it" in wrong.stdout
