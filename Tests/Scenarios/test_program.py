"""The program from its command line: exit codes, words that say what to do, starting, stopping, keeping."""

import csv
import http.client
import io
import os
import shutil
import ssl
import subprocess

import pytest
from hall import POSTGRES, ROOT, Hall, Server, copy_of, did, failed, huiyin
from matters import caller, dark_lamp, pothole


@pytest.mark.parametrize(
    "line",
    [
        ["dance"],
        ["serve", "--port"],
        ["serve", "--port", "many"],
        ["verify", "--what"],
        ["city", "check"],
        ["token", "add", "--person", "agent01"],
        ["token", "revoke", "first"],
        ["person", "add", "a"],
        ["import", "cases"],
    ],
)
def test_a_line_that_cannot_be_understood_ends_with_2_and_the_usage(line, tmp_path):
    result = huiyin(*line, data=None, env={**os.environ, "HUIYIN_DATA": str(tmp_path / "none")})
    failed(result, "Usage: huiyin", code=2)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("line", [["--help"], ["serve", "--help"], ["city", "load", "--help"]])
def test_help_is_help(line):
    did(huiyin(*line), "USAGE: huiyin")


def test_commands_that_cannot_be_done_end_with_1_and_say_what_to_do(tmp_path, folder):
    nowhere = tmp_path / "nowhere"
    failed(huiyin("verify", data=nowhere), str(nowhere), "--data")
    failed(huiyin("backup", tmp_path / "b.sqlite", data=nowhere), "--data")
    failed(huiyin("restore", tmp_path / "none.sqlite", data=nowhere), "none.sqlite")
    if not POSTGRES:
        failed(huiyin("restore", tmp_path / "none.sqlite", data=folder), "empty folder")
    failed(huiyin("city", "check", tmp_path / "atlantis"), "atlantis")
    failed(huiyin("serve", "--exchange", "ami://x:y@z:1", data=nowhere), "--exchange")
    failed(huiyin("serve", "--port", "99999", data=nowhere), "65535")
    failed(huiyin("serve", "--clock", "2019-01-16T17:40:00+08:00", data=folder), "--demo")
    failed(huiyin("serve", "--demo", "--clock", "yesterday", data=folder), "2019-01-16T17:40:00+08:00")
    failed(huiyin("serve", "--demo", "--port", "0", "--tls-key", "key.pem", data=folder), "--tls-certificate")
    failed(huiyin("token", "add", "--person", "nobody", "--name", "x", data=folder), "nobody")
    failed(huiyin("token", "revoke", "9999", data=folder), "9999")
    failed(huiyin("person", "disable", "nobody", data=folder), "nobody")
    failed(huiyin("person", "add", "new1", "--name", "新人", "--role", "king", data=folder), "king", "shiftLeader")
    failed(huiyin("import", "cases", tmp_path / "none.csv", "--person", "agent01", data=folder), "none.csv")
    failed(huiyin("export", "cases", tmp_path / "o.csv", "--from", "monday", data=folder), "2019-04-03")
    (folder / "keys/master.key").unlink()
    failed(huiyin("verify", data=folder), "master.key")


