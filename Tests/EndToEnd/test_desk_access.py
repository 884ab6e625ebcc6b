"""The desk at work, with its lists and dialogs open: nothing that other eyes and hands cannot use."""

import pathlib

import axe_playwright_python
import pytest
from hands import Hands
from playwright.sync_api import expect
from test_desk_keys import GRATE

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()


def options(hands):
    hands.takes("05360000009")
    hands.types("ys")
    expect(hands.page.locator("#d-topic-options [role=option]").first).to_be_visible()


def filled(hands):
    hands.takes("05360000009")
    hands.names("ysjb", "sldj")
    hands.writes("路南公交站旁，雨水井箅子没了")
    expect(hands.page.locator("[data-same]")).to_be_visible()
    expect(hands.page.locator("#say-topic")).to_contain_text("有没有人或车受伤")


def palette(hands):
    hands.presses("Control+k")
    hands.types("ld")
    expect(hands.page.locator("#palette [role=option]").first).to_be_visible()


def keys(hands):
    hands.presses("F1")
    expect(hands.page.locator("dialog#keys")).to_be_visible()


@pytest.mark.parametrize("state", [options, filled, palette, keys])
def test_the_desk_at_work_shuts_nobody_out(hall, sits_down, state):
    assert hall.agent.call("POST", "/cases", GRATE).status == 201
    desk = sits_down(hall.agent)
    desk.go("/desk")
    state(Hands(desk.page))
    desk.page.evaluate(AXE)
    found = desk.page.evaluate("() => axe.run({ resultTypes: ['violations'] })")["violations"]
    grave = [
        f"{one['id']}: {one['help']}\n" + "\n".join("  " + node["html"][:200] for node in one["nodes"][:5])
        for one in found if one["impact"] in ("serious", "critical")
    ]
    assert not grave, "\n".join(grave)


def test_the_filled_desk_needs_no_scrolling(hall, sits_down):
    hall.agent.call("POST", "/cases", GRATE)
    desk = sits_down(hall.agent)
    desk.go("/desk")
    filled(Hands(desk.page))
    assert desk.page.evaluate("document.documentElement.scrollHeight") <= 768
    fields = desk.page.locator(".desk-fields")
    assert fields.evaluate("e => e.scrollHeight - e.clientHeight") <= 0
    for words in ("直派", "提交", "直接答复"):
        assert desk.page.locator(f".form-actions button:has-text('{words}')").first.bounding_box()["y"] < 740


def test_a_promise_is_written_by_keyboard_and_no_key_goes_astray(hall, sits_down):
    desk = sits_down(hall.agent)
    desk.go("/desk")
    hands = Hands(desk.page)
    hands.presses("Alt+o")
    hands.types("16:00")
    hands.presses("Tab")
    hands.writes("告知测压结果")
    hands.presses("Enter")
    expect(desk.page.locator("#rail")).to_contain_text("告知测压结果")
    expect(desk.page.locator("#rail .num").first).to_have_text("16:00")
    expect(desk.page.locator("input[name=kind]:checked")).to_have_count(0)
