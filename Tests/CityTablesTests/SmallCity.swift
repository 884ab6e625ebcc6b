import CityTables

/// The smallest city in which nothing is wrong: two districts, three units, one topic.
func smallCity(_ changed: [String: String] = [:]) -> CityFiles {
    CityFiles(texts: sound.merging(changed) { $1 })
}

extension CityFiles {
    /// The same with `old` written as `new` in one file.
    func with(_ old: String, as new: String, in file: String) -> CityFiles {
        var files = self
        files.texts[file] = files.texts[file]?.replacing(old, with: new)
        return files
    }
}

private let sound = [
    "city.csv": """
    key,value,note
    code,370000,
    name,小城,
    hotline,12319,
    utc_offset_minutes,480,
    demonstration,1,
    seats,2,
    quiet_from,21:00,
    quiet_until,08:00,

    """,
    "settings.csv": """
    key,value,note
    accept,0.25 urgent_hour,
    dispatch,0.25 urgent_hour,
    verify,0.5 urgent_hour,
    check,0.5 urgent_hour,
    signUrgent,0.25 urgent_hour,
    signNormal,0.5 work_hour,
    request,1 urgent_hour,
    requestUrgent,0.25 urgent_hour,
    review,0.5 urgent_hour,
    callbackHours,8,
    close,0.25 urgent_hour,
    redo,8 work_hour,
    intake,0.25 urgent_hour,
    intakeLetter,24 urgent_hour,
    intakeMessage,0.05 urgent_hour,
    coordinate,1 work_day,
    outside,5 work_day,
    general,5 work_day,
    returnWindow,2 work_hour,
    returnWindowUrgent,0.5 urgent_hour,
    returnWindow12345,2 work_day,
    extensionMax,2,
    extension12345WorkDays,10,
    suspensionMax,1,
    suspensionDays,365,
    returnsBeforeCoordination,2,
    redoMax,2,
    reopenDays,15,
    appealWorkDays,5,
    callbackAttempts,3,
    callbackGapHours,2,
    answeredSample,5,
    convertHours,24,
    warnRatio,0.2,
    warnMinutes,30,
    urgeQuietMinutes,30,
    ownVoidMinutes,10,
    descriptionLength,8,
    clearDaysAfterClosing,30,

    """,
    "work_periods.csv": """
    unit,season_from,start,end
    ,2019-01-01,08:00,12:00
    ,2019-01-01,14:00,18:00

    """,
    "holidays.csv": """
    date,type,name
    2019-04-05,holiday,清明节
    2019-04-28,makeup_workday,劳动节

    """,
    "areas.csv": """
    code,level,name,aliases,parent,served
    370000,city,小城市,,,1
    370001,district,东区,东,370000,1
    370002,district,西区,西,370000,1
    370001001,subdistrict,河街道,,370001,1

    """,
    "roads.csv": """
    name,aliases,districts
    东风街,东风东街;东风西街,370001;370002
    胜利街,,370001

    """,
    "unit_types.csv": """
    code,name
    water,供水
    police,交警

    """,
    "units.csv": """
    code,name,type,area,external,active
    U1,供水公司,water,,0,1
    U2,东区供水站,water,370001,0,1
    X1,交警支队,police,,1,1

    """,
    "responsibilities.csv": """
    unit,area,road,side,topic,category,unit_type,note
    U1,,,,,,water,
    U2,370001,,,,,water,
    U2,,东风街,路北,W1,,,

    """,
    "categories.csv": """
    code,major,name
    component:0101,公用设施,上水井盖

    """,
    "standards.csv": """
    code,category,name,condition,arrive,finish,urgent_finish,closing,needs_photo
    component:0101/1,component:0101,上水井盖,缺失,1 urgent_hour,2 work_hour,,补装,0

    """,
    "topics.csv": """
    code,industry,name,kind,urgency,unit_type,category,arrive,finish,utterance
    W1,供水,水压低,help,normal,water,component:0101,,24 urgent_hour,水特别小。

    """,
    "teams.csv": """
    name
    一班

    """,
    "staff.csv": """
    account,name,roles,team,unit
    leader,晨一,shiftLeader,一班,
    agent,晨二,agent,一班,
    water,泉一,unitOperator;unitManager,,U1
    admin,系一,systemAdmin,,

    """,
]
