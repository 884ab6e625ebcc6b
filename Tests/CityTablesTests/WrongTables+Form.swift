/// Tables that are no tables.
let wrongForms: [Wrong] = [
    Wrong("a missing file", "roads.csv", whole: nil, "roads.csv:1:1: the file is missing"),
    Wrong(
        "an empty file",
        "teams.csv",
        whole: "",
        "teams.csv:1:1: the file is empty: its first line is name"
    ),
    Wrong(
        "a missing column",
        "teams.csv",
        whole: "group\n一班\n",
        "teams.csv:1:1: name: the column is missing: add it, empty where there is nothing to say",
        "teams.csv:1:1: group: unknown column; the columns are name"
    ),
    Wrong(
        "a column that stands twice",
        "unit_types.csv",
        "code,name",
        as: "code,name,name",
        "unit_types.csv:1:11: name: the column stands here for the second time: remove one"
    ),
    Wrong(
        "a column nobody knows",
        "holidays.csv",
        "date,type,name",
        as: "date,type,name,source",
        "holidays.csv:1:16: source: unknown column; the columns are date,type,name"
    ),
    Wrong(
        "too few cells",
        "unit_types.csv",
        "police,交警",
        as: "police",
        "unit_types.csv:3:1: the row has 1 of 2 cells: add the others, empty where there is nothing to say"
    ),
    Wrong(
        "too many cells",
        "unit_types.csv",
        "police,交警",
        as: "police,交警,",
        "unit_types.csv:3:11: the row has 3 of 2 cells: put quotes around a cell that holds a comma"
    ),
    Wrong(
        "an empty cell where one is required",
        "unit_types.csv",
        "police,交警",
        as: "police,",
        "unit_types.csv:3:8: name: is empty: every row needs one"
    ),
    Wrong(
        "an empty code",
        "unit_types.csv",
        "police,交警",
        as: "police,交警\n,煤气",
        "unit_types.csv:4:1: code: is empty: every row needs one"
    ),
    Wrong(
        "a code that stands twice",
        "unit_types.csv",
        "police,交警",
        as: "police,交警\nwater,水",
        "unit_types.csv:4:1: code: “water” stands here for the second time: every code once"
    ),
    Wrong(
        "a blank at the end of a cell",
        "unit_types.csv",
        "police,交警",
        as: "police,交警 ",
        "unit_types.csv:3:8: name: begins or ends with a blank: remove it"
    ),
    Wrong(
        "a quote that is never closed",
        "roads.csv",
        "胜利街,,",
        as: "\"胜利街,,",
        "roads.csv:3:1: the quote that opens here is never closed: close it, or double it if it is meant"
    ),
    Wrong(
        "a quote inside a cell",
        "roads.csv",
        "胜利街,,",
        as: "胜\"利街,,",
        "roads.csv:3:2: a quote inside a cell: put quotes around the whole cell and double the one inside"
    ),
    Wrong(
        "text behind a closing quote",
        "roads.csv",
        "胜利街,,",
        as: "\"胜利\"街,,",
        "roads.csv:3:5: text after the closing quote: double the quotes inside a cell"
    ),
    Wrong(
        "a NUL",
        "roads.csv",
        "胜利街,,",
        as: "胜\u{0}利街,,",
        "roads.csv:3:1: holds the character U+0000: remove it"
    ),
]
