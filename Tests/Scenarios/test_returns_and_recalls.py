"""When the case went to the wrong door: returned, coordinated, recalled, corrected."""

from hall import near
from matters import TO_THE_END, finish, matter, pothole

NOT_OURS = {"reasonCode": "not_ours", "reason": "该路段由市管单位养护，不是我单位职责。"}


def test_returned_twice_a_case_is_coordinated_and_then_cannot_be_returned(open_hall):
    hall = open_hall("2019-04-03T09:00")
    bridge = pothole(place={"area": "奎文区", "address": "桥头无名小路"})
    file = hall.agent.records(bridge, stage="signing")
    first = hall.unit("U071")
    first.is_refused(file, "request_return", 422, "invalid", field="reason", reasonCode="not_ours", reason="不管")
    first.gives(file, "request_return", stage="signing", properUnit="U070", **NOT_OURS)
    assert file.now["pending"]["request"] == "return" and file.now["pending"]["properUnit"]["code"] == "U070"
    first.is_refused(file, "request_return", 422, "invalid", **NOT_OURS)
    assert file.clock("handle")["state"] == "running"  # a pending request stops no clock
    hall.agent.is_refused(file, "return_approved", 403, "not_permitted")
    hall.dispatcher.gives(file, "return_approved", stage="dispatching")
    assert first.call("GET", "/cases/" + file.number).status == 200  # until another has it
    hall.dispatcher.gives(file, "dispatch", stage="signing", unit="U070", reason="市管路口")
    assert first.call("GET", "/cases/" + file.number).status == 404
    second = hall.unit("U070")
    second.gives(file, "sign", stage="handling")
    hall.at("2019-04-03T09:30")
    second.gives(file, "request_return", stage="handling", **NOT_OURS)
    hall.dispatcher.gives(file, "return_rejected", stage="handling", reason="请先到现场确认")
    assert file.now["counts"]["wrongReturns"] == 1
    second.gives(file, "request_return", stage="handling", **NOT_OURS)
    hall.dispatcher.gives(file, "return_approved", stage="dispatching")
    assert file.now["counts"]["returns"] == 2
    words = hall.dispatcher.is_refused(file, "dispatch", 422, "invalid", unit="U071", reason="再派一次")
    assert "协调" in words
    hall.dispatcher.gives(
        file, "start_coordination", stage="coordinating", units=["U070", "U071"], reason="两家都说不是自己的"
    )
    hall.dispatcher.is_refused(file, "decide", 403, "not_permitted", unit="U070", reason="牵头")
    hall.at("2019-04-03T11:00")
    hall.director.gives(
        file, "decide", stage="signing", unit="U070", assisting=["U071"], reason="路口归市管，区里配合围挡"
    )
    assert hall.unit("U071").gets("/cases/" + file.number)["assisting"][0]["code"] == "U071"
    second.is_refused(file, "request_return", 422, "invalid", **NOT_OURS)
    second.gives(file, "sign", stage="handling")
    finish(hall, file, second)
    told = file.ended(
        "closed",
        "quick_dispatch request_return return_approved dispatch sign request_return return_rejected request_return "
        "return_approved start_coordination decide sign " + TO_THE_END,
    )
    assert told["counts"]["returns"] == 2
    assert hall.unit("U071").call("GET", "/cases/" + file.number).status == 200


def test_a_return_comes_too_late_two_work_hours_after_the_signature(open_hall):
    hall = open_hall("2019-04-03T09:00")
    file = hall.agent.records(pothole(), stage="signing")
    unit = hall.unit_of(file)
    unit.gives(file, "sign", stage="handling")
    hall.at("2019-04-03T10:50")
    unit.gives(file, "request_return", **NOT_OURS)
    unit.gives(file, "cancel_request", request="return")
    assert file.now["pending"] is None
    hall.at("2019-04-03T11:01")
    unit.is_refused(file, "request_return", 422, "invalid", **NOT_OURS)
    finish(hall, file, unit)
    file.ended("closed", "quick_dispatch sign request_return cancel_request " + TO_THE_END)


