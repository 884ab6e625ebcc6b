"""Pages with more rows than they hold: none grows heavy, nothing shifts while they load, nor when news come."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hall import by_hand, instant, at
from matters import dark_lamp, pothole
from playwright.sync_api import expect

ROWS = 50
LIGHT = 100_000
# What moves by itself; and whether news have been put into the page.
WATCH = """
  window.shifted = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (!entry.hadRecentInput) window.shifted.push([entry.value, ...entry.sources.map((source) => source.node?.outerHTML?.slice(0, 90))]);
    }
  }).observe({ type: "layout-shift", buffered: true });
  for (const name of ["huiyin:news", "huiyin:fresh"]) document.addEventListener(name, () => { document.documentElement.dataset.heard = name; }, true);
"""
# What has been drawn has been observed by the second frame after it.
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
DESK, TELEPHONE, WALL = (1366, 768), (390, 844), (1920, 1080)
# Whose it is, where, and its rows; pages that news reach.
LIVE = [
    ("leader", "/queue?view=all", ".queue-table tbody tr", DESK), ("leader", "/queue?view=all&q=路灯", ".queue-table tbody tr", DESK),
    ("leader", "/queue?view=all", ".queue-table tbody tr", TELEPHONE), ("agent", "/following", ".queue-table tbody tr", DESK),
    ("agent", "/callbacks", ".cb-list a", DESK), ("unit", "/unit", ".job-row", DESK), ("unit", "/unit", ".job-row", TELEPHONE),
    ("unit", "/inbox", ".mini > li", DESK), ("agent", "/desk", None, DESK),
]
STILL = [("auditor", "/admin/audit", "tbody tr", DESK), ("admin", "/admin/sessions", "section:first-of-type tbody tr", DESK)]


@pytest.fixture(scope="module")
def busy(open_module_hall):
    """A hall with more of everything than a page holds."""
    hall = open_module_hall
    first = hall.agent.records(dark_lamp())

    def lives(house):
        hall.agent.records(dark_lamp(place={"area": "奎文区", "road": "胜利街", "houseNumber": f"{house} 号"}))
        file = hall.agent.records(pothole())
        unit = hall.unit_of(file)
        unit.gives(file, "sign")
        unit.gives(file, "submit_feedback", note="坑已填平，压实，恢复通行", noPhotoReason="夜间作业")
        hall.agent.gives(file, "pass_to_callback", stage="calling_back")

    with ThreadPoolExecutor(8) as hands:
        list(hands.map(lives, range(1, ROWS + 5)))
    now = int(instant(at("2019-04-03T14:20")).timestamp() * 1000)
    by_hand(hall.data, f"""
        INSERT INTO sessions (token, person, form_token, started_at, seen_at, address)
        SELECT 'elsewhere-' || p.account, p.id, p.account, {now}, {now}, '10.0.0.9' FROM people p WHERE p.account LIKE 'u0%' LIMIT {ROWS + 5}
    """)
    return hall, hall.unit_of(first)


@pytest.fixture
def opens(busy, seats):
    """Opens a page with its watch, and holds its weight against what is allowed."""
    hall, unit = busy
    others = {"unit": unit, "auditor": hall.who("auditadmin1")}

    def opens(role, path, rows, size):
        desk = seats(others[role] if role in others else getattr(hall, role), size)
        desk.page.add_init_script(WATCH)
        answer = desk.go(path)
        desk.page.wait_for_load_state("load")
        assert len(answer.body()) < LIGHT
        if rows:
            assert desk.page.locator(rows).count() >= ROWS
        return desk.page

    return opens


def stands_still(page):
    page.evaluate(DRAWN)
    assert page.evaluate("window.shifted") == []


@pytest.mark.parametrize("role, path, rows, size", STILL)
def test_a_long_page_is_light_and_stands_still_while_it_loads(opens, role, path, rows, size):
    stands_still(opens(role, path, rows, size))


@pytest.mark.parametrize("role, path, rows, size", LIVE)
def test_a_long_page_is_light_and_stands_still_when_news_come(busy, opens, role, path, rows, size):
    hall, _ = busy
    page = opens(role, path, rows, size)
    stands_still(page)
    hall.agent.records(dark_lamp())
    expect(page.locator("html[data-heard]")).to_have_count(1)
    stands_still(page)


def test_the_wall_is_light_and_stands_still_when_news_come(busy, opens):
    hall, _ = busy
    page = opens("director", "/wall", None, WALL)
    figure = page.locator(".wall").inner_text()
    hall.agent.records(dark_lamp())
    expect(page.locator(".wall")).not_to_have_text(figure)
    stands_still(page)
