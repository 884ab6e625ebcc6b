"""A stream of news ends with the sign-in or the token that opened it, at once and not only when it is next asked for."""

import http.client
import re
import time

import pytest
from hall import POSTGRES, huiyin
from matters import dark_lamp
from people import Browser


class Stream:
    """The news of somebody's open page, or of a program with a token."""

    def __init__(self, hall, headers, path="/live"):
        self.line = http.client.HTTPConnection("127.0.0.1", hall.port, timeout=10)
        self.line.request("GET", path + "?topics=queue", headers=headers)
        self.answer = self.line.getresponse()
        assert self.answer.status == 200
        while not self.answer.readline().startswith(b": "):
            pass

    def ends(self):
        """Reads to the end; a stream that goes on is silent for longer than its line waits, or hears of the next case."""
        began = time.monotonic()
        rest = self.answer.read()
        assert b"event: queue" not in rest
        return time.monotonic() - began

    def hears_of(self, matter, hall):
        hall.agent.records(matter)
        while not (line := self.answer.readline()).startswith(b"event: queue"):
            assert line, "the stream has ended"
        return True


def page_of(browser):
    return Stream(browser.hall, {"Cookie": browser.cookie})


def program_with(hall, token):
    return Stream(hall, {"Authorization": f"Bearer {token}"}, "/api/v1/live")


def signs_out(browser, _):
    token = browser.sees("/password").split('name="_token" value="')[1].split('"')[0]
    assert browser.posts("/logout", {"_token": token}, browser.cookie).status == 303


def is_signed_out_by_the_administrator(_, hall):
    done = Browser(hall.admin).fills("/admin/sessions?account=agent02", "/admin/sessions/end")
    assert done.status == 303, done


@pytest.mark.parametrize("happens", [signs_out, is_signed_out_by_the_administrator])
def test_an_open_stream_ends_when_its_session_does(open_hall, happens):
    hall = open_hall("2019-04-03T09:00")
    browser, colleague = Browser(hall.neighbour), Browser(hall.agent)
    stream, other = page_of(browser), page_of(colleague)
    happens(browser, hall)
    assert stream.ends() < 5
    assert other.hears_of(dark_lamp(), hall)


def test_another_session_of_the_same_person_goes_on(open_hall):
    hall = open_hall("2019-04-03T09:00")
    here, there = Browser(hall.neighbour), Browser(hall.neighbour)
    stream, other = page_of(here), page_of(there)
    signs_out(here, hall)
    assert stream.ends() < 5
    assert other.hears_of(dark_lamp(), hall)


def given_a_token(hall, days):
    """A token for agent02, from the administrator's page."""
    done = Browser(hall.admin).fills("/admin/sessions", "/admin/tokens", account="agent02", name="网站对接", days=days)
    return re.search(r'<code class="token">([^<]+)', done.text)[1]


def is_revoked_by_the_administrator(hall):
    # The newest of the account's tokens stands first.
    done = Browser(hall.admin).fills("/admin/sessions?account=agent02", "/admin/tokens/revoke")
    assert done.status == 303, done


def is_revoked_on_the_command_line(hall):
    lines = [line.split("\t") for line in huiyin("token", "list", data=hall.data).stdout.splitlines()]
    number = next(line[0] for line in lines if line[1:3] == ["agent02", "网站对接"])
    assert huiyin("token", "revoke", number, data=hall.data).returncode == 0


def expires(hall):
    hall.at("2019-04-05T09:00")
    hall.agent.records(dark_lamp())


beside = pytest.mark.skipif(not POSTGRES, reason="a file belongs to one server")


@pytest.mark.parametrize(
    "happens",
    [is_revoked_by_the_administrator, pytest.param(is_revoked_on_the_command_line, marks=beside), expires],
)
def test_a_program_s_stream_ends_with_its_token(open_hall, happens):
    hall = open_hall("2019-04-03T09:00")
    stream, other = program_with(hall, given_a_token(hall, days=1)), program_with(hall, hall.neighbour.token)
    happens(hall)
    assert stream.ends() < 5
    assert other.hears_of(dark_lamp(), hall)