def test_a_folder_lives_through_migrate_person_token_backup_restore_and_verify(tmp_path):
    folder, copy = tmp_path / "data", tmp_path / "copy"
    did(huiyin("migrate", data=folder), "up to date")
    did(huiyin("city", "check", ROOT / "Cities/weifang"), "nothing is wrong")
    did(huiyin("city", "load", ROOT / "Cities/weifang", data=folder), "version 1")
    added = did(huiyin("person", "add", "wang", "--name", "王小二", "--role", "agent", data=folder), "first password")
    assert len(added.split()[-1]) >= 10
    did(huiyin("person", "add", "u060", "--name", "灯三", "--role", "unitOperator", "--unit", "U060", data=folder))
    failed(huiyin("person", "add", "u0", "--name", "灯四", "--role", "unitOperator", "--unit", "U0", data=folder), "U0")
    did(huiyin("person", "list", data=folder), "wang\t王小二\tagent\t\tactive")
    renewed = did(huiyin("person", "password", "wang", data=folder), "new password")
    assert renewed.split()[-1] != added.split()[-1]
    token = did(huiyin("token", "add", "--person", "wang", "--name", "desk", data=folder)).strip()
    listed = did(huiyin("token", "list", data=folder), "wang\tdesk")
    assert token not in listed
    server = Server(folder).start()
    try:
        recorded = server.call("POST", "/api/v1/cases", dark_lamp(), token)
        assert recorded.status == 201
        did(huiyin("backup", tmp_path / "books.sqlite", data=folder), "keys")
        failed(huiyin("backup", tmp_path / "books.sqlite", data=folder), "another file")
        did(huiyin("verify", data=folder), "1 cases")
        if not POSTGRES:
            failed(huiyin("migrate", data=folder), "another huiyin serves")
        assert server.stop() == 0
    finally:
        server.kill()
    failed(huiyin("restore", tmp_path / "books.sqlite", data=copy), "master.key")
    shutil.copytree(folder / "keys", copy / "keys")
    did(huiyin("restore", tmp_path / "books.sqlite", data=copy), "nothing is wrong", "restored into")
    did(huiyin("person", "disable", "wang", data=copy), "disabled")
    server = Server(copy).start()
    try:
        assert server.call("GET", "/api/v1/cases", token=token).status == 401
        assert server.stop() == 0
    finally:
        server.kill()


def test_cases_go_out_masked_and_come_in_all_or_none(open_hall, folder, tmp_path):
    hall = open_hall("2019-04-03T09:00")
    file = hall.agent.records(
        dark_lamp(caller=caller("13963600042", "欧阳小满"), description="=1+1 路灯不亮好几天了，请派人来修。")
    )
    hall.at("2019-04-05T09:00")
    hall.agent.records(pothole())
    assert hall.stop() == 0
    out = tmp_path / "cases.csv"
    did(huiyin("export", "cases", out, data=folder), "wrote 2 cases")
    rows = list(csv.DictReader(io.StringIO(out.read_bytes().decode("utf-8-sig"))))
    assert [row["number"] for row in rows][-1] == file.number
    masked = rows[-1]
    assert masked["caller.phone"] == "139****0042" and masked["caller.name"] == "欧**"
    assert masked["description"].startswith("'=1+1") and "演示数据" in masked["watermark"]
    did(huiyin("export", "cases", out, "--from", "2019-04-04", "--to", "2019-04-05", data=folder), "wrote 1 cases")
    did(huiyin("export", "cases", out, "--clear-personal-data", data=folder), "wrote 2 cases")
    clear = list(csv.DictReader(io.StringIO(out.read_bytes().decode("utf-8-sig"))))
    assert clear[-1]["caller.phone"] == "13963600042" and "含个人信息" in clear[-1]["watermark"]
    come_in = tmp_path / "in.csv"
    header = "kind,topic,place.area,place.road,caller.phone,description,event\n"
    good = "repair,LD01,奎文区,胜利街,05360000001,路口的路灯不亮已经三天,submit\n"
    come_in.write_text(header + good + "repair,LD99,奎文区,胜利街,05360000002,路口的路灯不亮已经三天,submit\n")
    imported = huiyin("import", "cases", come_in, "--person", "agent01", data=folder)
    failed(imported, "line 3", "topic", "nothing was recorded")
    come_in.write_text(header + good + good.replace("0001", "0002"))
    did(huiyin("import", "cases", come_in, "--person", "agent01", data=folder), "recorded 2 cases")
    did(huiyin("export", "cases", out, data=folder), "wrote 4 cases")


