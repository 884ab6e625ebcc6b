"""What time does to a case: holidays, extensions, cards in the night, the days after closing."""

from hall import about, at, instant, near
from matters import TO_THE_END, caller, dark_lamp, finish, gas_smell, pothole


def test_suspended_over_the_spring_festival_a_case_resumes_by_itself_with_what_was_left(open_hall):
    hall = open_hall("2019-01-30T10:00")
    file = hall.agent.records(pothole(), stage="signing")
    unit = hall.unit_of(file)
    hall.at("2019-01-30T10:10")
    unit.gives(file, "sign", stage="handling")
    until = at("2019-02-12T09:00")
    unit.is_refused(
        file, "request_suspension", 422, "invalid", field="until", until=at("2020-03-01T09:00"), reason="天寒地冻，沥青无法施工。"
    )
    unit.gives(file, "request_suspension", stage="handling", until=until, reason="天寒地冻，沥青无法施工，节后修补。")
    unit.is_refused(file, "submit_feedback", 422, "invalid", note="已用冷补料临时填平。")
    hall.at("2019-01-30T11:10")
    used = file.clock("handle")["used"]
    hall.dispatcher.is_refused(file, "suspend_approved", 403, "not_permitted")
    hall.leader.gives(file, "suspend_approved", stage="suspended")
    assert (file.clock("handle")["state"], file.clock("handle")["used"]) == ("paused", about(70 * 60))
    hall.at("2019-02-12T08:59")
    assert file.stage == "suspended"
    hall.at("2019-02-12T09:00")
    assert file.stage == "handling"
    resumed = file.event("resume")
    assert resumed["by"]["id"] == 0 and resumed["at"] == until
    assert file.clock("handle")["used"] == about(used)
    # Of 40 work hours 38:50 are left, from Tuesday 09:00.
    assert near(file.now["due"], "2019-02-18T17:50")
    unit.is_refused(
        file, "request_suspension", 422, "limit_reached", until=at("2019-03-01T09:00"), reason="还想再停一停，等材料到货。"
    )
    finish(hall, file, unit)
    file.ended("closed", "quick_dispatch sign request_suspension suspend_approved resume " + TO_THE_END)


def test_extended_twice_a_case_is_not_extended_a_third_time(open_hall):
    hall = open_hall("2019-04-08T09:00")
    file = hall.agent.records(dark_lamp(), stage="signing")
    unit = hall.unit_of(file)
    unit.gives(file, "sign", stage="handling")
    reason = "灯杆基础需要重做，材料正在路上。"
    assert near(file.now["due"], "2019-04-10T09:00")
    hall.at("2019-04-09T10:00")
    unit.gives(file, "request_extension", until=at("2019-04-11T09:00"), reason=reason)
    hall.agent.is_refused(file, "extend_approved", 403, "not_permitted")
    hall.dispatcher.gives(file, "extend_approved", stage="handling")
    assert file.now["due"] == at("2019-04-11T09:00")
    earlier = at("2019-04-10T09:00")
    unit.is_refused(file, "request_extension", 422, "invalid", field="until", until=earlier, reason=reason)
    unit.gives(file, "request_extension", until=at("2019-04-12T09:00"), reason=reason)
    hall.leader.gives(file, "extend_rejected", reason="先说明材料何时到")
    assert file.now["counts"]["extensions"] == 1  # what is refused does not count
    unit.gives(file, "request_extension", until=at("2019-04-12T09:00"), reason=reason)
    hall.dispatcher.is_refused(file, "extend_approved", 403, "not_permitted")  # the second is the leader's
    hall.leader.is_refused(file, "extend_approved", 422, "invalid", field="until", until=at("2019-04-20T09:00"))
    hall.leader.gives(file, "extend_approved", stage="handling")
    assert file.now["counts"]["extensions"] == 2
    words = unit.is_refused(
        file, "request_extension", 422, "limit_reached", until=at("2019-04-13T09:00"), reason=reason
    )
    assert "2" in words
    finish(hall, file, unit)
    told = file.ended(
        "closed",
        "quick_dispatch sign request_extension extend_approved request_extension extend_rejected request_extension "
        "extend_approved " + TO_THE_END,
    )
    assert not file.clock("handle")["overdue"] and told["counts"]["extensions"] == 2


