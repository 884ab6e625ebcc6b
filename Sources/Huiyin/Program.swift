import ArgumentParser

/// The program: configuration, wiring, commands; it contains no rules.
@main
struct Program: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "huiyin",
        abstract: "A city's service hotline: every matter settled, every matter answered.",
        subcommands: [
            Serve.self, Migrate.self, Backup.self, Restore.self, Verify.self, CityCommand.self,
            PersonCommand.self,
            TokenCommand.self, ImportCommand.self, ExportCommand.self, Simulate.self,
        ]
    )

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let failure as Failure {
            Output.error(failure.description)
            exit(withError: ExitCode(1))
        } catch let code as ExitCode {
            exit(withError: code == .validationFailure ? ExitCode(2) : code)
        } catch {
            if let code = wrongUsage(error) {
                Output.error(fullMessage(for: error))
                exit(withError: code)
            }
            if exitCode(for: error) == .success { exit(withError: error) }
            Output.error("\(error)")
            exit(withError: ExitCode(1))
        }
    }

    /// 2 for a command line that cannot be understood.
    private static func wrongUsage(_ error: any Error) -> ExitCode? {
        exitCode(for: error) == .validationFailure ? ExitCode(2) : nil
    }
}

/// Something that a command could not do, in words that say what to do.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
