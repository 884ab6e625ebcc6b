/// Cells that hold no number, day or word that would fit.
let wrongCells: [Wrong] = [
    Wrong(
        "a truth that is neither 0 nor 1",
        "units.csv",
        ",370001,0,1",
        as: ",370001,no,1",
        "units.csv:3:23: external: “no” is neither 0 (no) nor 1 (yes)"
    ),
    Wrong(
        "a limit without a unit",
        "topics.csv",
        "24 urgent_hour",
        as: "24",
        "topics.csv:2:45: finish: “24” is no limit: write a number, a blank and a unit, as in 2 urgent_hour"
    ),
    Wrong(
        "a limit in a unit nobody knows",
        "topics.csv",
        "24 urgent_hour",
        as: "24 hours",
        "topics.csv:2:45: finish: “hours” is no unit of a limit: one of urgent_hour, urgent_day, work_hour, work_day, work_day_end"
    ),
    Wrong(
        "a limit that is no number",
        "standards.csv",
        "2 work_hour",
        as: "two work_hour",
        "standards.csv:2:55: finish: “two” is no number above 0 and below 10000"
    ),
    Wrong(
        "a limit of nothing",
        "standards.csv",
        "2 work_hour",
        as: "0 work_hour",
        "standards.csv:2:55: finish: “0” is no number above 0 and below 10000"
    ),
    Wrong(
        "a limit below nothing",
        "settings.csv",
        "close,0.25 urgent_hour",
        as: "close,-1 urgent_hour",
        "settings.csv:12:7: value: “-1” is no number above 0 and below 10000"
    ),
    Wrong(
        "a limit with an exponent",
        "standards.csv",
        "2 work_hour",
        as: "1e9 work_hour",
        "standards.csv:2:55: finish: “1e9” is no number above 0 and below 10000"
    ),
    Wrong(
        "half a day to the end of the day",
        "standards.csv",
        "2 work_hour",
        as: "0.5 work_day_end",
        "standards.csv:2:55: finish: “0.5” is no whole number: a limit to the end of a day counts whole days"
    ),
    Wrong(
        "a day that is none",
        "holidays.csv",
        "2019-04-05",
        as: "2019-02-29",
        "holidays.csv:2:1: date: “2019-02-29” is no day: write it as in 2019-04-03"
    ),
    Wrong(
        "a kind of holiday nobody knows",
        "holidays.csv",
        "05,holiday",
        as: "05,feast",
        "holidays.csv:2:12: type: “feast” is none of holiday, makeup_workday"
    ),
    Wrong(
        "a time of day that is none",
        "work_periods.csv",
        "14:00",
        as: "25:00",
        "work_periods.csv:3:13: start: “25:00” is no time of day from 00:00 to 24:00: write it as in 08:30"
    ),
    Wrong(
        "a key nobody knows",
        "city.csv",
        "seats,2,",
        as: "seats,2,\nbeds,2,",
        "city.csv:8:1: key: “beds” is no key of city.csv: one of code, name, hotline, utc_offset_minutes, demonstration, seats, quiet_from, quiet_until"
    ),
    Wrong(
        "a number in words",
        "city.csv",
        "seats,2",
        as: "seats,two",
        "city.csv:7:7: value: “two” is no whole number from 1 to 9999"
    ),
    Wrong(
        "a fraction where a whole number is due",
        "settings.csv",
        "redoMax,2",
        as: "redoMax,2.0",
        "settings.csv:28:9: value: “2.0” is no whole number from 0 to 100"
    ),
    Wrong(
        "a ratio above one",
        "settings.csv",
        "warnRatio,0.2",
        as: "warnRatio,20",
        "settings.csv:35:11: value: “20” is no number from 0.0 to 1.0"
    ),
    Wrong(
        "a code of a city that is none",
        "city.csv",
        "code,370000",
        as: "code,37",
        "city.csv:2:6: value: “37” is no code of a city: six digits"
    ),
    Wrong(
        "an offset from UTC that is none",
        "city.csv",
        "minutes,480",
        as: "minutes,+8",
        "city.csv:5:20: value: “+8” is no whole number from -840 to 840: minutes east of UTC"
    ),
    Wrong(
        "a list with a gap",
        "roads.csv",
        "370001;370002",
        as: "370001;;370002",
        "roads.csv:2:15: districts: has a “;” too many: one between two values"
    ),
    Wrong(
        "a list that names one twice",
        "roads.csv",
        "370001;370002",
        as: "370001;370001",
        "roads.csv:2:15: districts: names one value twice: remove one"
    ),
]
