import Casework
import Mustache
import Storage

/// `/wall`: the frame, which stays; its inside is a `WallBoard`.
struct WallPage: Sendable, MustacheParent {
    let hotline: String
    let css: [String]
    let script: String
    let now: Int64
    let speed: Double
    let offset: Int
    let board: WallBoard

    func child(named name: String) -> Any? {
        switch name {
        case "hotline": hotline
        case "css": css
        case "script": script
        case "now": String(now)
        case "speed": String(speed)
        case "offset": String(offset)
        case "board": board
        default: nil
        }
    }
}

/// Everything on the wall that changes.
struct WallBoard: Sendable, MustacheParent {
    struct Row: Sendable, MustacheParent {
        let name: String
        let calls: String
        let bar: String
        let callbacks: String
        let opened: String
        let closed: String
        let open: String
        let overdue: String
        let isOverdue: Bool
        let satisfaction: String

        func child(named name: String) -> Any? {
            switch name {
            case "name": self.name
            case "calls": calls
            case "bar": bar
            case "callbacks": callbacks
            case "opened": opened
            case "closed": closed
            case "open": open
            case "overdue": overdue
            case "isOverdue": isOverdue
            case "satisfaction": satisfaction
            default: nil
            }
        }
    }

    let hotline: String
    let isDemonstration: Bool
    let date: String
    let time: String
    let districts: [Row]
    let isDense: Bool
    let city: Row
    let satisfiedBar: String
    let satisfiedWords: String
    let stages: [Counted]
    let topics: [Counted]
    let curve: WallCurve
    let alarm: String
    let advice: String
    let isQuiet: Bool
    let newestTime: String
    let newest: String

    struct Counted: Sendable, MustacheParent {
        let name: String
        let count: String
        let bar: String

        func child(named name: String) -> Any? {
            switch name {
            case "name": self.name
            case "count": count
            case "bar": bar
            default: nil
            }
        }
    }

    func child(named name: String) -> Any? {
        switch name {
        case "hotline": hotline
        case "isDemonstration": isDemonstration
        case "date": date
        case "time": time
        case "districts": districts
        case "isDense": isDense
        case "city": city
        case "satisfiedBar": satisfiedBar.ifAny
        case "satisfiedWords": satisfiedWords
        case "stages": stages
        case "topics": topics
        case "curve": curve
        case "alarm": alarm
        case "advice": advice
        case "isQuiet": isQuiet
        case "newestTime": newestTime
        case "newest": newest
        default: nil
        }
    }
}

/// The day's new cases by half hours, drawn.
struct WallCurve: Sendable, MustacheParent {
    struct Line: Sendable, MustacheParent {
        let y: String
        let textY: String
        let words: String

        func child(named name: String) -> Any? {
            switch name {
            case "y": y
            case "textY": textY
            case "words": words
            default: nil
            }
        }
    }

    struct Bar: Sendable, MustacheParent {
        let x: String
        let y: String
        let height: String
        let isNow: Bool

        func child(named name: String) -> Any? {
            switch name {
            case "x": x
            case "y": y
            case "height": height
            case "isNow": isNow
            default: nil
            }
        }
    }

    let lines: [Line]
    let bars: [Bar]
    let words: String

    func child(named name: String) -> Any? {
        switch name {
        case "lines": lines
        case "bars": bars
        case "words": words
        default: nil
        }
    }
}
