"""Asking the caller: dissatisfied, unreachable, friendly but not solved, found undone on the spot."""

from hall import about
from matters import TO_THE_END, dark_lamp, finish, satisfied

DISSATISFIED = {"satisfaction": "dissatisfied", "solved": "no", "manner": "fair"}


def handled(hall, event="quick_dispatch", **more):
    """A lamp that the unit says it has mended."""
    file = hall.agent.records(dark_lamp(**more), stage="signing")
    unit = hall.unit_of(file)
    unit.gives(file, "sign", stage="handling")
    mended(hall, file, unit)
    return file, unit


def mended(hall, file, unit):
    unit.gives(file, "submit_feedback", stage="feedback", note="已更换灯泡和镇流器，恢复照明。", photos=[unit.photo()])


def test_found_undone_at_the_check_the_rework_continues_the_clock(open_hall):
    hall = open_hall("2019-04-03T09:00")
    file, unit = handled(hall)
    hall.agent.is_refused(file, "pass_to_check", 422, "invalid", field="note")
    hall.at("2019-04-03T10:00")
    hall.agent.gives(file, "pass_to_check", stage="checking", note="同一盏灯上月报过")
    hall.agent.is_refused(file, "check_pass", 403, "not_permitted", photos=[hall.agent.photo()])
    hall.supervisor.is_refused(file, "check_fail", 422, "invalid", field="photos", reason="灯没亮")
    hall.at("2019-04-03T11:00")
    assert file.history[-1] == "check_timeout" and file.stage == "checking"
    used = file.clock("handle")["used"]
    hall.supervisor.gives(file, "check_fail", stage="handling", reason="灯仍不亮", photos=[hall.supervisor.photo()])
    handle = file.clock("handle")
    assert (handle["round"], handle["state"]) == (1, "running") and handle["used"] == about(used)
    hall.at("2019-04-03T12:00")
    assert file.clock("handle")["used"] == about(used + 3600)
    mended(hall, file, unit)
    hall.agent.gives(file, "pass_to_check", stage="checking", note="复查")
    hall.supervisor.is_refused(file, "check_pass", 422, "invalid", photos=[hall.supervisor.photo()])  # a call is due
    hall.supervisor.gives(file, "check_pass_to_callback", stage="calling_back", photos=[hall.supervisor.photo()])
    satisfied(hall, file)
    hall.leader.gives(file, "close", stage="closed", conclusion="复查已亮。")
    told = file.ended(
        "closed",
        "quick_dispatch sign submit_feedback pass_to_check check_timeout check_fail submit_feedback pass_to_check "
        "check_pass_to_callback caller_satisfied close",
    )
    assert told["counts"]["reworks"] == 1


def test_dissatisfied_three_times_it_is_redone_under_supervision_then_by_the_director_then_escalated(open_hall):
    hall = open_hall("2019-04-08T09:00")
    file, unit = handled(hall)

    def dissatisfied():
        hall.agent.gives(file, "pass_to_callback", stage="calling_back")
        hall.agent.gives(file, "record_verdict", stage="calling_back", words="还是不亮。", **DISSATISFIED)
        assert file.now["verdict"]["bad"]
        hall.agent.is_refused(file, "close", 409, "wrong_stage", conclusion="结案")
        hall.agent.is_refused(file, "redo", 403, "not_permitted", reason="请重办")

    dissatisfied()
    hall.leader.gives(file, "redo", stage="handling", reason="来电人反映灯未亮，请重新处置")
    told = file.now
    assert told["unit"]["code"] == "U060" and told["counts"] | {"redos": 1, "supervision": 1} == told["counts"]
    # Eight work hours, the redo limit, are fewer than the lamp's own sixteen.
    assert file.clock("handle")["limit"] == 8 * 3600 and file.clock("handle")["round"] == 2
    assert told["verdict"] is None and told["answeredAt"] is None
    hall.at("2019-04-08T11:00")
    mended(hall, file, unit)
    dissatisfied()
    hall.leader.is_refused(file, "redo", 403, "not_permitted", reason="再次重办")
    hall.director.is_refused(file, "escalate", 422, "invalid", reason="直接提级")
    hall.director.gives(file, "redo", stage="handling", reason="主任批示：换整套灯具")
    hall.at("2019-04-08T16:00")
    mended(hall, file, unit)
    dissatisfied()
    hall.director.is_refused(file, "redo", 422, "limit_reached", reason="第三次重办")
    hall.leader.is_refused(file, "escalate", 403, "not_permitted", reason="提级督办")
    hall.director.gives(file, "escalate", stage="coordinating", reason="两次重办仍不亮，提级督办")
    assert file.now["counts"] | {"redos": 2, "supervision": 3} == file.now["counts"]
    hall.director.gives(file, "decide", stage="signing", unit="U060", reason="由照明管理处负责人到场")
    unit.gives(file, "sign", stage="handling")
    hall.at("2019-04-09T09:00")
    finish(hall, file, unit)
    redone = "submit_feedback pass_to_callback record_verdict "
    file.ended(
        "closed",
        "quick_dispatch sign " + redone + "redo " + redone + "redo " + redone + "escalate decide sign " + TO_THE_END,
    )
    assert hall.director.gets("/wall")["callbacks"] == 1  # of today; yesterday's three were dissatisfied


