/// What the city calls about in each part of the year.
///
/// Winter is heating; spring is buses and how to change them; summer is water, its quality and its pressure; the rainy
/// season is grates and drains.
enum Season {
    /// How much more than usual an industry, or what a topic's name says, is called about in `month`.
    static func weight(industry: String, topic: String, month: Int) -> Double {
        switch (industry, month) {
        case ("供热", 11...12), ("供热", 1...3): 8
        case ("供热", _): 0.1
        case ("公共交通", 3...5): topic.contains("换乘") || topic.contains("线路") ? 6 : 4
        case ("供水", 6...8): topic.contains("水质") || topic.contains("水压") ? 8 : 3
        case ("排水", 6...9): 5
        case (_, 6...9): topic.contains("箅") ? 6 : 1
        default: 1
        }
    }

    /// How often each kind of matter comes, of a hundred: what people want to know is the largest.
    static func share(ofKind kind: String) -> Double {
        switch kind {
        case "inquiry": 44
        case "repair": 20
        case "help": 12
        case "complaint": 18
        case "suggestion": 3
        case "praise": 2
        default: 1
        }
    }
}
