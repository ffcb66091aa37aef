import Engine
import Glibc

/// One run of the command line: from the arguments to the exit status.
struct CommandLineTool {
    /// The arguments after the program's name.
    let arguments: [String]

    /// The version of both commands.
    static let version = "0.1.0"

    /// Finds the command and carries it out; what goes wrong is said on stderr.
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
                try enterLocalCloud(parsed, running: command)
                return try await command.action?(parsed) ?? .usage
            }
        } catch let error as UsageError {
            writeError("awsx: \(error)\n")
            return .usage
        } catch {
            writeError("error: \(error)\n")
            return .failure
        }
    }

    /// `--cwd`: everything that follows sees this folder as the working folder.
    private func enterFolder(_ arguments: ParsedArguments) throws {
        guard let folder = arguments.value("cwd") else { return }
        guard chdir(folder) == 0 else {
            throw UsageError("--cwd \(folder): \(String(cString: strerror(errno)))")
        }
    }

    /// `--local`: AWS is the simulator on this machine, started if it does not run yet.
    private func enterLocalCloud(_ arguments: ParsedArguments, running command: Command) throws {
        // A command's own flag of that name means something else.
        guard arguments.has("local"), !command.flags.contains(where: { $0.name == "local" }) else { return }
        let home = LocalCloudHome(environment: Environment.variables)
        let (cloud, isNew) = try LocalCloud.startIfNeeded(in: home)
        if isNew { writeError("Local AWS started at \(cloud.endpoint); `awsx local stop` ends it.\n") }
        cloud.enterEnvironment()
    }
}
