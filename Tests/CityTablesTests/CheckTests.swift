import CityTables
import Testing

@Suite("The check of a city's tables")
struct CheckTests {
    @Test("a city in which nothing is wrong is read")
    func sound() throws {
        let city = try City.read(smallCity(), version: 7)
        #expect(city.seats == 2)
        #expect(city.teams == ["一班"])
    }

    @Test("names what is no table, with file, line, column and what would be right", arguments: wrongForms)
    func form(_ wrong: Wrong) {
        #expect(errors(of: wrong.files) == wrong.errors)
    }

    @Test(
        "names what no cell may hold, with file, line, column and what would be right",
        arguments: wrongCells
    )
    func cell(_ wrong: Wrong) {
        #expect(errors(of: wrong.files) == wrong.errors)
    }

    @Test(
        "names facts and places that make no sense, with file, line, column and what would be right",
        arguments: wrongPlaces
    )
    func place(_ wrong: Wrong) {
        #expect(errors(of: wrong.files) == wrong.errors)
    }

    @Test(
        "names matters and rules that lead nowhere, with file, line, column and what would be right",
        arguments: wrongMatters
    )
    func matter(_ wrong: Wrong) {
        #expect(errors(of: wrong.files) == wrong.errors)
    }

    @Test(
        "names people who cannot be what they are said to be, with file, line, column and what would be right",
        arguments: wrongPeople
    )
    func person(_ wrong: Wrong) {
        #expect(errors(of: wrong.files) == wrong.errors)
    }

    @Test("tells everything at once, by file, line and column")
    func everything() {
        let files = smallCity()
            .with("U1,供水公司,water,,0,1", as: "U1,供水公司,sewer,,2,1", in: "units.csv")
            .with("X1,交警支队,police", as: "X1,交警支队,army", in: "units.csv")
            .with("seats,2", as: "seats,none", in: "city.csv")
            .with("24 urgent_hour", as: "", in: "topics.csv")
        let places = errors(of: files).map { $0.split(separator: ": ")[0] }
        #expect(
            places == ["city.csv:7:7", "topics.csv:2:45", "units.csv:2:9", "units.csv:2:16", "units.csv:4:9"]
        )
    }

    @Test("says of a city without any file which files it lacks, and nothing else")
    func nothing() {
        let said = errors(of: CityFiles(texts: [:]))
        #expect(said == CityFiles.required.sorted().map { "\($0):1:1: the file is missing" })
    }

    private func errors(of files: CityFiles) -> [String] {
        do throws(CityErrors) {
            _ = try City.read(files, version: 1)
            return []
        } catch {
            return error.errors.map(\.description)
        }
    }
}