def test_manner_good_but_not_solved_does_not_close(open_hall):
    hall = open_hall("2019-04-08T09:00")
    file, unit = handled(hall)
    hall.agent.gives(file, "pass_to_callback", stage="calling_back")
    friendly = {"satisfaction": "satisfied", "solved": "no", "manner": "good"}
    hall.agent.is_refused(file, "caller_satisfied", 422, "invalid", field="satisfaction", **friendly)
    hall.agent.gives(file, "record_verdict", words="态度很好，就是没修好。", **friendly)
    assert file.now["verdict"]["bad"]
    hall.leader.is_refused(file, "close", 409, "wrong_stage", conclusion="态度良好")
    hall.agent.is_refused(file, "accept_dissatisfied", 403, "not_permitted", reason="没法修", grounds="policy")
    hall.leader.is_refused(file, "accept_dissatisfied", 422, "invalid", field="grounds", reason="没法修", grounds="tired")
    hall.leader.gives(file, "redo", stage="handling", reason="没有解决，请重办")
    finish(hall, file, unit)
    file.ended(
        "closed", "quick_dispatch sign submit_feedback pass_to_callback record_verdict redo " + TO_THE_END
    )


def test_what_meets_the_standard_is_closed_though_the_caller_is_not_content(open_hall):
    hall = open_hall("2019-04-08T09:00")
    file, _ = handled(hall)
    hall.agent.gives(file, "pass_to_callback", stage="calling_back")
    hall.leader.gives(
        file, "accept_dissatisfied", stage="closing", reason="照度实测达标，来电人要求加装新灯杆", grounds="standard_met",
        satisfaction="dissatisfied", solved="partly", manner="good",
    )
    hall.leader.gives(file, "close", stage="closed", conclusion="已达标，加装建议另行答复。")
    told = file.ended("closed", "quick_dispatch sign submit_feedback pass_to_callback accept_dissatisfied close")
    assert told["verdict"]["accepted"] == "standard_met" and told["verdict"]["bad"]
    wall = hall.director.gets("/wall")
    assert wall["satisfaction"] == 0.0  # it counts as dissatisfied all the same


def test_unreachable_three_times_over_two_half_days_it_closes_with_a_message(open_hall):
    hall = open_hall("2019-04-08T09:00")
    file, _ = handled(hall)
    hall.agent.gives(file, "pass_to_callback", stage="calling_back")
    hall.agent.gives(file, "callback_attempt", stage="calling_back", outcome="no_answer")
    hall.at("2019-04-08T10:00")
    hall.agent.gives(file, "callback_attempt", outcome="busy")  # within two hours: not one of the three
    hall.at("2019-04-08T11:05")
    hall.agent.gives(file, "callback_attempt", outcome="no_answer")
    hall.agent.is_refused(file, "caller_unreachable", 422, "invalid")
    hall.at("2019-04-08T15:00")
    hall.agent.gives(file, "callback_attempt", outcome="call_later", at="2019-04-08T16:00:00+08:00")
    assert file.now["counts"]["attempts"] == 4
    hall.agent.gives(file, "caller_unreachable", stage="closing")
    hall.leader.gives(file, "close", stage="closed", conclusion="三次未接通，已短信告知结果。")
    told = file.ended(
        "closed",
        "quick_dispatch sign submit_feedback pass_to_callback callback_attempt callback_attempt callback_attempt "
        "callback_attempt caller_unreachable close",
    )
    assert told["verdict"]["kind"] == "unreached"
    assert hall.director.gets("/wall")["satisfaction"] is None  # nobody judged: no figure, not nought


def test_a_caller_who_will_not_judge_is_answered_all_the_same(open_hall):
    hall = open_hall("2019-04-08T09:00")
    file, unit = handled(hall)
    hall.agent.gives(file, "rework", stage="handling", reason="照片看不清是哪一盏")
    mended(hall, file, unit)
    hall.agent.gives(file, "pass_to_callback", stage="calling_back")
    hall.agent.gives(file, "caller_declined", stage="closing", words="知道了，不评价。")
    hall.leader.gives(file, "close_reject", stage="handling", reason="反馈照片与地点不符")
    finish(hall, file, unit)
    told = file.ended(
        "closed",
        "quick_dispatch sign submit_feedback rework submit_feedback pass_to_callback caller_declined close_reject "
        + TO_THE_END,
    )
    assert told["counts"]["reworks"] == 2
