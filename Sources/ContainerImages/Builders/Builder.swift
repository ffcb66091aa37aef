internal import Connections

/// A builder that works, with the environment that it works in.
package struct Builder: Sendable {
    /// The program's description.
    package let descriptor: BuilderDescriptor
    /// The path of the program.
    let executable: String
    /// The whole environment of its commands.
    let environment: [String: String]

    /// The builder's name.
    package var name: String { descriptor.name }

    /// Returns a command of the builder.
    func command(_ arguments: [String], adding variables: [String: String] = [:]) -> ProgramCommand {
        ProgramCommand(
            executable,
            arguments: arguments,
            environment: environment.merging(variables) { $1 }
        )
    }
}

/// No builder works on this machine, or not the one that was asked for.
package struct BuilderMissing: Error, Hashable, Sendable, CustomStringConvertible {
    /// A builder that was tried.
    package struct Trial: Hashable, Sendable {
        /// The builder's name.
        package let builder: String
        /// The reason why it does not work.
        package let reason: String
    }

    /// The builder that was asked for; `nil` if any would have done.
    package let wanted: String?
    /// The builders that were tried.
    package let trials: [Trial]

    /// The trials and the remedy.
    package var description: String {
        let subject = wanted.map { "the builder \"\($0)\" does not work" } ?? "there is no program that builds images"
        let tried = trials.map { "\n  \($0.builder): \($0.reason)" }.joined()
        let names = BuilderDescriptor.all.map(\.name).joined(separator: ", ")
        let remedy =
            trials.isEmpty
            ? "; it must be one of \(names)"
            : "; install docker (https://docs.docker.com/engine/install) or buildah (apt-get install buildah), "
                + "and see that it runs; tried:"
        return subject + remedy + tried
    }
}

/// The search for a builder that works.
package struct BuilderSearch: Sendable {
    /// Programs that run containers; buildah and podman need one, unless they only change the root folder.
    private static let runtimes = ["crun", "runc", "runj", "kata-runtime", "runsc"]

    /// The environment of the builders.
    package let environment: [String: String]
    /// The builder that was asked for; `nil` if any will do.
    package let name: String?

    /// A search in an environment.
    package init(environment: [String: String], name: String? = nil) {
        self.environment = environment
        self.name = name
    }

    /// Returns the first builder that works.
    ///
    /// - Throws: ``BuilderMissing`` with the reason of each that does not; `CancellationError`.
    package func find() async throws -> Builder {
        var trials: [BuilderMissing.Trial] = []
        for descriptor in BuilderDescriptor.all where name == nil || name == descriptor.name {
            guard let executable = path(of: descriptor.program) else {
                trials.append(.init(builder: descriptor.name, reason: "\(descriptor.program) is not installed"))
                continue
            }
            for variables in descriptor.environments {
                let builder = Builder(
                    descriptor: descriptor,
                    executable: executable,
                    environment: environment(with: variables)
                )
                guard let reason = try await failure(of: builder) else { return builder }
                if variables == descriptor.environments.first {
                    trials.append(.init(builder: descriptor.name, reason: reason))
                }
            }
        }
        throw BuilderMissing(wanted: name, trials: trials)
    }

    /// The environment with what a builder needs and nobody has set.
    private func environment(with variables: [String: String]) -> [String: String] {
        var all = environment.merging(variables) { given, _ in given }
        let folders = (environment["PATH"] ?? "").split(separator: ":")
        let hasRuntime = Self.runtimes.contains { name in folders.contains { FileText.isFile("\($0)/\(name)") } }
        if !hasRuntime, all["BUILDAH_ISOLATION"] == nil { all["BUILDAH_ISOLATION"] = "chroot" }
        return all
    }

    /// Returns the reason why a builder does not work; `nil` if it does.
    private func failure(of builder: Builder) async throws -> String? {
        let output: (exit: ProcessExit, bytes: [UInt8])
        do {
            output = try await builder.command(builder.descriptor.probe).output(standardError: .merged)
        } catch {
            return error.description
        }
        try Task.checkCancellation()
        let lines = String(decoding: output.bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        let complaint = lines.map(\.trimmingSpaces).last { $0.lowercased().hasPrefix("error") }
        if output.exit == .status(0), complaint == nil { return nil }
        return complaint ?? lines.first.map(\.trimmingSpaces) ?? "it \(output.exit)"
    }

    private func path(of program: String) -> String? {
        (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(program)" }.first(where: FileText.isFile)
    }
}
