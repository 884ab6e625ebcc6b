"""A complaint about one of the hotline's own people is recorded, handled, judged and closed by others."""

import re

import pytest
from hall import refused
from matters import matter
from people import Browser


def rude(**more):
    """Somebody complains about how an agent spoke."""
    return matter("GJ08", "昨天打电话时受理员态度很差，没说完就挂断了。", kind="complaint", event="submit") | more


def test_the_agent_complained_about_is_named_by_account_or_by_name(hall):
    file = hall.agent.records(rude(complainedOf=hall.neighbour.account))
    about = file.now["complainedOf"]
    assert hall.agent.records(rude(complainedOf=about["name"])).now["complainedOf"] == about
    assert hall.agent.records(rude()).now["complainedOf"] is None


def test_nobody_records_a_complaint_about_oneself(hall):
    answer = hall.neighbour.call("POST", "/cases", rude(complainedOf=hall.neighbour.account))
    assert "须回避" in refused(answer, 403, "not_permitted")["message"]


def test_whom_a_complaint_is_about_may_say_a_word_and_nothing_else(hall):
    file = hall.agent.records(rude(complainedOf=hall.neighbour.account))
    assert hall.neighbour.gets("/cases/" + file.number)["allowed"] == ["comment"]
    for event, fields in [
        ("amend", {"changes": {"place.road": "东风街"}}), ("urge", {}),
        ("add_caller_words", {"words": "不再追究了"}), ("answer_caller", {"channel": "phone", "words": "已处理"}),
    ]:
        assert "须回避" in hall.neighbour.is_refused(file, event, 403, "not_permitted", **fields)
    hall.neighbour.gives(file, "comment", words="当时线路不好，听不清楚。")


def test_it_is_not_handed_over_to_whom_it_is_about(hall):
    file = hall.agent.records(rude(complainedOf=hall.neighbour.account))
    hall.agent.is_refused(file, "hand_over", 422, "invalid", "follower", follower=hall.neighbour.account)
    hall.agent.gives(file, "hand_over", follower=hall.stranger.account)


def test_whom_it_is_about_sees_the_caller_masked(hall):
    file = hall.agent.records(rude(complainedOf=hall.neighbour.account))
    assert hall.neighbour.gets("/cases/" + file.number)["caller"]["phone"] != "05360000001"
    # Otherwise one of the same shift sees the number.
    assert hall.neighbour.gets("/cases/" + hall.agent.records(rude()).number)["caller"]["phone"] == "05360000001"


def test_who_it_was_is_corrected(hall):
    file = hall.agent.records(rude(complainedOf=hall.neighbour.account))
    hall.agent.gives(file, "amend", changes={"complainedOf": hall.stranger.account})
    assert "comment" != hall.neighbour.gets("/cases/" + file.number)["allowed"][0]
    assert hall.stranger.gets("/cases/" + file.number)["allowed"] == ["comment"]


@pytest.mark.parametrize("more", [{"complainedOf": "没有这个人"}, {"complainedOf": "agent02", "kind": "repair"}])
def test_a_name_that_nobody_has_and_a_kind_that_is_no_complaint_are_refused(hall, more):
    refused(hall.agent.call("POST", "/cases", rude(**more)), 422, "invalid", "complainedOf")


def test_who_records_a_complaint_about_a_unit_does_not_act_for_it(hall):
    file = hall.leader.records(rude(event="quick_dispatch", reason="按职责直派", unit="U060"))
    hall.leader.is_refused(file, "sign", 403, "not_permitted", by="经办人")
    hall.unit("U060").gives(file, "sign")


def test_the_desk_names_whom_a_complaint_is_about_and_the_case_shows_it(hall):
    desk = Browser(hall.agent)
    fields = {
        "_token": re.search('name="_token" value="([^"]+)"', desk.sees("/desk"))[1],
        "source": "phone", "kind": "complaint", "topic": "GJ08", "caller.phone": "05360000001", "place.noPlaceReason": "电话里说的事",
        "description": "昨天打电话时受理员态度很差，没说完就挂断了。", "event": "submit",
    }
    assert "没有这位同事" in desk.posts("/desk", {**fields, "complainedOf": "没有这个人"}, desk.cookie).text
    assert desk.posts("/desk", {**fields, "complainedOf": hall.neighbour.account}, desk.cookie).status == 303
    number = hall.agent.gets("/cases?limit=1")["items"][0]["number"]
    assert "本人回避" in desk.sees(f"/cases/{number}")


def numbers(answer):
    return [file["number"] for file in answer["items"]]


def sends(browser, page, **fields):
    """A form of the page, with its token."""
    token = re.search('name="_token" value="([^"]+)"', browser.sees(page))[1]
    return browser.posts(page if page == "/find" else "/queue/chosen", {"_token": token, **fields}, browser.cookie)


def counted(browser):
    """What stands on the tab of all that is under way."""
    return int(re.search(r"全部在办 <b>(\d+)</b>", browser.sees("/queue?view=all"))[1])


def finds(browser, words):
    return sends(browser, "/find", q=words).text


def exports(browser):
    return sends(browser, "/queue?view=all", query="view=all", do="csv").text


def test_whom_a_complaint_is_about_comes_upon_it_in_no_list_search_export_or_count(hall):
    about, beside = Browser(hall.neighbour), Browser(hall.agent)
    other = hall.agent.records(rude())
    counts = counted(about), counted(beside)
    file = hall.agent.records(rude(complainedOf=hall.neighbour.account))
    assert (counted(about), counted(beside)) == (counts[0], counts[1] + 1)
    words, short = "态度很差", file.number[-5:]

    for filters in ("", "&kind=complaint", "&q=" + words, "&caller=05360000001", "&stage=" + file.stage):
        assert file.number in numbers(hall.agent.gets("/cases?limit=50" + filters)), filters
        seen = numbers(hall.neighbour.gets("/cases?limit=50" + filters))
        assert file.number not in seen and other.number in seen, filters
    assert numbers(hall.agent.gets("/cases?q=" + file.number)) == [file.number]
    assert numbers(hall.neighbour.gets("/cases?q=" + file.number)) == []

    for page in ("/queue?view=all", "/queue?view=all&q=" + words):
        assert file.number in beside.sees(page), page
        assert file.number not in about.sees(page) and other.number in about.sees(page), page
    for query in (short, words):
        assert f"/cases/{file.number}" in finds(beside, query)
        assert f"/cases/{file.number}" not in finds(about, query)

    assert file.number in exports(beside)
    assert file.number not in exports(about) and other.number in exports(about)
    # Whoever is asked for a word on it is given its number.
    assert hall.neighbour.gets("/cases/" + file.number)["allowed"] == ["comment"]


def test_once_it_is_about_somebody_else_it_is_found_again(hall):
    file = hall.agent.records(rude(complainedOf=hall.neighbour.account))
    assert file.number not in numbers(hall.neighbour.gets("/cases"))
    hall.agent.gives(file, "amend", changes={"complainedOf": hall.stranger.account})
    assert file.number in numbers(hall.neighbour.gets("/cases"))
    assert file.number not in numbers(hall.stranger.gets("/cases"))
