"""Cases that came another way or go to others: web, outside bodies, links, voids."""

from hall import near
from matters import TO_THE_END, caller, dark_lamp, finish, gas_smell, matter, satisfied


def test_a_web_case_is_forwarded_refused_outside_and_sent_to_a_unit_after_all(open_hall):
    hall = open_hall("2019-04-03T20:00")
    written = dark_lamp(source="web", event=None, sourceReference="W-20190403-7")
    wrong = hall.agent.call("POST", "/cases", {**written, "event": "submit"})
    assert (wrong.status, wrong.code) == (409, "wrong_stage")
    file = hall.agent.records(written, stage="intake")
    assert near(file.clock("intake")["due"], "2019-04-04T20:00")
    assert file.now["follower"] is None
    hall.at("2019-04-04T08:00")
    hall.neighbour.gives(file, "accept", stage="registering")
    assert file.now["follower"]["name"] == "晨听雨"
    hall.leader.gives(file, "register", stage="dispatching")
    hall.dispatcher.is_refused(file, "forward_out", 422, "invalid", field="body", body="U060", reason="不是外部单位")
    hall.dispatcher.gives(
        file, "forward_out", stage="forwarded", body="供电公司（外部）", theirNumber="95598-1", reason="像是供电线路故障"
    )
    assert file.now["outside"]["body"]["code"] == "X01" and file.clock("outside")["limit"] == 40 * 3600
    hall.at("2019-04-04T10:00")
    hall.agent.gives(file, "outside_refused", stage="dispatching", reason="供电公司答复：灯杆属市照明管理处")
    assert file.now["outside"] is None
    hall.dispatcher.gives(file, "dispatch", stage="signing")
    unit = hall.unit_of(file)
    assert unit.unit == "市照明管理处"
    unit.gives(file, "sign", stage="handling")
    finish(hall, file, unit)
    file.ended("closed", "receive accept register forward_out outside_refused dispatch sign " + TO_THE_END)


def test_forwarded_outside_and_answered_there(open_hall):
    hall = open_hall("2019-04-03T09:00")
    file = hall.agent.records(matter("SZ17", "架空线垂到人行道上，够得着。", event="submit"), stage="registering")
    hall.leader.gives(file, "forward_out", stage="forwarded", body="X01", reason="供电线路")
    hall.at("2019-04-03T15:00")
    hall.agent.gives(file, "outside_answered", stage="feedback", note="供电公司已派人固定线路。", theirNumber="95598-2")
    hall.agent.is_refused(file, "rework", 422, "invalid", reason="再看一次")  # no unit has it
    hall.agent.gives(file, "pass_to_callback", stage="calling_back")
    satisfied(hall, file, manner="not_met")
    hall.leader.gives(file, "close", stage="closed", conclusion="外部单位已处置。")
    told = file.ended("closed", "submit forward_out outside_answered pass_to_callback caller_satisfied close")
    assert told["outside"] == {"body": {"code": "X01", "name": "供电公司（外部）"}, "theirNumber": "95598-2"}


def test_linked_to_another_callers_case_both_are_called_back(open_hall):
    hall = open_hall("2019-04-03T19:00")
    first = hall.agent.records(matter("LD02", "整条路的灯都不亮。", caller=caller("05360000011", "王女士")), stage="signing")
    second = hall.agent.records(
        matter("LD02", "我们这条街一盏灯都没亮。", caller=caller("05360000012", "李先生"), event="submit"), stage="registering"
    )
    silent = hall.agent.records(
        matter("LD02", "路灯全灭了，不用回电话。", event="submit", caller={"phone": "05360000013", "wantsCallback": False})
    )
    hall.agent.is_refused(second, "link", 422, "invalid", field="into", into=second.number)
    hall.agent.is_refused(second, "link", 422, "invalid", field="into", into="3707002019040399999")
    hall.agent.gives(second, "link", stage="linked", into=first.number)
    hall.agent.gives(silent, "link", stage="linked", into=first.number)
    hall.agent.is_refused(first, "link", 422, "invalid", field="into", into=second.number)
    told = first.now
    assert told["links"] == [second.number, silent.number] and told["counts"]["callers"] == 3
    assert second.now["parent"] == first.number
    hall.agent.is_refused(second, "urge", 422, "invalid")
    unit = hall.unit_of(first)
    unit.gives(first, "sign", stage="handling")
    finish(hall, first, unit)
    first.ended("closed", "quick_dispatch urge urge sign " + TO_THE_END)
    assert second.stage == "calling_back" and second.now["unit"]["code"] == "U060"
    assert second.event("parent_done")["by"]["id"] == 0
    satisfied(hall, second, manner="not_met")
    hall.leader.gives(second, "close", stage="closed", conclusion="随主案办结。")
    second.ended("closed", "submit link parent_done caller_satisfied close")
    assert silent.stage == "closing"
    hall.leader.gives(silent, "close", stage="closed", conclusion="随主案办结。", noAnswerReason="not_wanted")
    silent.ended("closed", "submit link parent_closed close", answered=False)


