/// Rows of words, their columns made even.
struct Table {
    private var rows: [[String]]

    init(_ heads: String...) { rows = [heads] }

    mutating func add(_ cells: [String]) { rows.append(cells) }

    var text: String {
        let widths = (0..<(rows.first?.count ?? 0)).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { index, cell in
                let space = String(repeating: " ", count: widths[index] - cell.count)
                return index == 0 ? cell + space : space + cell
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}

extension [Double] {
    var median: Double {
        guard !isEmpty else { return 0 }
        let sorted = sorted()
        return count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2
    }
}

extension Double {
    var whole: String { "\(Int(rounded()))" }

    func places(_ count: Int) -> String {
        let factor = (0..<count).reduce(1.0) { value, _ in value * 10 }
        let scaled = Int((self * factor).rounded())
        guard count > 0 else { return "\(scaled)" }
        let (big, small) = (scaled / Int(factor), abs(scaled % Int(factor)))
        return "\(big)." + String(repeating: "0", count: count - "\(small)".count) + "\(small)"
    }
}
