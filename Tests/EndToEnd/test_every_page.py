"""Every page, as each role meets it: nothing that other eyes and hands cannot use, nothing that moves sideways, no error.

`--screenshots DIR` keeps a picture of each page at three widths, to be looked at.
"""

import pathlib

import axe_playwright_python
import pytest
from matters import dark_lamp, finish, pothole

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()

# Name, whose, where; `{}` is the number of a case that suits the page.
PAGES = [
    ("login", None, "/login"), ("citizen", None, "/"),
    ("desk", "agent", "/desk"), ("case", "agent", "/cases/{handling}"), ("case-closed", "director", "/cases/{closed}"),
    ("queue", "leader", "/queue"), ("queue-all", "leader", "/queue?view=all"), ("queue-empty", "leader", "/queue?view=all&q=没有这样的词"),
    ("callbacks", "agent", "/callbacks"), ("callback", "agent", "/callbacks?case={calling_back}"),
    ("approvals", "leader", "/approvals"), ("supervision", "leader", "/approvals/supervision"),
    ("following", "agent", "/following"), ("inbox", "agent", "/inbox"), ("password", "agent", "/password"),
    ("checks", "supervisor", "/checks"), ("check", "supervisor", "/checks/{checking}"),
    ("unit", "unit", "/unit"), ("unit-case", "unit", "/unit/cases/{handling}"),
    ("order", "leader", "/cases/{handling}/order"), ("wall", "director", "/wall"),
    ("figures", "director", "/figures"), ("not-found", "agent", "/cases/0"),
    ("design", "agent", "/design"),
    ("admin", "admin", "/admin"), ("admin-people", "admin", "/admin/people"), ("admin-units", "admin", "/admin/units"),
    ("admin-responsibilities", "admin", "/admin/responsibilities"), ("admin-limits", "admin", "/admin/limits"),
    ("admin-settings", "admin", "/admin/settings"), ("admin-calendar", "admin", "/admin/calendar"),
    ("admin-versions", "admin", "/admin/versions"), ("admin-backups", "admin", "/admin/backups"), ("admin-sessions", "admin", "/admin/sessions"),
    ("admin-version", "admin", "/admin/versions/1"), ("admin-topics", "admin", "/admin/tables/topics?edit=GS02"),
    ("admin-standards", "admin", "/admin/tables/standards?new=1"), ("admin-teams", "admin", "/admin/tables/teams"),
    ("admin-calendar-day", "admin", "/admin/calendar?month=2019-04&day=2019-04-05"), ("admin-roles", "security", "/admin/roles?edit=agent"),
    ("admin-audit", "auditor", "/admin/audit"), ("second-factor", "admin", "/second-factor"),
]
SIZES = {"desktop": (1366, 768), "tablet": (820, 1180), "telephone": (390, 844), "twice": (683, 384)}
WALL = {"desktop": (1920, 1080), "tablet": (1366, 768), "telephone": (390, 844)}


@pytest.fixture(scope="module")
def numbers(open_module_hall):
    """Cases in the stages that the pages show."""
    hall = open_module_hall
    handling = hall.agent.records(dark_lamp())
    unit = hall.unit_of(handling)
    unit.gives(handling, "sign")
    waiting = {}
    for stage in ("calling_back", "checking", "closed"):
        file = hall.agent.records(pothole())
        its_unit = hall.unit_of(file)
        its_unit.gives(file, "sign")
        if stage == "closed":
            finish(hall, file, its_unit)
        else:
            its_unit.gives(file, "submit_feedback", note="坑已填平，压实，恢复通行", noPhotoReason="夜间作业")
            event = {"calling_back": "pass_to_callback", "checking": "pass_to_check"}[stage]
            hall.agent.gives(file, event, stage=stage, **({"note": "夜里再看一眼"} if stage == "checking" else {}))
        waiting[stage] = file.number
    return {"handling": handling.number, **waiting}


