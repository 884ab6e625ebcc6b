/// One field of every kind that forms have, and one that was filled in wrongly.
enum DesignFields {
    static let all: [FormField] = [
        FormField(
            id: "d-line",
            name: "d-line",
            label: "一行字",
            kind: .line,
            isRequired: true,
            hint: "下面的小字说填什么",
            width: 4,
            placeholder: "占位的话"
        ),
        FormField(
            id: "d-wrong",
            name: "d-wrong",
            label: "填错的",
            kind: .line,
            value: "12",
            problem: "示例：说哪里不对，怎么改。",
            width: 4
        ),
        FormField(
            id: "d-combo",
            name: "d-combo",
            label: "边打边找（组合框）",
            kind: .line,
            suggestions: "topics",
            width: 4,
            placeholder: "汉字、拼音或首字母",
            combo: "topic"
        ),
        FormField(id: "d-phone", name: "d-phone", label: "号码", kind: .phone, value: "05360000000", width: 4),
        FormField(id: "d-number", name: "d-number", label: "数值", kind: .number, value: "18.5", width: 4),
        FormField(
            id: "d-instant",
            name: "d-instant",
            label: "时间",
            kind: .instant,
            value: "2019-04-03T14:26",
            width: 4
        ),
        FormField(id: "d-choice", name: "d-choice", label: "选一个", kind: .choice(options), width: 4),
        FormField(id: "d-several", name: "d-several", label: "选几个", kind: .several(options)),
        FormField(id: "d-tick", name: "d-tick", label: "打勾", kind: .tick, value: "true", width: 4),
        FormField(
            id: "d-area",
            name: "d-area",
            label: "几行字",
            kind: .area,
            value: "示例：路灯三天不亮。",
            minimum: 8
        ),
        FormField(id: "d-photos", name: "d-photos", label: "照片", kind: .photos([])),
    ]

    private static let options = [
        FormOption(value: "a", words: "第一项"), FormOption(value: "b", words: "第二项", isChosen: true),
        FormOption(value: "c", words: "名字很长、一行放不下时也不能把别处挤歪的第三项"),
    ]
}
