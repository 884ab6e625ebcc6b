"""Two servers on one PostgreSQL database, and a database that is restarted, killed, or taken over by its standby."""

import shutil
import subprocess
import threading
import time

import pytest
from hall import POSTGRES, ROOT, Hall, by_hand, copy_of, huiyin, refused
from load import Load
from matters import dark_lamp
from people import Browser

pytestmark = pytest.mark.skipif(not POSTGRES, reason="a file belongs to one server")


def postgres(*words):
    return subprocess.run([ROOT / "scripts/postgres", *map(str, words)], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def halls(template, tmp_path):
    """Two servers on the same books, each with its own data folder."""
    first = copy_of(template, tmp_path / "first")
    second = shutil.copytree(first, tmp_path / "second")
    pair = [Hall(folder, "2019-04-03T09:00").start() for folder in (first, second)]
    try:
        yield pair
        for hall in pair:
            assert hall.process.poll() is not None or hall.stop() == 0
            assert hall.errors == []
        assert "nothing is wrong" in huiyin("verify", data=first).stdout
    finally:
        for hall in pair:
            hall.kill()


def test_what_happens_at_one_server_is_seen_at_the_other(halls, capsys):
    first, second = halls
    with second.director.watches("queue") as watch:
        began = time.monotonic()
        file = first.agent.records(dark_lamp())
        watch.until("queue")
        seen = time.monotonic() - began
    assert second.agent.gets(f"/cases/{file.number}")["stage"] == file.stage
    with capsys.disabled():
        print(f"\nseen at the other server {seen:.2f} s after it was asked for")


def test_who_signed_in_at_one_server_is_signed_in_at_the_other(halls):
    first, second = halls
    browser = Browser(first.agent)
    browser.hall = second
    assert "退出" in browser.sees("/desk")


def test_who_has_a_case_open_at_one_server_is_known_at_the_other_until_it_is_closed(halls):
    first, second = halls
    file = first.agent.records(dark_lamp())
    topic = f"viewers/{file.number}"
    page = Browser(second.leader)

    def company():
        return page.sees(f"/cases/{file.number}/company").count('class="viewer"')

    with second.leader.watches(topic) as there:
        with first.agent.watches(topic), second.dispatcher.watches(topic):
            while company() < 2:
                there.until(topic)
        while company():
            there.until(topic)


def test_tables_changed_at_one_server_hold_at_the_other(halls):
    first, second = halls
    desk = Browser(first.admin)
    rule = {"unit": "U070", "unit_type": "lamps", "note": "机构合并"}
    assert desk.fills("/admin/responsibilities", "/admin/responsibilities", **rule).status == 303
    # Two units answer for lamps from now on: the other server asks for one as soon as it has heard of it.
    for _ in range(500):
        answer = second.agent.call("POST", "/cases", dark_lamp())
        if answer.status == 422:
            break
    assert refused(answer, 422, "invalid", "unit")


def test_a_name_changed_at_one_server_is_told_at_the_other(halls):
    first, second = halls
    file = first.agent.records(dark_lamp())

    def who():
        return second.director.gets(f"/cases/{file.number}")["events"][0]["by"]

    page = f"/admin/people/{who()['id']}"
    changed = Browser(first.admin).fills(page, page, name="改名甲", roles="agent", active="true", note="改名")
    assert changed.status == 303
    # As soon as the other server has heard of it.
    assert any(who()["name"] == "改名甲" for _ in range(500))


def test_a_change_that_waits_is_taken_up_by_one_server_for_both(halls):
    first, second = halls
    plan = {"unit": "U070", "unit_type": "lamps", "note": "机构合并", "holds_from": "2019-04-10"}
    assert Browser(first.admin).fills("/admin/responsibilities", "/admin/responsibilities", **plan).status == 303
    # Who asks at the other server is told what is coming, as soon as it has heard of it.
    desk = Browser(second.admin)
    assert any("即将生效" in desk.sees("/admin/responsibilities") for _ in range(500))
    second.agent.records(dark_lamp())
    # Both come to the day at once.
    movers = [threading.Thread(target=hall.at, args=["2019-04-10T00:00"]) for hall in halls]
    for mover in movers:
        mover.start()
    for mover in movers:
        mover.join()
    for hall in halls:
        for _ in range(500):
            answer = hall.agent.call("POST", "/cases", dark_lamp())
            if answer.status == 422:
                break
        assert refused(answer, 422, "invalid", "unit")
        assert Browser(hall.admin).sees("/admin/versions").count("看改动</a>") == 3  # two versions, one that waited


def test_due_moves_are_made_once_by_one_of_two_servers(halls):
    first, second = halls
    file = first.agent.records(dark_lamp())
    for hall in halls:
        hall.at("2019-04-03T12:00")
    told = second.director.gets(f"/cases/{file.number}")
    assert [event["event"] for event in told["events"]].count("auto_sign") <= 1


def test_one_of_two_servers_is_killed_and_the_other_goes_on(halls):
    first, second = halls
    dying, living = Load(), Load()
    dying.begin(first, 1)
    living.begin(second, 2)
    living.has_answers(3)
    first.kill()
    dying.end()
    living.has_answers(5)
    # What had no answer from the first is asked again at the second.
    living.end()
    living.unanswered = dying.unanswered
    living.begin(second, 3, settles=True)
    living.end()
    assert not living.unanswered
    everything = dying.acknowledged | living.acknowledged
    for load in (dying, living):
        load.is_kept(second, load.acknowledged)
    assert by_hand(second.data, "SELECT COUNT(*) FROM cases") == len(everything)


@pytest.fixture
def cluster(tmp_path):
    """A database server with a synchronous standby."""
    primary, standby = tmp_path / "primary", tmp_path / "standby"
    # PostgreSQL's own user must reach them.
    for folder in [tmp_path, *list(tmp_path.parents)[:-2]]:
        folder.chmod(folder.stat().st_mode | 0o011)
    urls = [postgres("start", primary).strip(), postgres("standby", standby, primary).strip()]
    hosts = [url.split("@")[1].split("/")[0] for url in urls]
    try:
        yield primary, standby, f"postgres://huiyin@{','.join(hosts)}/huiyin"
    finally:
        for folder in (primary, standby):
            subprocess.run([ROOT / "scripts/postgres", "stop", folder], capture_output=True)


@pytest.fixture
def beside(cluster, template, tmp_path):
    """A hall on books of that cluster."""
    shutil.copytree(template, tmp_path / "data", ignore=shutil.ignore_patterns("database.name"))
    for words in (["backup", tmp_path / "books"], ["restore", tmp_path / "books", "--database", cluster[2]]):
        done = huiyin(*words, data=template if words[0] == "backup" else tmp_path / "data")
        assert done.returncode == 0, done.stderr
    hall = Hall(tmp_path / "data", "2019-04-03T09:00", "--database", cluster[2]).start()
    try:
        yield hall
        assert hall.stop() == 0
        verified = huiyin("verify", "--database", cluster[2], data=hall.data)
        assert "nothing is wrong" in verified.stdout, verified.stdout + verified.stderr
    finally:
        hall.kill()


def settles(load, hall):
    """Asks again what had no answer; then there is one case for every request, and each of them is kept."""
    load.end()
    load.begin(hall, 99, settles=True)
    load.end()
    assert not load.unanswered
    load.is_kept(hall, load.acknowledged)
    listed, after = 0, ""
    while after is not None:
        page = hall.director.gets("/cases?limit=200" + (f"&after={after}" if after else ""))
        listed, after = listed + len(page["items"]), page["next"]
    assert listed == len(load.acknowledged)


def test_the_database_server_crashes_and_starts_again_under_load(cluster, beside):
    load = Load()
    load.begin(beside, 1)
    load.has_answers(3)
    postgres("crash", cluster[0])
    postgres("start", cluster[0])
    load.has_answers(3)
    settles(load, beside)


def test_a_standby_takes_over_under_load_and_nothing_acknowledged_is_lost(cluster, beside, capsys):
    load = Load()
    load.begin(beside, 1)
    load.has_answers(5)
    postgres("crash", cluster[0])
    postgres("promote", cluster[1])
    load.has_answers(5)
    pause = max(writer.pause for writer in load.writers)
    settles(load, beside)
    with capsys.disabled():
        print(f"\na standby took over: writing paused {pause:.1f} s, {len(load.acknowledged)} cases, none lost")