@pytest.fixture(scope="module", params=[page[0] for page in PAGES])
def opened(request, open_module_hall, numbers, seats):
    """One page after the other, each opened once for all tests of it."""
    name, role, path = next(page for page in PAGES if page[0] == request.param)
    others = {None: None, "unit": "u060op", "security": "secadmin1", "auditor": "auditadmin1"}
    person = others[role] and open_module_hall.who(others[role]) if role in others else getattr(open_module_hall, role)
    desk = seats(person, SIZES["desktop"])
    desk.page.set_viewport_size(as_size((WALL if name == "wall" else SIZES)["desktop"]))
    desk.go(path.format(**numbers))
    desk.page.wait_for_load_state("load")
    desk.page.evaluate(AXE)
    return name, desk.page


# Colours that a width brings with it do not come at once.
AT_REST = "() => Promise.allSettled(document.getAnimations().filter((a) => a instanceof CSSTransition).map((a) => a.finished))"


def as_size(size):
    return {"width": size[0], "height": size[1]}


@pytest.fixture
def at(opened):
    """The page in a window of this size."""
    name, page = opened

    def at(size):
        page.set_viewport_size(as_size((WALL if name == "wall" else SIZES)[size]))
        page.evaluate(AT_REST)
        return page

    return at


@pytest.mark.parametrize("size", ["desktop", "telephone"])
def test_no_page_shuts_anybody_out(at, size):
    found = at(size).evaluate("() => axe.run({ resultTypes: ['violations'] })")["violations"]
    grave = [
        f"{violation['id']}: {violation['help']}\n" + "\n".join("  " + node["html"][:160] for node in violation["nodes"][:5])
        for violation in found
        if violation["impact"] in ("serious", "critical")
    ]
    assert not grave, "\n".join(grave)


def test_no_page_moves_sideways_on_a_telephone(opened, at):
    if opened[0] == "wall":
        return  # Of one size, whatever the window's.
    assert at("telephone").evaluate("document.documentElement.scrollWidth") <= 390


def test_no_table_moves_sideways_in_its_panel_on_a_telephone(at):
    """But where each stands beside each: roles and permissions, units and their figures."""
    wide = at("telephone").evaluate("""() => [...document.querySelectorAll('.scroll')]
      .filter((e) => e.scrollWidth > e.clientWidth + 1 && !e.querySelector('.roles, .figures-unit'))
      .map((e) => e.innerHTML.slice(0, 120))""")
    assert wide == []


def test_an_instant_in_a_table_stands_in_two_lines_at_most_on_a_telephone(at):
    broken = at("telephone").evaluate("""() => [...document.querySelectorAll('td')].filter((cell) => {
      if (!/^[^a-z]{0,20}\\d{2}:\\d{2}(:\\d{2})?$/.test(cell.textContent.trim())) return false;
      const words = document.createRange();
      words.selectNodeContents(cell);
      return new Set([...words.getClientRects()].map((box) => Math.round(box.top))).size > 2;
    }).map((cell) => cell.textContent)""")
    assert broken == []


def test_at_twice_the_size_nothing_is_lost(opened, at):
    """A window of 1366 by 768 at 200 % has 683 by 384 of the page's own pixels."""
    if opened[0] == "wall":
        return
    page = at("twice")
    assert page.evaluate("document.documentElement.scrollWidth") <= 683
    # Every button and field can be brought into sight: none lies where no scrolling leads.
    lost = page.evaluate("""() => [...document.querySelectorAll('main a, main button, main input, main select, main textarea, main summary')]
      .filter((e) => e.checkVisibility() && e.getBoundingClientRect().width > 0)
      .filter((e) => {
        e.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
        const box = e.getBoundingClientRect();
        return box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth;
      }).map((e) => e.outerHTML.slice(0, 120))""")
    assert lost == []


@pytest.mark.parametrize("size", ["desktop", "tablet", "telephone"])
def test_pictures_are_kept_where_somebody_asks_for_them(opened, at, request, size):
    folder = request.config.getoption("--screenshots")
    if not folder:
        return
    pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
    at(size).screenshot(path=pathlib.Path(folder) / f"{opened[0]}-{size}.png", full_page=size != "desktop")
