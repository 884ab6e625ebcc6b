"""Urging, supervision orders, and acting in a unit's stead."""

from hall import at, near
from matters import TO_THE_END, dark_lamp, finish, matter, satisfied


def test_urging_tells_the_unit_once_in_half_an_hour_and_counts_each_time(open_hall):
    hall = open_hall("2019-04-03T09:00")
    file = hall.agent.records(dark_lamp(), stage="signing")
    unit = hall.unit_of(file)
    unit.gives(file, "sign", stage="handling")
    inbox, itself = "inbox/unit:U060", "case/" + file.number
    with unit.watches("inbox", itself) as watch:
        hall.agent.gives(file, "urge", note="来电人催问")
        watch.until(inbox)
    with unit.watches("inbox", itself) as watch:
        hall.at("2019-04-03T09:20")
        hall.agent.gives(file, "urge", note="又来电催问")
        assert inbox not in watch.until(itself)
    hall.at("2019-04-03T09:31")
    with unit.watches("inbox", itself) as watch:
        hall.agent.gives(file, "urge")
        watch.until(inbox)
    assert file.now["counts"]["urges"] == 3
    finish(hall, file, unit)
    file.ended("closed", "quick_dispatch sign urge urge urge " + TO_THE_END)


def test_a_supervision_order_owes_a_reply_and_gets_it(open_hall):
    hall = open_hall("2019-04-03T09:00")
    file = hall.agent.records(dark_lamp(), stage="signing")
    unit = hall.unit_of(file)
    unit.gives(file, "sign", stage="handling")
    order = {"level": "yellow", "note": "学校门口，今晚前答复", "replyBy": at("2019-04-03T17:00")}
    hall.agent.is_refused(file, "supervise", 403, "not_permitted", **order)
    hall.leader.gives(file, "supervise", stage="handling", **order)
    (issued,) = file.now["orders"]
    assert issued["order"] == "DB" + file.number[6:] + "-1" and issued["repliedAt"] is None
    unit.is_refused(file, "supervision_reply", 422, "invalid", field="order", order="DB1", note="马上去")
    hall.at("2019-04-03T15:00")
    unit.gives(file, "supervision_reply", order=issued["order"], note="已派两组，今晚亮灯。")
    assert near(file.now["orders"][0]["repliedAt"], "2019-04-03T15:00")
    unit.is_refused(file, "supervision_reply", 422, "invalid", order=issued["order"], note="再回一次")
    finish(hall, file, unit)
    file.ended("closed", "quick_dispatch sign supervise supervision_reply " + TO_THE_END)


def test_who_acts_for_the_unit_names_its_person(open_hall):
    hall = open_hall("2019-04-03T09:00")
    file = hall.agent.records(dark_lamp(), stage="signing")
    hall.agent.is_refused(file, "sign", 422, "invalid", field="by")
    hall.agent.gives(file, "sign", stage="handling", by="照明处值班员")
    hall.unit("U010").call("GET", "/cases/" + file.number)
    hall.agent.gives(file, "arrive", by="照明处值班员", at=at("2019-04-03T09:00"))
    hall.agent.is_refused(file, "submit_feedback", 422, "invalid", field="by", note="单位来电说已修好恢复。")
    hall.agent.gives(file, "submit_feedback", stage="feedback", note="单位来电说已修好恢复。", by="照明处值班员")
    hall.agent.gives(file, "pass_to_callback", stage="calling_back")
    satisfied(hall, file, manner="not_met")
    hall.leader.gives(file, "close", stage="closed", conclusion="电话代录，来电人确认已亮。")
    file.ended("closed", "quick_dispatch sign arrive " + TO_THE_END)
    assert file.event("sign")["fields"]["by"] == "照明处值班员"


def test_whoever_recorded_a_complaint_does_not_sign_it_for_the_unit(open_hall):
    hall = open_hall("2019-04-03T09:00")
    complaint = matter("GJ08", "司机到站不开门还骂人。", place={"noPlaceReason": "在车上，说不清站名"})
    file = hall.agent.records(complaint, stage="signing")
    assert file.now["kind"] == "complaint"
    hall.agent.is_refused(file, "sign", 403, "not_permitted", by="公交值班员")
    hall.neighbour.gives(file, "sign", stage="handling", by="公交值班员")
    hall.agent.is_refused(file, "submit_feedback", 403, "not_permitted", note="已批评教育当班司机。", by="公交值班员")
    unit = hall.unit_of(file)
    finish(hall, file, unit)
    file.ended("closed", "quick_dispatch sign " + TO_THE_END)


def test_words_added_later_and_comments_stand_in_the_history(open_hall):
    hall = open_hall("2019-04-03T09:00")
    file = hall.agent.records(dark_lamp(call="C2019040300001"), stage="signing")
    unit = hall.unit_of(file)
    unit.gives(file, "sign", stage="handling")
    hall.neighbour.gives(file, "add_caller_words", words="来电人补充：第三根灯杆。", call="C2019040300009")
    unit.gives(file, "comment", words="收到，是第三根。")
    hall.agent.gives(file, "answer_caller", channel="sms", words="已派单，预计两日内修复。")
    assert file.now["calls"] == ["C2019040300001", "C2019040300009"]
    finish(hall, file, unit)
    file.ended("closed", "quick_dispatch sign add_caller_words comment answer_caller " + TO_THE_END)
    assert hall.director.gets("/wall")["calls"]["answered"] == 2
