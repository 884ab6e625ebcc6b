"""What the hotline hears every day, each from ring to close."""

from hall import about, near
from matters import TO_THE_END, dark_lamp, finish, gas_smell, matter, satisfied


def test_a_missing_rain_grate_goes_to_the_unit_of_its_street_which_is_telephoned_as_well(open_hall):
    hall = open_hall("2019-04-03T09:00")
    grate = matter("PS04", "雨水井箅丢了，黑洞洞的，孩子上学要从这里过。", event=None)
    route = hall.agent.gets("/route?topic=PS04&area=奎文区&road=胜利东街")
    assert route["unit"]["code"] == "U070" and "胜利街" in route["rule"]
    assert "U071" in [unit["code"] for unit in route["runnersUp"]]
    grate["place"] = {"area": "奎文区", "road": "胜利东街", "side": "南", "crossRoad": "虞河路", "address": "胜利东街南侧"}
    file = hall.agent.records(grate, stage="signing", event="quick_dispatch", standard="component:0104/1")
    told = file.now
    assert told["unit"] == {"code": "U070", "name": "市政设施养护中心"} and "胜利街" in told["unitRule"]
    assert told["limits"]["finish"] == {"value": 2.0, "unit": "urgent_hour"}
    hall.agent.gives(file, "contact_unit", stage="signing", person="值班员", channel="phone", words="已告知位置，马上派人。")
    unit = hall.unit_of(file)
    unit.gives(file, "sign", stage="handling")
    hall.at("2019-04-03T09:40")
    finish(hall, file, unit)
    told = file.ended("closed", "quick_dispatch contact_unit sign " + TO_THE_END)
    assert file.event("contact_unit")["fields"]["words"] == "已告知位置，马上派人。"
    assert not told["overdue"] and told["counts"]["reworks"] == 0


def test_a_leaking_main_is_reached_within_the_hour(open_hall):
    hall = open_hall("2019-04-03T14:00")
    leak = matter("GS06", "主管道爆了，水漫到人行道上，已经淹了一片。")
    file = hall.agent.records(leak, stage="signing")
    unit = hall.unit_of(file)
    assert unit.unit == "市供水公司客户服务中心"
    unit.gives(file, "sign", stage="handling")
    assert near(file.clock("arrive")["due"], "2019-04-03T15:00")
    hall.at("2019-04-03T14:35")
    unit.gives(file, "arrive", note="已关阀，开始开挖。", photos=[unit.photo()])
    unit.is_refused(file, "arrive", 422, "invalid")
    assert file.clock("arrive")["state"] == "stopped"
    hall.at("2019-04-03T19:00")
    finish(hall, file, unit)
    told = file.ended("closed", "quick_dispatch sign arrive " + TO_THE_END)
    assert near(told["arrivedAt"], "2019-04-03T14:35")


def test_a_cold_flat_is_measured_before_and_after(open_hall):
    hall = open_hall("2019-01-16T08:30")
    file = hall.agent.records(matter("GR02", "家里只有十五六度，老人受不了，要求上门测温。"), stage="signing")
    unit = hall.unit_of(file)
    assert unit.unit == "奎文区供热公司"
    unit.gives(file, "sign", stage="handling")
    hall.at("2019-01-16T10:00")
    unit.gives(file, "arrive", note="入户测温 15.8 度，管道有气堵。")
    unit.is_refused(file, "submit_feedback", 422, "invalid", field="measured", note="已排气，温度回升正常。", measured="很热")
    hall.at("2019-01-16T11:10")
    unit.gives(
        file, "submit_feedback", stage="feedback", note="已排气清洗滤网，温度回升。",
        measured={"roomTemperatureBefore": 15.8, "roomTemperature": 19.2},
    )
    hall.agent.gives(file, "pass_to_callback", stage="calling_back")
    satisfied(hall, file)
    hall.leader.gives(file, "close", stage="closed", conclusion="室温达标。")
    file.ended("closed", "quick_dispatch sign arrive " + TO_THE_END)
    measured = file.event("submit_feedback")["fields"]["measured"]
    assert measured == {"roomTemperature": 19.2, "roomTemperatureBefore": 15.8}


