import Engine
import Glibc
import RPC

/// A run of the command line tool, from its arguments to its exit status.
struct CommandLineTool {
    /// The arguments after the program's name.
    let arguments: [String]

    /// The version of `awsx` and its provider.
    static let version = "0.1.0"

    /// Parses the arguments, runs the command, and reports errors on standard error.
    func run() async -> ExitStatus {
        do {
            switch try ArgumentParser(root: .root).parse(arguments) {
            case .version:
                writeOut("\(Self.version)\n")
                return .success
            case .help(let command, let path):
                writeOut(HelpText(command: command, path: path).text)
                return .success
            case .run(let command, let parsed):
                try enterFolder(parsed)
                if parsed.has("disable-integrity-checking") { FileBackend.skipIntegrityChecks() }
                return try await command.action?(parsed) ?? .usage
            }
        } catch let error as UsageError {
            writeError("awsx: \(error)\n")
            return .usage
        } catch {
            writeError("error: \(String(explaining: error))\n")
            return .failure
        }
    }

    /// Changes to the folder of `--cwd`.
    private func enterFolder(_ arguments: ParsedArguments) throws {
        guard let folder = arguments.value("cwd") else { return }
        guard chdir(folder) == 0 else {
            throw UsageError("--cwd \(folder): \(String(cString: strerror(errno)))")
        }
    }
}
