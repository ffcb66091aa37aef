public import Engine
import JSON
import PulumiProtocol
import RPC

/// The replay of recordings against the providers that a launcher starts.
public struct Replay: Sendable {
    /// The calls to replay.
    public var calls: [ReplayedCall] = [.construct, .check, .diff]
    /// Indicates whether each `Diff` without changes is sent again with one input changed, for every input.
    public var changesInputs = false
    /// The types of the resources of package `aws`, a pattern with `*`.
    public var types = "*"

    private let launcher: @Sendable (Recording) -> any PluginLauncher

    /// A replay against providers that are started for each recording.
    public init(launcher: @escaping @Sendable (Recording) -> any PluginLauncher) { self.launcher = launcher }

    /// Replays recordings, one after the other.
    ///
    /// - Parameters:
    ///   - recordings: The recordings.
    ///   - expectations: The differences that are intended.
    /// - Returns: What was as recorded and what was not; a provider that does not start fails its calls.
    public func run(_ recordings: [Recording], expecting expectations: [Expectation] = []) async -> ReplayReport {
        var report = ReplayReport(expecting: expectations)
        for recording in recordings {
            report.begin(recording.name)
            for package in ["awsx", "aws"] {
                let wanted = calls.filter { $0.package == package }
                guard !wanted.isEmpty else { continue }
                report = await replay(wanted, recording, package, report)
            }
        }
        return report
    }

    private func replay(
        _ calls: [ReplayedCall],
        _ recording: Recording,
        _ package: String,
        _ report: ReplayReport
    ) async -> ReplayReport {
        let engine = RecordedEngine()
        let result = ReportBox(report)
        do {
            try await launcher(recording).withPlugin(
                PluginRequest(package),
                serving: engine.service,
                onStandardError: { _ in }
            ) { channel in
                let plugin = ReplayedPlugin(channel, recording, package: package)
                try await plugin.configure()
                for call in calls {
                    var report = result.report
                    switch call {
                    case .construct:
                        await ConstructReplay(recording: recording, plugin: plugin, engine: engine).run(&report)
                    case .check:
                        await CheckReplay(recording: recording, plugin: plugin, types: types).run(&report)
                    case .diff:
                        await DiffReplay(
                            recording: recording,
                            plugin: plugin,
                            types: types,
                            changesInputs: changesInputs
                        ).run(&report)
                    case .create:
                        await CreateReplay(recording: recording, plugin: plugin, types: types).run(&report)
                    }
                    result.report = report
                }
            }
        } catch {
            var report = result.report
            let message = (error as? ReplayedPlugin.Failure)?.message ?? String(describing: error)
            report.add(calls[0].firstScore, "package \(package)", .failure(message))
            return report
        }
        return result.report
    }
}

extension ReplayedCall {
    /// The score that fails where nothing can be asked.
    fileprivate var firstScore: Score {
        switch self {
        case .construct: .constructs
        case .check: .check
        case .diff: .diff
        case .create: .created
        }
    }
}
