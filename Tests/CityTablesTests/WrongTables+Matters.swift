/// Topics, standards and rules that lead nowhere.
let wrongMatters: [Wrong] = [
    Wrong(
        "a topic of unknown kind",
        "topics.csv",
        "help",
        as: "求助",
        "topics.csv:2:11: kind: “求助” is none of inquiry, help, repair, complaint, suggestion, praise, invalid"
    ),
    Wrong(
        "a topic of unknown urgency",
        "topics.csv",
        "normal",
        as: "soon",
        "topics.csv:2:16: urgency: “soon” is none of normal, urgent, critical"
    ),
    Wrong(
        "a topic of unknown category",
        "topics.csv",
        "component:0101",
        as: "component:0102",
        "topics.csv:2:29: category: “component:0102” is no code of categories.csv: one of component:0101"
    ),
    Wrong(
        "a topic without a limit",
        "topics.csv",
        "24 urgent_hour",
        as: "",
        "topics.csv:2:45: finish: is empty: every row needs one"
    ),
    Wrong(
        "a topic that reaches nobody in one district",
        "responsibilities.csv",
        "U1,,,,,,water,\n",
        as: "",
        "topics.csv:2:23: unit_type: no active unit answers for W1 in 西区 (370002): add a rule to responsibilities.csv"
    ),
    Wrong(
        "a topic whose unit works no longer",
        "units.csv",
        "water,,0,1",
        as: "water,,0,0",
        "topics.csv:2:23: unit_type: no active unit answers for W1 in 西区 (370002): add a rule to responsibilities.csv"
    ),
    Wrong(
        "a standard of unknown category",
        "standards.csv",
        "1,component:0101",
        as: "1,component:0102",
        "standards.csv:2:18: category: “component:0102” is no code of categories.csv: one of component:0101"
    ),
    Wrong(
        "a standard without any limit",
        "standards.csv",
        "1 urgent_hour,2 work_hour",
        as: ",",
        "standards.csv:2:42: finish: the standard has no limit: give one to arrive or one to finish"
    ),
    Wrong(
        "a rule about nothing",
        "responsibilities.csv",
        "W1",
        as: "",
        "responsibilities.csv:4:14: unit_type: the rule is about nothing: give a topic, a category or a unit type"
    ),
    Wrong(
        "a rule about two things",
        "responsibilities.csv",
        "W1,",
        as: "W1,component:0101",
        "responsibilities.csv:4:15: category: stands beside topic: a rule is about one topic, category or unit type"
    ),
    Wrong(
        "a rule of an unknown unit",
        "responsibilities.csv",
        "U2,370001",
        as: "U9,370001",
        "responsibilities.csv:3:1: unit: “U9” is no code of units.csv: one of U1, U2, X1"
    ),
    Wrong(
        "a rule for an unknown area",
        "responsibilities.csv",
        "U2,370001",
        as: "U2,379999",
        "responsibilities.csv:3:4: area: “379999” is no code of areas.csv: one of 370000, 370001, 370001001, 370002"
    ),
    Wrong(
        "a rule for an unknown road",
        "responsibilities.csv",
        "东风街",
        as: "东风东街",
        "responsibilities.csv:4:5: road: “东风东街” is no name of roads.csv: one of 东风街, 胜利街"
    ),
    Wrong(
        "a rule for an area and a road",
        "responsibilities.csv",
        "U2,,东风街",
        as: "U2,370001,东风街",
        "responsibilities.csv:4:11: road: stands beside an area: a rule holds for an area or for a road, not for both"
    ),
    Wrong(
        "a rule for the side of no road",
        "responsibilities.csv",
        "东风街",
        as: "",
        "responsibilities.csv:4:6: side: is the side of no road: name the road as well"
    ),
    Wrong(
        "a rule about an unknown topic",
        "responsibilities.csv",
        "W1",
        as: "W9",
        "responsibilities.csv:4:12: topic: “W9” is no code of topics.csv: one of W1"
    ),
    Wrong(
        "a rule about an unknown category",
        "responsibilities.csv",
        "W1,",
        as: ",event:0101",
        "responsibilities.csv:4:13: category: “event:0101” is no code of categories.csv: one of component:0101"
    ),
    Wrong(
        "a rule about an unknown unit type",
        "responsibilities.csv",
        "370001,,,,,water",
        as: "370001,,,,,gas",
        "responsibilities.csv:3:15: unit_type: “gas” is no code of unit_types.csv: one of police, water"
    ),
    Wrong(
        "a rule that stands twice",
        "responsibilities.csv",
        "U1,,,,,,water,",
        as: "U1,,,,,,water,\nU1,,,,,,water,again",
        "responsibilities.csv:3:1: unit: says what line 2 says already: remove one"
    ),
]
