import Engine
import JSON
import Recordings

extension Command {
    /// The command `awsx replay`.
    static let replay = Command(
        name: "replay",
        summary: "Replay recorded requests against the providers, and compare their answers",
        operands: "RECORDING…",
        operandCount: 1...Int.max,
        flags: [
            .list("call", "NAME", "Replay only these: construct, check, diff or create (default: all but create)"),
            .boolean("change-inputs", "Send each Diff again with one input changed, for every input"),
            .value("types", "PATTERN", "Only resources of package aws whose type matches, such as 'aws:ec2/*'"),
            .value("expect", "FILE", "A JSON list of differences that are intended"),
            .value("show", "N", "Show at most N mismatches (default: 10)"),
            .boolean("json", short: "j", "Print the result as JSON"),
        ]
    ) { arguments in
        var replay = Replay(launcher: try ReplayAWS(arguments).launcher)
        if !arguments.list("call").isEmpty { replay.calls = try arguments.list("call").map(replayedCall) }
        replay.changesInputs = arguments.has("change-inputs")
        replay.types = arguments.value("types") ?? "*"
        let recordings = try arguments.operands.map(recording)
        let expected = try arguments.value("expect").map { try JSON(parsing: try readFile($0)) }
        let report = await replay.run(recordings, expecting: expected.map(Expectation.list) ?? [])
        let text = ReplayText(report: report, limit: try arguments.number("show", atLeast: 0) ?? 10)
        writeOut(arguments.has("json") ? text.json : text.text)
        return report.hasPassed ? .success : .failure
    }

    private static func replayedCall(_ name: String) throws(UsageError) -> ReplayedCall {
        guard let call = ReplayedCall(rawValue: name) else {
            let known = ReplayedCall.allCases.map(\.rawValue)
            throw UsageError("--call must be one of \(known.joined(separator: ", ")), not \"\(name)\"")
        }
        return call
    }

    /// Reads a recording: a folder with `grpc.json`, or such a file.
    private static func recording(_ path: String) throws -> Recording {
        let file = path.hasSuffix(".json") ? path : path + "/grpc.json"
        let parts = file.split(separator: "/")
        let name = parts.last == "grpc.json" ? parts.dropLast().last : parts.last
        do {
            return try Recording(name: String(name ?? "recording"), parsing: try readFile(file))
        } catch let error as JSONError {
            throw UsageError("\(file) is no recording: \(error)")
        }
    }
}

/// The AWS that replayed providers are directed to.
private struct ReplayAWS {
    private let environment: [String: String]
    private let locator: PluginLocator

    /// Determines the AWS; only creates reach it, and these never the real one.
    ///
    /// - Throws: ``UsageError`` if creates would reach the real AWS, ``LocalCloudError``.
    init(_ arguments: ParsedArguments) throws {
        let surroundings = Console.current.environment()
        let endpoint = PresentAWS.endpoint(arguments, surroundings)
        if endpoint == .aws, arguments.list("call").contains(ReplayedCall.create.rawValue) {
            throw UsageError("recordings are created in local AWS only: pass --local")
        }
        environment = try PresentAWS(endpoint, surroundings).environment
        locator = PluginLocator(for: nil, environment: surroundings)
    }

    /// Returns the launcher of providers for a recording, with credentials that are none and the recorded region.
    var launcher: @Sendable (Recording) -> any PluginLauncher {
        { [environment, locator] recording in
            var variables = environment.filter { !$0.key.hasPrefix("AWS_") || $0.key == "AWS_ENDPOINT_URL" }
            variables["AWS_ACCESS_KEY_ID"] = "replay"
            variables["AWS_SECRET_ACCESS_KEY"] = "replay"
            variables["AWS_EC2_METADATA_DISABLED"] = "true"
            variables["AWS_REGION"] = recording.region
            return ProcessLauncher(locator, environment: variables)
        }
    }
}
