import Casework

extension Reading {
    func unitTypes() -> [String: String] {
        rows(.unitTypes).reduce(into: [:]) { types, row in types[row["code"].text] = row["name"].text }
    }

    mutating func units() -> [Unit] {
        var units: [Unit] = []
        for row in rows(.units) {
            let type = reference(row["type"], to: .unitTypes)
            let area = reference(row["area"], to: .areas)
            let external = flag(row["external"])
            let active = flag(row["active"])
            let phone = row["phone"].text
            if !phone.isEmpty, PhoneNumber(phone) == nil {
                report(
                    row["phone"],
                    "“\(phone)” is no telephone number: digits, with - between them if you like",
                    chinese: "“\(phone)”不是电话号码：写数字，中间可用 -"
                )
            }
            guard let type, let external, let active, !row["code"].isEmpty else { continue }
            units.append(
                Unit(
                    id: row["code"].text,
                    name: row["name"].text,
                    type: type,
                    district: area,
                    isExternal: external,
                    isActive: active,
                    duty: row["duty"].text,
                    phone: phone
                )
            )
        }
        return units
    }
}
