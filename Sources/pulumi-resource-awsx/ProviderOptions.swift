import RPC

/// The options of the provider's command line.
struct ProviderOptions: Equatable {
    /// The task of the process.
    enum Task: Equatable {
        /// Serve an engine over standard input and output.
        case serve
        /// Print the package's schema.
        case schema
        /// Print the version.
        case version
        /// Print the usage.
        case help
    }

    /// The task; `nil` if no option names one.
    var task: Task?
    /// The package to serve.
    var package: ServedPackage
    /// The file to record every call in; `nil` for none.
    var recording: String?
    /// The largest message to take, in bytes.
    var maximumMessage = 64 << 20

    /// One option of the command line.
    private struct Option {
        let name: String
        /// The value's name in the usage; `nil` if the option takes none.
        var value: String?
        let purpose: String
        let apply: @Sendable (inout ProviderOptions, String) throws(UsageError) -> Void
    }

    private static let all: [Option] = [
        Option(name: "--stdio", purpose: "Serve an engine over standard input and output.") { options, _ in
            options.task = .serve
        },
        Option(name: "--package", value: "NAME", purpose: "The package to serve: \(ServedPackage.names).") {
            (options, name) throws(UsageError) in
            guard let package = ServedPackage(rawValue: name) else {
                throw UsageError("unknown package \"\(name)\"; --package must be \(ServedPackage.names)")
            }
            options.package = package
        },
        Option(name: "--schema", purpose: "Print the package's schema and exit.") { options, _ in
            options.task = .schema
        },
        Option(name: "--record", value: "FILE", purpose: "Write every call to FILE, without secrets.") {
            options,
            file in
            options.recording = file
        },
        Option(name: "--max-message", value: "BYTES", purpose: "The largest message to take (67108864).") {
            (options, text) throws(UsageError) in
            guard let bytes = Int(text), bytes > 0 else {
                throw UsageError("--max-message must be a number of bytes, not \"\(text)\"")
            }
            options.maximumMessage = bytes
        },
        Option(name: "--version", purpose: "Print the version and exit.") { options, _ in options.task = .version },
        Option(name: "--help", purpose: "Print this help and exit.") { options, _ in options.task = .help },
    ]

    /// Reads a command line.
    ///
    /// - Parameter arguments: All words; the first, the program's own name, may name the package.
    /// - Throws: ``UsageError`` with the word at fault.
    init(_ arguments: [String]) throws(UsageError) {
        package = ServedPackage(programName: arguments.first ?? "")
        var rest = arguments.dropFirst()
        while let word = rest.popFirst() {
            guard word.hasPrefix("-") else { throw UsageError.engineAddress(word) }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let option = Self.all.first(where: { $0.name == parts[0] }) else {
                throw UsageError("unknown option \(parts[0])")
            }
            guard let value = option.value else {
                if parts.count > 1 { throw UsageError("\(option.name) takes no value") }
                try option.apply(&self, "")
                continue
            }
            guard let given = parts.count > 1 ? parts[1] : rest.popFirst() else {
                throw UsageError("\(option.name) needs \(value)")
            }
            try option.apply(&self, given)
        }
    }

    /// The text that `--help` prints.
    static var usage: String {
        let lines = all.map { option in
            let left = [option.name, option.value].compactMap(\.self).joined(separator: " ")
            return "  \(left)\(String(repeating: " ", count: max(1, 22 - left.count)))\(option.purpose)"
        }
        return """
            Usage: pulumi-resource-awsx --stdio [--package NAME] [--record FILE] [--max-message BYTES]

            A resource provider, which a deployment engine starts; to deploy, use awsx.
            As pulumi-resource-NAME it serves package NAME.

            \(lines.joined(separator: "\n"))
            """
    }
}