def test_a_linked_case_goes_its_own_way_when_the_other_is_voided_or_it_is_unlinked(open_hall):
    hall = open_hall("2019-04-03T19:00")
    first = hall.agent.records(dark_lamp(), stage="signing")
    second = hall.agent.records(dark_lamp(caller=caller("05360000002"), event="submit"))
    third = hall.agent.records(dark_lamp(caller=caller("05360000003"), event="submit"))
    for file in (second, third):
        hall.agent.gives(file, "link", stage="linked", into=first.number)
    hall.agent.gives(third, "unlink", stage="registering", reason="不是同一盏灯")
    hall.agent.is_refused(
        first, "void", 403, "not_permitted", reasonCode="withdrawn", reason="已自行恢复", answer="好的", channel="phone"
    )
    hall.leader.is_refused(
        first, "void", 422, "invalid", field="reason", reasonCode="withdrawn", answer="好的，已撤销。", channel="phone"
    )
    hall.leader.gives(
        first, "void", stage="voided", reasonCode="withdrawn", reason="来电人说已自行恢复", answer="好的，已撤销。", channel="phone"
    )
    first.ended("voided", "quick_dispatch urge urge void")
    assert second.stage == "registering" and second.history == ["submit", "link", "parent_gone"]
    for file in (second, third):
        hall.leader.gives(file, "quick_dispatch", stage="signing")
        unit = hall.unit_of(file)
        unit.gives(file, "sign", stage="handling")
        finish(hall, file, unit)
    second.ended("closed", "submit link parent_gone quick_dispatch sign " + TO_THE_END)
    third.ended("closed", "submit link unlink quick_dispatch sign " + TO_THE_END)


def test_a_nuisance_is_voided_without_an_answer_and_ones_own_mistake_within_ten_minutes(open_hall):
    hall = open_hall("2019-04-03T09:00")
    prank = hall.agent.records(gas_smell(event="submit"), stage="registering")
    hall.stranger.is_refused(prank, "void", 403, "not_permitted", reasonCode="nuisance")
    hall.agent.gives(prank, "void", stage="voided", reasonCode="nuisance")
    told = prank.ended("voided", "submit void", answered=False)
    assert told["noAnswerReason"] == "nuisance"
    slow = hall.agent.records(dark_lamp(event="submit"), stage="registering")
    hall.at("2019-04-03T09:11")
    hall.agent.is_refused(slow, "void", 403, "not_permitted", reasonCode="mistaken")
    hall.leader.gives(slow, "void", stage="voided", reasonCode="mistaken")
    hall.leader.gives(slow, "convert", stage="registering", reason="并非误登，来电人又催问")
    hall.leader.gives(slow, "quick_dispatch", stage="signing")
    unit = hall.unit_of(slow)
    unit.gives(slow, "sign", stage="handling")
    finish(hall, slow, unit)
    slow.ended("closed", "submit void convert quick_dispatch sign " + TO_THE_END)


def test_a_12345_case_is_refused_by_the_leader_only_and_says_why(open_hall):
    hall = open_hall("2019-04-03T09:00")
    passed = dark_lamp(source="12345", event=None, sourceReference="12345-88", caller={"phone": "05360000015"})
    file = hall.agent.records(passed, stage="intake")
    why = {"reasonCode": "out_of_scope", "reason": "该路灯属物业自管，不在受理范围。", "answer": "请联系小区物业处理。"}
    hall.agent.is_refused(file, "refuse_accept", 403, "not_permitted", **why)
    hall.leader.is_refused(file, "refuse_accept", 422, "invalid", field="reason", **{**why, "reason": "不归我们"})
    hall.leader.gives(file, "refuse_accept", stage="not_accepted", **why)
    hall.agent.gives(file, "answer_caller", stage="not_accepted", channel="sms", words="请联系小区物业。")
    file.ended("not_accepted", "receive refuse_accept answer_caller")
