/// Facts, settings, hours, units and places that make no sense together.
let wrongPlaces: [Wrong] = [
    Wrong(
        "a setting that is missing",
        "settings.csv",
        "redoMax,2,\n",
        as: "",
        "settings.csv:1:1: the key “redoMax” is missing: add its row"
    ),
    Wrong(
        "a setting nobody knows",
        "settings.csv",
        "redoMax,2,",
        as: "redoMax,2,\nredoMin,2,",
        "settings.csv:29:1: key: “redoMin” is no key of settings.csv"
    ),
    Wrong(
        "a fact of the city that is missing",
        "city.csv",
        "seats,2,\n",
        as: "",
        "city.csv:1:1: the key “seats” is missing: add its row"
    ),
    Wrong(
        "quiet hours that last all day",
        "city.csv",
        "quiet_until,08:00",
        as: "quiet_until,21:00",
        "city.csv:9:13: value: comes not before quiet_from: people are called from quiet_until to quiet_from of one day"
    ),
    Wrong(
        "a unit of unknown type",
        "units.csv",
        "供水公司,water",
        as: "供水公司,sewer",
        "units.csv:2:9: type: “sewer” is no code of unit_types.csv: one of police, water"
    ),
    Wrong(
        "a unit in an unknown area",
        "units.csv",
        "water,370001",
        as: "water,379999",
        "units.csv:3:16: area: “379999” is no code of areas.csv: one of 370000, 370001, 370001001, 370002"
    ),
    Wrong(
        "a road through an unknown district",
        "roads.csv",
        "370001;370002",
        as: "370001;379999",
        "roads.csv:2:15: districts: “379999” is no code of areas.csv"
    ),
    Wrong(
        "a name that leads to two roads",
        "roads.csv",
        "胜利街,,",
        as: "胜利街,东风西街,",
        "roads.csv:3:5: aliases: “东风西街” is a name of 东风街 already: a name leads to one road"
    ),
    Wrong(
        "a loop in the areas",
        "areas.csv",
        "小城市,,,1",
        as: "小城市,,370001001,1",
        "areas.csv:2:18: parent: the areas lie in a loop: 370000 in 370001001 in 370001 in 370000"
    ),
    Wrong(
        "a parent nobody knows",
        "areas.csv",
        "河街道,,370001",
        as: "河街道,,379999",
        "areas.csv:5:28: parent: “379999” is no code of areas.csv: one of 370000, 370001, 370001001, 370002"
    ),
    Wrong(
        "a district that lies nowhere",
        "areas.csv",
        "西区,西,370000",
        as: "西区,西,",
        "areas.csv:4:22: parent: is empty: only the city lies in no other area"
    ),
    Wrong(
        "a level nobody knows",
        "areas.csv",
        "370002,district",
        as: "370002,ward",
        "areas.csv:4:8: level: “ward” is none of city, district, functional_zone, county, subdistrict, community"
    ),
    Wrong(
        "another city than that of the facts",
        "city.csv",
        "370000",
        as: "379999",
        "areas.csv:2:1: code: “370000” is a city, but city.csv has the code 379999"
    ),
    Wrong(
        "work periods that overlap",
        "work_periods.csv",
        "14:00",
        as: "11:59",
        "work_periods.csv:3:13: start: overlaps the period 08:00 to 12:00 of the same season: let one end where the next begins"
    ),
    Wrong(
        "a work period that ends before it begins",
        "work_periods.csv",
        "18:00",
        as: "14:00",
        "work_periods.csv:3:19: end: “14:00” comes not after start: a period lies within one day"
    ),
    Wrong(
        "a calendar without work periods",
        "work_periods.csv",
        whole: "unit,season_from,start,end\n",
        "work_periods.csv:1:1: no work periods without a unit: the hall's own calendar is made of them"
    ),
    Wrong(
        "hours of a unit nobody knows",
        "work_periods.csv",
        ",2019-01-01,14",
        as: "U9,2019-01-01,14",
        "work_periods.csv:3:1: unit: “U9” is no code of units.csv: one of U1, U2, X1"
    ),
]