def test_a_dark_lamp_has_two_work_days_over_a_weekend(open_hall):
    hall = open_hall("2019-01-18T17:00")
    file = hall.agent.records(dark_lamp(), stage="signing")
    unit = hall.unit_of(file)
    assert unit.unit == "市照明管理处"
    # Sixteen work hours from Friday 17:00: one today, eight on Monday, seven on Tuesday.
    assert near(file.now["due"], "2019-01-22T17:00")
    hall.at("2019-01-18T17:20")
    unit.gives(file, "sign", stage="handling")
    hall.at("2019-01-21T10:00")
    assert file.clock("handle")["used"] == about(3 * 3600)
    finish(hall, file, unit)
    file.ended("closed", "quick_dispatch sign " + TO_THE_END)


def test_an_inquiry_is_answered_at_once_and_a_repair_cannot_be(open_hall):
    hall = open_hall("2019-01-16T08:30")
    asked = matter("GR08", "请问今年供暖到几月几号结束？", event="answer_directly", answer="供暖到 3 月 15 日结束。")
    file = hall.agent.records(asked, stage="answered")
    told = file.ended("answered", "answer_directly")
    assert told["unit"] is None and told["clocks"] == []
    refused = hall.agent.call("POST", "/cases", dark_lamp(event="answer_directly", answer="明天就修。"))
    assert (refused.status, refused.code) == (422, "invalid") and "kind" in refused.json["error"]["fields"]
    settled = dark_lamp(event="answer_directly", answer="已恢复照明，谢谢来电。", callerSaysSolved=True)
    hall.agent.records(settled, stage="answered")
    # What was answered wrongly can be taken up within a day.
    hall.agent.gives(file, "convert", stage="registering", reason="来电人又来电，说的是退费。")
    assert file.now["answeredAt"] is None
    hall.leader.gives(
        file, "decline", stage="not_registered", reasonCode="below_standard", reason="经核对收费记录，不符合退费条件。",
        answer="您的情况不符合退费条件，依据已说明。", channel="phone",
    )
    file.ended("not_registered", "answer_directly convert decline")


def test_the_national_way_passes_the_leader_and_the_dispatcher(open_hall):
    hall = open_hall("2019-04-03T09:00")
    blocked = matter("PS05", "雨水箅子堵了大半，一下雨就积水。", event="submit")
    file = hall.agent.records(blocked, stage="registering")
    hall.agent.is_refused(file, "register", 403, "not_permitted")
    hall.leader.gives(file, "register", stage="dispatching", standard="component:0104/5")
    hall.agent.is_refused(file, "dispatch", 403, "not_permitted")
    hall.dispatcher.is_refused(file, "dispatch", 422, "invalid", field="reason", unit="U010")
    hall.dispatcher.gives(file, "dispatch", stage="signing")
    unit = hall.unit_of(file)
    unit.gives(file, "sign", stage="handling")
    hall.manager("U070").gives(file, "assign_crew", stage="handling", crew="二班")
    finish(hall, file, unit)
    told = file.ended("closed", "submit register dispatch sign assign_crew " + TO_THE_END)
    assert told["limits"]["standard"] == "component:0104/5"


