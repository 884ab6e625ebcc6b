"""What people write is shown as what they wrote, whatever it is."""

import pytest
from playwright.sync_api import expect

HOSTILE = "\"\u0301><script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>"


@pytest.fixture
def number(hall):
    """A case with hostile words in every field that takes words, and in every later one."""
    words = HOSTILE + "路灯不亮"
    answer = hall.agent.call(
        "POST", "/cases",
        {
            "source": "phone", "kind": "repair", "topic": "LD01", "event": "quick_dispatch", "description": words,
            "expectation": words, "sourceReference": words, "call": words,
            "caller": {"phone": "05360000001", "name": words},
            "place": {
                "area": "奎文区", **{name: words for name in (
                    "road", "side", "crossRoad", "houseNumber", "estate", "landmark", "component", "community", "grid",
                    "address", "noPlaceReason",
                )},
            },
        },
    )
    assert answer.status == 201, answer
    number = answer.json["number"]
    given = [
        (hall.agent, "contact_unit", {"person": words, "channel": "phone", "words": words}),
        (hall.agent, "add_caller_words", {"words": words, "call": words}),
        (hall.agent, "comment", {"words": words}),
        (hall.leader, "supervise", {"level": "red", "note": words, "replyBy": "2019-04-04"}),
        (hall.agent, "urge", {"note": words}),
        (hall.unit("U060"), "sign", {}),
        (hall.manager("U060"), "assign_crew", {"crew": words}),
        (hall.unit("U060"), "request_extension", {"until": "2019-04-10T12:00:00+08:00", "reason": words}),
    ]
    for person, event, fields in given:
        answer = person.call("POST", f"/cases/{number}/events/{event}", fields)
        assert answer.status == 200, f"{event}: {answer}"
    return number


PAGES = [
    ("agent", "/cases/{}"), ("agent", "/queue?view=live"), ("agent", "/following"), ("agent", "/inbox"),
    ("agent", "/desk"), ("leader", "/approvals"), ("leader", "/cases/{}"), ("director", "/wall"),
]


@pytest.mark.parametrize(("role", "path"), PAGES)
def test_hostile_words_show_as_text(hall, sits_down, number, role, path):
    desk = sits_down(getattr(hall, role))
    desk.go(path.format(number))
    desk.page.wait_for_function("!document.querySelector('.htmx-request')")
    assert desk.page.evaluate("window.hacked") is None
    assert desk.page.locator("img[src=x]").count() == 0
    assert desk.page.locator("script:not([src])").count() == 0
    if path == "/cases/{}":
        expect(desk.page.locator("main")).to_contain_text(HOSTILE)


def test_hostile_words_show_as_text_to_the_unit_and_in_forms_given_back(hall, sits_down, number):
    unit = sits_down(hall.unit("U060"), size=(390, 844))
    unit.go("/unit")
    assert unit.page.evaluate("window.hacked") is None
    unit.go(f"/cases/{number}")
    expect(unit.page.locator("main")).to_contain_text(HOSTILE)
    desk = sits_down(hall.agent)
    desk.go("/desk")
    desk.page.fill("[name=description]", HOSTILE)
    desk.sends(desk.page.locator("button[value=submit]"))
    assert desk.page.locator("[name=description]").input_value() == HOSTILE, "what was typed is given back"
    assert desk.page.evaluate("window.hacked") is None
