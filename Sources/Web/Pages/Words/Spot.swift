import Casework
import Foundation
import Mustache

/// A point of the map, in degrees.
struct Spot: Sendable, Hashable, MustacheParent {
    let lon: Double
    let lat: Double

    func child(named name: String) -> Any? {
        switch name {
        case "lon": String(lon)
        case "lat": String(lat)
        default: nil
        }
    }
}

extension Place {
    var position: Spot? {
        guard let lon, let lat else { return nil }
        return Spot(lon: lon, lat: lat)
    }
}

/// How far it is from one place to another, over the ground.
struct Distance {
    let metres: Double

    init(from a: Spot, to b: Spot) {
        let radian = Double.pi / 180
        let (north, east) = ((b.lat - a.lat) * radian, (b.lon - a.lon) * radian)
        let half = pow(sin(north / 2), 2) + cos(a.lat * radian) * cos(b.lat * radian) * pow(sin(east / 2), 2)
        metres = 2 * 6_371_000 * asin(min(1, half.squareRoot()))
    }

    /// `80 米`, `1.2 公里`.
    var words: String {
        if metres < 1000 { return "\(Int((metres / 10).rounded()) * 10) 米" }
        let tenths = Int((metres / 100).rounded())
        return tenths < 1000 ? "\(tenths / 10).\(tenths % 10) 公里" : "\(tenths / 10) 公里"
    }
}