def test_a_case_sent_wrong_is_recalled_and_the_next_unit_has_its_whole_limit(open_hall):
    hall = open_hall("2019-04-03T09:00")
    file = hall.agent.records(pothole(), stage="signing", unit="U071", reason="来电人说是区里的路")
    wrong = hall.unit("U071")
    wrong.gives(file, "sign", stage="handling")
    hall.at("2019-04-03T10:00")
    wrong.is_refused(file, "recall", 403, "not_permitted", reason="不是我们的")
    hall.dispatcher.gives(file, "recall", stage="dispatching", reason="胜利街是市管道路")
    assert file.clock("handle")["state"] == "paused"
    hall.at("2019-04-03T10:10")
    hall.dispatcher.gives(file, "dispatch", stage="signing")
    told = file.now
    assert told["unit"]["code"] == "U070" and told["counts"]["returns"] == 0
    handle = file.clock("handle")
    assert (handle["round"], handle["used"], handle["limit"]) == (2, 0, 5 * 8 * 3600)
    assert near(handle["due"], "2019-04-11T10:10")  # five work days on, over 清明 and a weekend
    unit = hall.unit("U070")
    unit.gives(file, "sign", stage="handling")
    finish(hall, file, unit)
    file.ended("closed", "quick_dispatch sign recall dispatch sign " + TO_THE_END)


def test_a_case_amended_to_another_street_proposes_its_recall(open_hall):
    hall = open_hall("2019-04-03T09:00")
    file = hall.agent.records(pothole(), stage="signing")
    hall.unit("U070").gives(file, "sign", stage="handling")
    with hall.dispatcher.watches("inbox") as inbox:
        hall.agent.gives(
            file, "amend", stage="handling",
            changes={"place.road": "无名支路", "place.address": "无名支路口", "place.area": "坊子区"},
        )
        inbox.until("inbox/role:dispatcher")
    told = file.now
    assert told["proposesRecall"] and told["place"]["district"]["name"] == "坊子区"
    changes = {change["field"]: change for change in file.event("amend")["fields"]["changes"]}
    assert changes["place.road"] == {"field": "place.road", "before": "胜利街", "after": "无名支路"}
    assert changes["place.address"]["before"] is None  # words of people are not kept in the chain
    hall.dispatcher.gives(file, "recall", stage="dispatching", reason="地点更正为坊子区")
    hall.dispatcher.gives(file, "dispatch", stage="signing")
    assert file.now["unit"]["code"] == "U073" and not file.now["proposesRecall"]
    unit = hall.unit("U073")
    unit.gives(file, "sign", stage="handling")
    finish(hall, file, unit)
    file.ended("closed", "quick_dispatch sign amend recall dispatch sign " + TO_THE_END)
    assert hall.director.gets("/wall")["cases"] == {"opened": 1, "closed": 1, "open": 0, "overdue": 0}


def test_a_correction_may_take_away_but_not_what_a_case_needs(open_hall):
    hall = open_hall("2019-04-03T09:00")
    hole = pothole(place={"area": "奎文区", "road": "胜利街", "side": "南", "houseNumber": "88号"})
    file = hall.agent.records(hole, stage="signing", expectation="今天就修")
    hall.agent.gives(file, "amend", changes={"place": {"side": None, "houseNumber": None}, "expectation": None})
    told = file.now
    assert (told["place"]["side"], told["place"]["houseNumber"], told["expectation"]) == (None, None, None)
    changes = {change["field"]: change for change in file.event("amend")["fields"]["changes"]}
    assert changes["place.side"] == {"field": "place.side", "before": "南", "after": None}
    assert set(changes) == {"place.side", "place.houseNumber", "expectation"}
    for field, taken in {
        "topic": {"topic": None},
        "place": {"place": {"area": None, "road": None}},
        "caller.phone": {"caller.phone": None},
        "description": {"description": None},
    }.items():
        hall.agent.is_refused(file, "amend", 422, "invalid", field=field, changes=taken)
    hall.agent.is_refused(file, "amend", 422, "invalid", field="changes", changes={"place.road": "胜利街"})
    unit = hall.unit_of(file)
    unit.gives(file, "sign", stage="handling")
    finish(hall, file, unit)
    file.ended("closed", "quick_dispatch amend sign " + TO_THE_END)


def test_a_case_is_sent_back_to_be_registered_anew(open_hall):
    hall = open_hall("2019-04-03T09:00")
    file = hall.agent.records(matter("SZ05", "人行道砖碎了一片，老人绊倒过。", event="submit"), stage="registering")
    hall.leader.gives(file, "register", stage="dispatching")
    hall.dispatcher.gives(file, "back_to_register", stage="registering", reason="类别选错，是盲道破损")
    hall.agent.gives(file, "amend", stage="registering", changes={"topic": "SZ06"})
    hall.leader.gives(file, "quick_dispatch", stage="signing")
    assert file.now["topic"]["code"] == "SZ06"
    unit = hall.unit_of(file)
    unit.gives(file, "sign", stage="handling")
    finish(hall, file, unit)
    file.ended("closed", "submit register back_to_register amend quick_dispatch sign " + TO_THE_END)
