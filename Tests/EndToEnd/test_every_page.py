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
SIZES = {"desktop": (1366, 768), "tablet": (820, 1180), "telephone": (390, 844)}
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


@pytest.fixture(scope="module")
def open_pages(open_module_hall, numbers, seats):
    """Opens a page by name at a size; gives the browser's page."""

    def opens(name, size):
        _, role, path = next(page for page in PAGES if page[0] == name)
        others = {None: None, "unit": "u060op", "security": "secadmin1", "auditor": "auditadmin1"}
        person = others[role] and open_module_hall.who(others[role]) if role in others else getattr(open_module_hall, role)
        desk = seats(person, (WALL if name == "wall" else SIZES)[size])
        desk.go(path.format(**numbers))
        desk.page.wait_for_load_state("load")
        return desk.page

    return opens


@pytest.mark.parametrize("size", ["desktop", "telephone"])
@pytest.mark.parametrize("name", [page[0] for page in PAGES])
def test_no_page_shuts_anybody_out(open_pages, name, size):
    page = open_pages(name, size)
    page.evaluate(AXE)
    found = page.evaluate("() => axe.run({ resultTypes: ['violations'] })")["violations"]
    grave = [
        f"{violation['id']}: {violation['help']}\n" + "\n".join("  " + node["html"][:160] for node in violation["nodes"][:5])
        for violation in found
        if violation["impact"] in ("serious", "critical")
    ]
    assert not grave, "\n".join(grave)


@pytest.mark.parametrize("name", [page[0] for page in PAGES if page[0] != "wall"])
def test_no_page_moves_sideways_on_a_telephone(open_pages, name):
    page = open_pages(name, "telephone")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("size", list(SIZES))
def test_pictures_are_kept_where_somebody_asks_for_them(open_pages, request, size):
    folder = request.config.getoption("--screenshots")
    if not folder:
        return
    pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
    for name, _, _ in PAGES:
        open_pages(name, size).screenshot(path=pathlib.Path(folder) / f"{name}-{size}.png", full_page=size != "desktop")