@pytest.mark.skipif(bool(POSTGRES), reason="a PostgreSQL database is made to be shared")
def test_two_servers_do_not_share_a_file(open_hall, folder):
    open_hall("2019-04-03T09:00")
    failed(huiyin("serve", "--demo", "--port", "0", data=folder), "another huiyin serves", "--data")


def test_a_port_in_use_is_said_so(open_hall, tmp_path, template):
    hall = open_hall("2019-04-03T09:00")
    other = copy_of(template, tmp_path / "other")
    failed(huiyin("serve", "--demo", "--port", str(hall.port), data=other), str(hall.port))


def test_a_second_start_keeps_the_data_and_the_accounts(open_hall):
    hall = open_hall("2019-04-03T09:00")
    accounts = hall.accounts()
    file = hall.agent.records(dark_lamp())
    assert hall.stop() == 0
    hall.start()
    assert hall.accounts() == accounts
    again = hall.agent.gets("/cases/" + file.number)
    assert again["description"] == dark_lamp()["description"]
    assert hall.agent.records(pothole()).number == str(int(file.number) + 1)


def test_a_server_that_is_killed_has_lost_nothing_that_it_answered(open_hall):
    hall = open_hall("2019-04-03T09:00")
    numbers = [hall.agent.records(dark_lamp()).number for _ in range(5)]
    hall.kill()
    hall.start()
    assert [case["number"] for case in hall.agent.gets("/cases")["items"]] == numbers[::-1]


def test_a_demonstration_refuses_books_with_people_of_their_own(folder):
    did(huiyin("person", "add", "zhang", "--name", "张三", "--role", "agent", data=folder))
    failed(huiyin("serve", "--demo", "--port", "0", data=folder), "zhang", "--data")


def test_sigterm_ends_open_streams_within_seconds(open_hall):
    hall = open_hall("2019-04-03T09:00")
    with hall.agent.watches("wall") as wall, hall.leader.watches("queue") as queue:
        assert hall.stop(wait=8) == 0
        assert wall.stream.read().strip() == b"" and queue.stream.read().strip() == b""


def test_another_client_hears_that_a_case_changed_and_goes_on_after_a_break(open_hall):
    hall = open_hall("2019-04-03T09:00")
    file = hall.agent.records(dark_lamp())
    itself = "case/" + file.number
    with hall.neighbour.watches(itself, "wall") as watch:
        hall.unit_of(file).gives(file, "sign")
        watch.until(itself)
        seen = watch.position
    hall.agent.gives(file, "comment", words="断线期间的备注")
    hall.neighbour.gives(file, "urge")
    with hall.neighbour.watches(itself, seen=seen) as watch:
        assert watch.until(itself) == [itself] and watch.position > seen
    with hall.unit("U010").watches(itself, "unit/U060", "unit/U010") as watch:
        hall.agent.gives(file, "comment", words="别的单位看不到这件")
        hall.agent.records(dark_lamp(topic="GS02", description="整个小区停水一天了，一滴都没有。"))
        assert watch.until("unit/U010") == ["unit/U010"]  # a topic that one may not see is left out


def test_tls_with_a_certificate_of_ones_own(folder, tmp_path):
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )
    hall = Hall(folder, "2019-04-03T09:00", "--tls-certificate", str(certificate), "--tls-key", str(key))
    trust = ssl.create_default_context(cafile=certificate)

    def call(method, path, body=None, token=None, **_):
        line = http.client.HTTPSConnection("127.0.0.1", hall.port, context=trust, timeout=10)
        try:
            line.request(method, path)
            answer = line.getresponse()
            answer.read()
            return answer
        finally:
            line.close()

    hall.call = call
    try:
        hall.start()
        assert call("GET", "/login").status == 200
        assert hall.stop() == 0
    finally:
        hall.kill()
    (tmp_path / "key.pem").write_text("no key")
    options = ["--tls-certificate", certificate, "--tls-key", key, "--port", "0"]
    failed(huiyin("serve", "--demo", *options, data=folder), "key.pem")
