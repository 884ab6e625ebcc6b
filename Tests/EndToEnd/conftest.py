"""What the browser tests stand on: the demonstration's hall, and a browser for each person who works in it."""

import base64
import hashlib
import pathlib
import secrets
import shutil
import sys

import pytest
from errands import Keys, Mouse
from playwright.sync_api import expect, sync_playwright

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Scenarios"))
from hall import BINARY, Hall, by_hand, copy_of, huiyin  # noqa: E402


@pytest.fixture(scope="session")
def chromium():
    """Debian's browser; a machine without it fails here, it skips nothing."""
    path = shutil.which("chromium")
    assert path, "chromium is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A demonstration's folder, loaded and with its accounts."""
    assert BINARY.exists(), f"{BINARY} is missing: swift build --product huiyin, or name the program in HUIYIN_BINARY"
    folder = tmp_path_factory.mktemp("template") / "data"
    assert Hall(folder, "2019-01-01T00:00").start().stop() == 0
    return folder


def pytest_addoption(parser):
    parser.addoption("--screenshots", metavar="DIR", help="keep a picture of every page at three widths")


@pytest.fixture
def hall(template, tmp_path):
    """The hall on a Wednesday afternoon; afterwards it must stop cleanly with whole books and no errors of its own."""
    hall = Hall(copy_of(template, tmp_path / "data"), "2019-04-03T14:20").start()
    try:
        yield hall
        assert hall.stop() == 0
        assert hall.errors == []
        verified = huiyin("verify", data=hall.data)
        assert verified.returncode == 0, verified.stdout + verified.stderr
    finally:
        hall.kill()


@pytest.fixture(scope="module")
def open_module_hall(template, tmp_path_factory):
    """One hall for all tests of a module that only look."""
    hall = Hall(copy_of(template, tmp_path_factory.mktemp("hall") / "data"), "2019-04-03T14:20").start()
    try:
        yield hall
        assert hall.stop() == 0
        assert hall.errors == []
    finally:
        hall.kill()


@pytest.fixture(scope="module")
def seats(open_module_hall, chromium):
    """One browser for each person and size, kept open; nobody is a guest."""
    desks = {}

    def sits(person, size):
        if (person, size) not in desks:
            desks[person, size] = Desk(open_module_hall, chromium, person, size)
        return desks[person, size]

    yield sits
    for desk in desks.values():
        desk.context.close()
        assert desk.problems == []


def session_of(person):
    """What a sign-in leaves in the books, and the cookie for it: deriving the key of a password takes a second each time."""
    cookie = secrets.token_urlsafe(32)
    stored = base64.b64encode(hashlib.sha256(cookie.encode()).digest()).decode()
    now = int(person.hall.opened.timestamp() * 1000)
    by_hand(person.hall.data, f"""
        INSERT INTO sessions (token, person, form_token, started_at, seen_at, address)
        SELECT '{stored}', id, '{secrets.token_urlsafe(32)}', {now}, {now}, '127.0.0.1' FROM people WHERE account = '{person.account}'
    """)
    return cookie


def enters(page, account, password):
    """Types account and password into the form that stands on the page, and sends it."""
    page.fill("[name=account]", account)
    page.fill("[name=password]", password)
    with page.expect_navigation():
        page.click("main button")


class Desk:
    """Somebody's browser; `by_form` types account and password into the form, as its own tests do."""

    def __init__(self, hall, browser, person, size, by_form=False, **more):
        self.base = f"http://127.0.0.1:{hall.port}"
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN", **more)
        self.page = self.context.new_page()
        self.problems = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.problems.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
        self.page.on(
            "console", lambda message: self.problems.append(message.text) if "Content Security" in message.text else None
        )
        if person is None:
            return
        if not by_form:
            self.context.add_cookies([{"name": "huiyin", "value": session_of(person), "url": self.base}])
            return
        self.go("/login")
        enters(self.page, person.account, person.password)
        assert "/login" not in self.page.url

    def go(self, path):
        answer = self.page.goto(self.base + path)
        assert answer.status < 500, f"{path}: {answer.status}"
        return answer

    def act(self, words, fill=None, choose=None, photo=None):
        """Presses the button of this name, filling in what its form asks for."""
        page = self.page
        plain = page.locator(f"form.act-plain button:text-is('{words}')")
        if plain.count():
            self.sends(plain.first)
        else:
            summary = page.locator(f"details.act > summary:text-is('{words}')").first
            if not summary.is_visible():
                page.locator("details.act-more > summary").first.click()
            summary.click()
            form = page.locator("details.act[open]:not(.act-more) form").last
            for name, value in (fill or {}).items():
                form.locator(f"[name={name}]:not([type=hidden])").fill(value)
            for name, value in (choose or {}).items():
                form.locator(f"select[name={name}]").select_option(value)
            if photo:
                form.locator("input[type=file]").set_input_files(photo)
                form.locator("[data-thumbs] img").wait_for()
            self.sends(form.locator(".act-foot button"))

    def sends(self, button):
        """Presses a button that sends its form; the answer's page stands when this returns."""
        with self.page.expect_navigation():
            button.click()


@pytest.fixture
def sits_at(chromium):
    """Opens a browser at a hall; no page of it may raise an error, open a dialog or break the policy."""
    desks = []

    def sits(hall, person, size=(1366, 768), **more):
        desks.append(Desk(hall, chromium, person, size, **more))
        return desks[-1]

    yield sits
    for desk in desks:
        desk.context.close()
    for desk in desks:
        assert desk.problems == []


@pytest.fixture
def sits_down(hall, sits_at):
    """Opens a browser for a person of the hall."""
    return lambda person, size=(1366, 768), **more: sits_at(hall, person, size, **more)


@pytest.fixture(params=[Mouse, Keys], ids=["mouse", "keyboard"])
def errand(request, hall, sits_down):
    """Begins an errand at a page, once by mouse and once by keyboard; it is the administrator's, if nobody else is named."""

    def begins(path, by=None):
        hand = request.param(sits_down(by or hall.admin))
        hand.desk.go(path)
        return hand

    return begins


@pytest.fixture
def elsewhere(hall, sits_down):
    """What another browser shows at this moment."""
    desk = sits_down(hall.admin)

    def shows(path, place="tbody"):
        desk.go(path)
        return expect(desk.page.locator(place))

    return shows
