import Storage

/// Figures in the text form that Prometheus reads.
struct PrometheusText {
    private(set) var text = ""
    private var named: Set<String> = []

    /// A figure that goes up and down, or, by the name's end, one that only rises.
    mutating func figure(_ name: String, _ help: String, _ value: Double, _ labels: [(String, String)] = []) {
        head(name, help, name.hasSuffix("_total") ? "counter" : "gauge")
        line(name, labels, value)
    }

    mutating func histogram(
        _ name: String,
        _ help: String,
        _ reading: Histogram.Reading,
        _ labels: [(String, String)] = []
    ) {
        head(name, help, "histogram")
        var sum = 0
        for (index, count) in reading.counts.enumerated() {
            sum += count
            let bound = index < reading.bounds.count ? Self.number(reading.bounds[index]) : "+Inf"
            line(name + "_bucket", labels + [("le", bound)], Double(sum))
        }
        line(name + "_sum", labels, reading.sum)
        line(name + "_count", labels, Double(sum))
    }

    private mutating func head(_ name: String, _ help: String, _ type: String) {
        guard named.insert(name).inserted else { return }
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    private mutating func line(_ name: String, _ labels: [(String, String)], _ value: Double) {
        text += name
        if !labels.isEmpty {
            text += "{" + labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",") + "}"
        }
        text += " \(Self.number(value))\n"
    }

    /// Whole numbers without a point.
    private static func number(_ value: Double) -> String {
        Int64(exactly: value).map(String.init) ?? "\(value)"
    }

    private static func escaped(_ label: String) -> String {
        var safe = ""
        for scalar in label.unicodeScalars {
            switch scalar {
            case "\\": safe += "\\\\"
            case "\"": safe += "\\\""
            case "\n": safe += "\\n"
            default: safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }
}
