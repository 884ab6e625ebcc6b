private import Foundation

/// Names and codes that come again and again in stored rows, each by its place in a list.
///
/// The list only ever grows, at its end: what was written keeps its meaning. The first 144 take one byte in a row, the next
/// 256 two; what is not in it is written out. Source: docs/decisions/packed-rows.md.
enum StoredWords {
    static let all: [String] = list.split(whereSeparator: \.isWhitespace).map(String.init)

    /// The place of a word that is in the list.
    static func place(of word: UnsafeBufferPointer<UInt8>) -> Int? { lookup.place(of: word) }

    /// The place of a word that a program's own text names.
    static func place(_ word: String) -> Int? {
        var word = word
        return word.withUTF8(place)
    }

    private static let lookup = Lookup(all)

    /// Finds a word by a sum over its bytes: rows ask for a hundred of them each, and a dictionary of texts takes several
    /// times as long.
    private struct Lookup {
        private var slots = [Int16](repeating: -1, count: 1024)
        private let words: [[UInt8]]

        init(_ texts: [String]) {
            words = texts.map { Array($0.utf8) }
            for place in words.indices {
                var slot = words[place].withUnsafeBufferPointer(Self.slot)
                while slots[slot] >= 0 { slot = (slot + 1) & 1023 }
                slots[slot] = Int16(place)
            }
        }

        private static func slot(of word: UnsafeBufferPointer<UInt8>) -> Int {
            var sum: UInt32 = 2_166_136_261
            for byte in word { sum = (sum ^ UInt32(byte)) &* 16_777_619 }
            return Int((sum ^ sum >> 15) & 1023)
        }

        private static func areEqual(_ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>)
            -> Bool
        {
            guard one.count == other.count, let first = one.baseAddress, let second = other.baseAddress else {
                return false
            }
            return memcmp(first, second, one.count) == 0
        }

        func place(of word: UnsafeBufferPointer<UInt8>) -> Int? {
            // No word of the list is longer, and none begins with a Chinese character.
            guard word.count <= 24, let first = word.first, first < 0x80 else { return nil }
            var slot = Self.slot(of: word)
            while slots[slot] >= 0 {
                let place = Int(slots[slot])
                if words[place].withUnsafeBufferPointer({ Self.areEqual($0, word) }) { return place }
                slot = (slot + 1) & 1023
            }
            return nil
        }
    }

    private static let list = """
        _0 unit kind value clock round due used stopped limit measure original state since written urgent_hour
        stage facts continuous running started source topic words handle review sign close content place
        urgency version hasPhone area district hasPlace text answered phone wantsCallback callback road normal
        closed arrive fields manner satisfaction solved work_day at work good yes follower limits finish
        callers recorded recordedAt recordedBy changedAt endedAt team recordedTeam answeredAt verdict waking
        inquiry judged accept side very_satisfied work_hour dispatch clocks handling feedback fedBack assisting
        rule signing closing intake dispatched unitRule closedAt dispatchedAt signed signedAt feedbackAt
        satisfied level calling_back urgent check repair complaint yellow outcome estate help measured card
        sourceReference arrived arrivedAt busy request registering yellowRound not_wanted dispatching
        classified counted pending texts no_answer photos fairly_satisfied noAnswerReason checkTimedOut red
        roomTemperature attempted standard checking by category attempts description name address houseNumber
        noPlaceReason expectation partly resumed late_sign fair verify reworks suggestion noAnswer reason
        overdue redRound wasOverdue urgent_day until reasonCode channel unreached urges inspector letter
        isConfidential praise not_ours paused late lateMarks outside instant anonymous critical wrong_number
        web suspend wrongReturns sms declined appeal appeals opinion agree replyBy changed urgeNotified
        urgeNoticeAt extendedWorkSeconds extensions changes supervision invalid return theirNumber number
        extension verifying wechat coordinate app finding true suspensions returns exempt isExempt redos
        not_registered amendment field amended suspension late_check ordered orders cannotReturn not_accepted
        dissatisfied suspended body unitCleared forwarded voided outsideBody answerOwedAnew below_standard no
        poor order orderReplied repliedAt unrouted into parent coordinating out_of_scope units coordinated
        coordinations withdrawn notClosed notArrived late_verify standard_met child linked children
        very_dissatisfied attemptsForgotten accepted grounds crossRoad landmark component community grid lon
        lat isSolvedByItself calls complainedOf callAgainAt properUnit before after general work_day_end
        isUnrouted proposesRecall draft answer articles note person crew noPhotoReason conclusion call false
        unclear in_law_suit no_content already_answered not_found out_of_area duplicate not_our_area incomplete
        mistaken nuisance source_needs_none not_met unreasonable policy call_later visit disagree 12345 110
        video monitoring media leader forgotten called supervise _1
        """
}
