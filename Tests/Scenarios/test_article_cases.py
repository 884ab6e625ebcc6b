"""The two calls of the newspaper's article of 2019-04-03, lived again on the clock."""

from hall import about, near
from matters import TO_THE_END, caller, matter


def test_the_gas_alarm_of_17_47_is_solved_at_19_06(open_hall):
    hall = open_hall("2019-01-16T17:47")
    place = {"area": "望留街道", "estate": "官家庄花园"}
    file = hall.agent.records(
        matter("RQ03", "家中采暖炉压力报警，没有气了，请尽快派人来看。", place=place, urgency="critical"), stage="signing"
    )
    assert file.number.startswith("37070020190116") and len(file.number) == 19
    told = file.now
    assert told["unit"]["name"] == "市燃气公司应急中心"
    assert told["place"]["district"]["name"] == "潍城区"
    assert told["follower"]["name"] == "晨知秋"
    unit = hall.unit_of(file)
    assert hall.unit("U010").call("GET", "/cases/" + file.number).status == 404
    unit.gives(file, "sign", stage="handling")
    unit.is_refused(file, "sign", 409, "wrong_stage")
    unit.gives(file, "arrive", note="抢修人员已到场")
    hall.at("2019-01-16T19:06")
    unit.gives(file, "submit_feedback", stage="feedback", note="更换压力表，检漏无异常，恢复供气。", photos=[unit.photo()])
    assert near(file.event("submit_feedback")["at"], "2019-01-16T19:06")
    assert file.clock("handle")["used"] == about(79 * 60)
    hall.agent.gives(file, "pass_to_callback", stage="calling_back")
    hall.agent.gives(
        file, "caller_satisfied", stage="closing", satisfaction="very_satisfied", solved="yes", manner="good"
    )
    hall.leader.gives(file, "close", stage="closed", conclusion="恢复供气，市民满意。")
    told = file.ended("closed", "quick_dispatch sign arrive " + TO_THE_END)
    assert told["verdict"]["satisfaction"] == "very_satisfied" and not told["verdict"]["bad"]
    wall = hall.director.gets("/wall")
    assert wall["cases"]["closed"] == 1 and wall["cases"]["open"] == 0
    assert next(row for row in wall["districts"] if row["name"] == "潍城区")["cases"]["closed"] == 1


def test_the_gas_leak_of_22_30_is_solved_at_23_17_and_called_back_in_the_morning(open_hall):
    hall = open_hall("2019-02-11T22:30")
    place = {"area": "奎文区", "estate": "政府宿舍"}
    file = hall.agent.records(
        matter("RQ02", "家里燃气管的活结漏气，闻得到味道。", caller=caller(name="陈先生"), place=place), stage="signing"
    )
    unit = hall.unit_of(file)
    assert unit.unit == "市燃气公司应急中心"
    unit.gives(file, "sign", stage="handling")
    unit.gives(file, "arrive")
    hall.at("2019-02-11T23:17")
    unit.gives(file, "submit_feedback", stage="feedback", note="更换活结，检漏合格，可以用气。", photos=[unit.photo()])
    assert file.clock("handle")["used"] == about(47 * 60)
    hall.agent.gives(file, "pass_to_callback", stage="calling_back")
    # Nobody is called between nine in the evening and eight: eight hours from then on.
    assert near(file.clock("callback")["due"], "2019-02-12T16:00")
    hall.at("2019-02-12T08:10")
    hall.agent.gives(
        file, "caller_satisfied", stage="closing", words="谢谢你们，来得真快。",
        satisfaction="very_satisfied", solved="yes", manner="good",
    )
    hall.leader.gives(file, "close", stage="closed", conclusion="隐患消除，市民致谢。")
    file.ended("closed", "quick_dispatch sign arrive " + TO_THE_END)