def test_nobody_signs_at_night_so_the_clock_signs_and_shows_its_cards(open_hall):
    hall = open_hall("2019-01-16T22:00")
    with hall.manager("U020").watches("inbox") as inbox:
        file = hall.agent.records(gas_smell(), stage="signing")
        dispatched = instant(file.now["dispatchedAt"])
        hall.at("2019-01-17T03:00")
        inbox.until("inbox/unitManager:U020")
    told = file.now
    assert file.history == ["quick_dispatch", "auto_sign", "card", "card"]

    def after_dispatch(event, which=-1):
        return (instant(file.event(event, which)["at"]) - dispatched).total_seconds()

    assert after_dispatch("auto_sign") == 15 * 60
    # Yellow with a fifth of four hours left, red at once after them.
    assert [event["fields"]["level"] for event in told["events"][2:]] == ["yellow", "red"]
    assert after_dispatch("card", 0) == (3 * 60 + 12) * 60
    assert after_dispatch("card", 1) == 4 * 3600 + 0.001  # late is later than the instant itself
    assert all(event["by"]["id"] == 0 for event in told["events"][1:])
    assert told["stage"] == "handling" and told["overdue"]
    unit = hall.unit_of(file)
    assert [case["number"] for case in hall.leader.gets("/cases?overdue=true")["items"]] == [file.number]
    assert hall.director.gets("/wall")["cases"]["overdue"] == 1
    unit.is_refused(file, "request_extension", 422, "invalid", until=at("2019-01-17T06:00"), reason="人手不够，请求延期处理。")
    finish(hall, file, unit)
    told = file.ended("closed", "quick_dispatch auto_sign card card " + TO_THE_END)
    assert file.clock("handle")["overdue"] and file.clock("handle")["used"] == about(300 * 60)
    # An appeal, once, by the manager; two look at it, and the facts stay.
    manager = hall.manager("U020")
    unit.is_refused(file, "request_appeal", 403, "not_permitted", reason="夜间只有一人值守")
    manager.gives(file, "request_appeal", reason="夜间只有一人值守，另一处抢修未完。")
    hall.evaluator.is_refused(file, "appeal_approved", 422, "invalid")
    hall.leader.gives(file, "appeal_reviewed", opinion="agree", reason="当晚确有两处抢修")
    hall.leader.is_refused(file, "appeal_approved", 403, "not_permitted")
    hall.evaluator.gives(file, "appeal_approved", stage="closed")
    told = file.ended(
        "closed", "quick_dispatch auto_sign card card " + TO_THE_END + " request_appeal appeal_reviewed appeal_approved"
    )
    assert told["exempt"] and file.clock("handle")["overdue"]
    manager.is_refused(file, "request_appeal", 422, "limit_reached", reason="再申诉一次")


def test_a_closed_case_is_reopened_on_the_fifteenth_day_and_not_on_the_sixteenth(open_hall):
    hall = open_hall("2019-04-01T09:00")
    files = [hall.agent.records(dark_lamp(caller=caller(f"0536000000{n}")), stage="signing") for n in (1, 2)]
    for file in files:
        unit = hall.unit_of(file)
        unit.gives(file, "sign", stage="handling")
        finish(hall, file, unit)
    hall.at("2019-04-16T23:50")
    again, late = files
    hall.agent.is_refused(again, "reopen", 403, "not_permitted", reason="来电人说又灭了")
    hall.leader.gives(again, "reopen", stage="handling", reason="来电人说同一盏灯又灭了")
    told = again.now
    assert told["closedAt"] is None and told["answeredAt"] is None and told["counts"]["redos"] == 1
    assert again.clock("handle")["limit"] == 8 * 3600 and again.clock("handle")["round"] == 2
    hall.at("2019-04-17T00:10")
    words = hall.leader.is_refused(late, "reopen", 422, "invalid", reason="来电人说同一盏灯又灭了")
    assert "15" in words
    unit = hall.unit_of(again)
    finish(hall, again, unit)
    again.ended("closed", "quick_dispatch sign " + TO_THE_END + " reopen " + TO_THE_END)
    late.ended("closed", "quick_dispatch sign " + TO_THE_END)
    assert hall.director.gets("/wall")["cases"]["closed"] == 1  # today's; what was closed in April's first days is not


def test_the_clock_goes_forward_only_and_only_for_the_administrator(open_hall):
    hall = open_hall("2019-04-01T09:00")
    back = hall.call("POST", "/api/v1/demo/clock", {"at": at("2019-04-01T08:00")}, hall.admin.token)
    assert (back.status, back.code) == (422, "invalid")
    other = hall.call("POST", "/api/v1/demo/clock", {"at": at("2019-04-01T10:00")}, hall.leader.token)
    assert (other.status, other.code) == (403, "not_permitted")
    assert hall.at("2019-04-01T10:00").startswith("2019-04-01T10:00:00")
