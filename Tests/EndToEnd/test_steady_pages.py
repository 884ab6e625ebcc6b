"""Pages that stay what they are: nothing shifts while they load, nothing is lost at twice the size, none grows heavy."""

import pytest
from matters import dark_lamp
from playwright.sync_api import expect
from test_every_page import PAGES, numbers, open_pages  # noqa: F401

ROWS = 50
SHIFTS = """
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
"""
# Whose it is and where, with more cases than a page holds.
LONG = [("leader", "/queue?view=all"), ("agent", "/following"), ("unit", "/unit"), ("agent", "/desk"), ("director", "/wall")]


@pytest.fixture(scope="module")
def busy(open_module_hall):
    """A hall with more cases than a page holds."""
    hall = open_module_hall
    first = hall.agent.records(dark_lamp())
    for house in range(1, ROWS + 5):
        hall.agent.records(dark_lamp(place={"area": "奎文区", "road": "胜利街", "houseNumber": f"{house} 号"}))
    return hall, hall.unit_of(first)


@pytest.mark.parametrize("role, path", LONG)
def test_nothing_shifts_while_a_long_page_loads_and_it_stays_light(busy, seats, role, path):
    hall, unit = busy
    desk = seats(unit if role == "unit" else getattr(hall, role), (1366, 768))
    desk.page.add_init_script(SHIFTS)
    answer = desk.go(path)
    desk.page.wait_for_load_state("load")
    assert len(answer.body()) < 100_000
    if path.startswith(("/queue", "/following")):
        expect(desk.page.locator(".queue-table tbody tr")).to_have_count(ROWS)
    assert desk.page.evaluate("window.shifted") < 0.02


@pytest.mark.parametrize("name", [page[0] for page in PAGES if page[0] != "wall"])
def test_at_twice_the_size_nothing_is_lost(open_pages, name):  # noqa: F811
    """A window of 1366 by 768 at 200 % has 683 by 384 of the page's own pixels."""
    page = open_pages(name, "desktop")
    page.set_viewport_size({"width": 683, "height": 384})
    try:
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
    finally:
        page.set_viewport_size({"width": 1366, "height": 768})
