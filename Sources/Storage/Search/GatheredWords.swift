/// The words of many cases, gathered so that the row of each word is written once a block and not once a case.
package struct GatheredWords: Sendable {
    /// What is gathered of one block.
    struct Block: Sendable {
        let number: Int64
        private(set) var ids: ClosedRange<Int64>
        private(set) var count = 0
        /// By it one sees that no case has changed meanwhile: versions only grow.
        private(set) var versions = 0
        private(set) var words: [Int64: [Int64]] = [:]

        fileprivate init(_ id: Int64) {
            number = SearchBlock.number(of: id)
            ids = id...id
        }

        fileprivate mutating func add(_ id: Int64, version: Int, _ marks: Set<Int64>) {
            ids = ids.including(id...id)
            count += 1
            versions += version
            for mark in marks { words[mark, default: []].append(id) }
        }

        fileprivate mutating func add(_ other: Block) {
            ids = ids.including(other.ids)
            count += other.count
            versions += other.versions
            for (mark, ids) in other.words { words[mark, default: []] += ids }
        }
    }

    private(set) var blocks: [Block] = []

    package init() {}

    package var isEmpty: Bool { blocks.isEmpty }

    /// Adds a case that stands under these words.
    mutating func add(_ id: Int64, version: Int, _ marks: Set<Int64>) {
        blocks[place(of: SearchBlock.number(of: id), holding: id)].add(id, version: version, marks)
    }

    package mutating func add(_ other: GatheredWords) {
        for block in other.blocks {
            blocks[place(of: block.number, holding: block.ids.lowerBound)].add(block)
        }
    }

    private mutating func place(of number: Int64, holding id: Int64) -> Int {
        if let place = blocks.lastIndex(where: { $0.number == number }) { return place }
        blocks.append(Block(id))
        return blocks.count - 1
    }

    /// Gives the blocks into which nothing more comes, if ids only rise, and keeps the last one.
    package mutating func takeWhole() -> GatheredWords {
        let isWhole =
            blocks.last.map { $0.ids.upperBound == SearchBlock.ids(of: $0.number).upperBound } ?? true
        var whole = GatheredWords()
        whole.blocks = isWhole ? blocks : blocks.dropLast()
        blocks.removeFirst(whole.blocks.count)
        return whole
    }
}
