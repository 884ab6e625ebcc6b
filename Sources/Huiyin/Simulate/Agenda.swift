import Casework

/// What is to be done next, shared by those who do it at once.
actor Agenda {
    enum Work: Sendable {
        case open(Int)
        case lead(CaseLife)
        /// Nothing moves before the server's clock shows this.
        case idle(until: Timestamp)
        /// Nothing to do for a moment.
        case pause(Duration)
        case finished
    }

    private let openings: [Timestamp]
    /// Cases a second of real time; nil: as fast as it goes.
    private let rate: Double?
    private let mostOpen: Int
    private let started = ContinuousClock.now
    private var shown: Timestamp
    private var opened = 0
    private var busy = 0
    private var waiting: [CaseLife] = []
    private var sleeping: [(until: Timestamp, life: CaseLife)] = []
    private var children: [Case.Number: [CaseLife]] = [:]
    /// Cases under way that others might be linked to, by topic.
    private var parents: [Topic.Code: [Case.Number]] = [:]
    private var gone: Set<Case.Number> = []
    private var barren: Set<Case.Number> = []
    private(set) var brought = 0
    private(set) var left = 0

    init(openings: [Timestamp], rate: Double?, mostOpen: Int, shown: Timestamp) {
        self.openings = openings
        self.rate = rate
        self.mostOpen = mostOpen
        self.shown = shown
    }

    func next() -> Work {
        for index in sleeping.indices.reversed() where sleeping[index].until <= shown {
            waiting.append(sleeping.remove(at: index).life)
        }
        if mayOpen {
            busy += 1
            opened += 1
            return .open(opened - 1)
        }
        if !waiting.isEmpty {
            busy += 1
            return .lead(waiting.removeFirst())
        }
        if busy > 0 { return .pause(.milliseconds(2)) }
        if opened < openings.count, openings[opened] <= shown { return .pause(.milliseconds(5)) }
        let moments = sleeping.map(\.until) + openings.dropFirst(opened).prefix(1)
        guard let earliest = moments.min() else { return .finished }
        busy += 1
        return .idle(until: earliest)
    }

    private var mayOpen: Bool {
        guard opened < openings.count, openings[opened] <= shown, waiting.count < mostOpen else {
            return false
        }
        guard let rate else { return true }
        let passed = ContinuousClock.now - started
        return Double(opened) <= rate * (passed / .seconds(1))
    }

    /// The server's clock has been seen to show this.
    func shows(_ instant: Timestamp?) { shown = max(shown, instant ?? shown) }

    var now: Timestamp { shown }

    func moved() { busy -= 1 }

    func again(_ life: CaseLife) {
        busy -= 1
        if let view = life.view, [.signing, .handling].contains(view.stage), !barren.contains(view.number),
            parents[life.matter.topic.code]?.contains(view.number) != true
        {
            parents[life.matter.topic.code, default: []].append(view.number)
        }
        waiting.append(life)
    }

    func sleep(_ life: CaseLife, until: Timestamp) {
        busy -= 1
        sleeping.append((until, life))
    }

    /// It goes on when its parent has ended: at once, if it has.
    func wait(_ life: CaseLife, for parent: Case.Number) {
        busy -= 1
        if gone.contains(parent) { waiting.append(life) } else { children[parent, default: []].append(life) }
    }

    func end(_ life: CaseLife) {
        busy -= 1
        if life.isLeft { left += 1 } else { brought += 1 }
    }

    /// A case has reached a final stage: those linked to it go on.
    func ended(_ number: Case.Number) {
        gone.insert(number)
        waiting += children.removeValue(forKey: number) ?? []
    }

    /// Nothing can be linked to it any more.
    func noParent(_ number: Case.Number, of topic: Topic.Code) {
        barren.insert(number)
        parents[topic]?.removeAll { $0 == number }
    }

    /// A case under way about the same, that is not this one.
    func parent(of number: Case.Number, about topic: Topic.Code) -> Case.Number? {
        parents[topic]?.last { $0 != number }
    }

    /// Children whose parents were left where they stand.
    var orphans: Int { children.values.reduce(0) { $0 + $1.count } }
    var done: Int { brought + left }
}
