/// People who cannot be what their row says.
let wrongPeople: [Wrong] = [
    Wrong(
        "a role nobody knows",
        "staff.csv",
        "晨二,agent",
        as: "晨二,clerk",
        "staff.csv:3:10: roles: “clerk” is no role: one of agent, shiftLeader, dispatcher, fieldSupervisor, unitOperator, unitManager, qa, kbEditor, kbReviewer, director, evaluator, systemAdmin, securityAdmin, auditAdmin"
    ),
    Wrong(
        "a member of an unknown team",
        "staff.csv",
        "晨二,agent,一班",
        as: "晨二,agent,二班",
        "staff.csv:3:16: team: “二班” is no name of teams.csv: one of 一班"
    ),
    Wrong(
        "a team that nobody leads",
        "staff.csv",
        "晨一,shiftLeader,一班",
        as: "晨一,agent,一班",
        "teams.csv:2:1: name: nobody of staff.csv leads it: give a shiftLeader this team"
    ),
    Wrong(
        "an account that two people have",
        "staff.csv",
        "agent,晨二",
        as: "leader,晨二",
        "staff.csv:3:1: account: “leader” stands here for the second time: every account once"
    ),
    Wrong(
        "a unit's operator without a unit",
        "staff.csv",
        ",,U1",
        as: ",,",
        "staff.csv:4:36: unit: is empty: the role unitOperator needs a unit"
    ),
    Wrong(
        "a unit's operator in an unknown unit",
        "staff.csv",
        ",,U1",
        as: ",,U9",
        "staff.csv:4:36: unit: “U9” is no code of units.csv: one of U1, U2, X1"
    ),
    Wrong(
        "a unit's operator in an outside body",
        "staff.csv",
        ",,U1",
        as: ",,X1",
        "staff.csv:4:36: unit: “X1” is an outside body: it has nobody here"
    ),
    Wrong(
        "an agent of a unit",
        "staff.csv",
        "晨二,agent,一班,",
        as: "晨二,agent,一班,U1",
        "staff.csv:3:19: unit: the role agent belongs to no unit: leave it empty"
    ),
    Wrong(
        "an agent who acts for a unit",
        "staff.csv",
        "unitOperator;unitManager",
        as: "unitOperator;agent",
        "staff.csv:4:10: roles: who acts for a unit takes no part in the hall's work: give an account for each"
    ),
    Wrong(
        "an administrator who watches himself",
        "staff.csv",
        "systemAdmin",
        as: "systemAdmin;auditAdmin",
        "staff.csv:5:10: roles: systemAdmin and auditAdmin exclude one another: give them to different people"
    ),
]
