package import Casework

/// A city as its folder of tables describes it, once nothing in them is wrong.
package struct City: Sendable, Equatable {
    package let rulebook: Rulebook
    package let staff: [StaffMember]
    package let teams: [String]
    package let seats: Int
    package let names: Names

    /// Reads the whole, or says everything that is wrong.
    package static func read(_ files: CityFiles, version: Int) throws(CityErrors) -> City {
        var reading = Reading(files)
        let facts = reading.cityFacts()
        let (policy, identity) = reading.policies()
        let grants = reading.grants()
        let calendars = reading.calendars(facts)
        let (areas, aliases) = reading.areas(cityCode: facts.code)
        let roads = reading.roads()
        let units = reading.units()
        let topics = reading.topics()
        let categories = reading.categories()
        let standards = reading.standards()
        let responsibilities = reading.responsibilities(areas)
        let staff = reading.staff(units)
        let teams = reading.teams(staff)
        let rulebook = Rulebook(
            version: version,
            cityCode: facts.code,
            cityName: facts.name,
            hotline: facts.hotline,
            isDemonstration: facts.isDemonstration,
            hall: calendars.hall,
            policy: policy,
            identity: identity,
            grants: grants,
            areas: areas,
            roads: roads,
            topics: topics,
            categories: categories,
            standards: standards,
            units: units,
            unitTypes: reading.unitTypes(),
            responsibilities: responsibilities,
            unitCalendars: calendars.units
        )
        reading.checkReach(rulebook)
        guard reading.errors.isEmpty else { throw CityErrors(reading.errors) }
        return City(
            rulebook: rulebook,
            staff: staff,
            teams: teams,
            seats: facts.seats,
            names: Names(rulebook, aliases: aliases)
        )
    }
}