def test_a_doubtful_case_is_verified_on_the_spot_before_it_is_registered(open_hall):
    hall = open_hall("2019-04-03T09:00")
    file = hall.agent.records(matter("SZ02", "路面好像塌了一块，看不太清楚。", event="submit"), stage="registering")
    hall.agent.gives(file, "send_verify", stage="verifying", reason="来电人说不清位置")
    assert file.clock("accept")["state"] == "paused"
    hall.supervisor.is_refused(file, "verify_feedback", 422, "invalid", field="photos", finding="true", note="确有塌陷。")
    hall.at("2019-04-03T09:12")
    hall.supervisor.gives(
        file, "verify_feedback", stage="registering", finding="true", note="确有塌陷，已围挡。", photos=[hall.supervisor.photo()]
    )
    # A second look is not given within the half hour: the case goes on without it.
    hall.agent.gives(file, "send_verify", stage="verifying", reason="再看是否扩大")
    hall.at("2019-04-03T09:43")
    assert file.stage == "registering"
    assert near(file.event("verify_timeout")["at"], "2019-04-03T09:42")
    assert file.event("verify_timeout")["by"]["id"] == 0
    hall.leader.gives(file, "quick_dispatch", stage="signing")
    unit = hall.unit_of(file)
    unit.gives(file, "sign", stage="handling")
    finish(hall, file, unit)
    file.ended(
        "closed", "submit send_verify verify_feedback send_verify verify_timeout quick_dispatch sign " + TO_THE_END
    )


def test_a_case_that_no_table_routes_waits_for_the_leader_who_is_told(open_hall):
    hall = open_hall("2019-04-03T09:00")
    cold = matter("GR01", "家里暖气一直不热，也说不清归哪个区管。", event="submit")
    cold["place"] = {"noPlaceReason": "来电人只说是老城区，随后再报"}
    refused = hall.agent.call("POST", "/cases", {**cold, "event": "quick_dispatch"})
    assert (refused.status, refused.code) == (422, "invalid") and "unit" in refused.json["error"]["fields"]
    with hall.leader.watches("inbox") as inbox:
        file = hall.agent.records(cold, stage="registering")
        inbox.until("inbox/role:shiftLeader")
    assert file.now["unrouted"] and file.now["place"]["district"] is None
    hall.leader.gives(file, "quick_dispatch", stage="signing", unit="U031", reason="经询问在奎文区")
    assert file.now["unitRule"]
    unit = hall.unit_of(file)
    unit.gives(file, "sign", stage="handling")
    finish(hall, file, unit)
    file.ended("closed", "submit quick_dispatch sign " + TO_THE_END)


def test_a_raised_urgency_halves_what_is_left_and_a_lowered_one_gives_nothing_back(open_hall):
    hall = open_hall("2019-04-03T09:00")
    file = hall.agent.records(dark_lamp(), stage="signing")
    unit = hall.unit_of(file)
    unit.gives(file, "sign", stage="handling")
    hall.at("2019-04-03T11:00")
    hall.agent.is_refused(file, "raise_urgency", 403, "not_permitted", urgency="urgent", reason="学校门口")
    hall.leader.gives(file, "raise_urgency", urgency="urgent", reason="学校门口，晚自习放学在即")
    # Two of sixteen work hours used, seven of the fourteen left: 11:00 to 18:00 less the noon break is five.
    due = file.now["due"]
    assert near(due, "2019-04-04T10:00")
    hall.leader.gives(file, "lower_urgency", urgency="normal", reason="已临时照明")
    assert file.now["due"] == due
    finish(hall, file, unit)
    file.ended("closed", "quick_dispatch sign raise_urgency lower_urgency " + TO_THE_END)


def test_gas_comes_first_even_when_nobody_can_be_called_back(open_hall):
    hall = open_hall("2019-04-03T02:00")
    anonymous = gas_smell(caller={"phone": "05360000009", "wantsCallback": False})
    file = hall.agent.records(anonymous, stage="signing")
    unit = hall.unit_of(file)
    unit.gives(file, "sign", stage="handling")
    unit.gives(file, "submit_feedback", stage="feedback", note="已排查并更换软管，检漏正常。")
    hall.agent.is_refused(file, "pass_to_callback", 422, "invalid")
    hall.agent.gives(file, "pass_to_close", stage="closing")
    hall.leader.is_refused(file, "close", 422, "invalid", field="noAnswerReason", conclusion="已处置。")
    hall.leader.gives(file, "close", stage="closed", conclusion="已处置。", noAnswerReason="not_wanted")
    file.ended("closed", "quick_dispatch sign submit_feedback pass_to_close close", answered=False)
