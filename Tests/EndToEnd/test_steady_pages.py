"""Pages that stay what they are at twice the size: nothing is lost."""

import pytest
from test_every_page import PAGES, numbers, open_pages  # noqa: F401


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
