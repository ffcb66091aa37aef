import Engine

/// The command `destroy` with its options.
struct StackDestruction {
    private let arguments: ParsedArguments

    /// Creates a destruction from its flags.
    ///
    /// - Throws: ``UsageError`` for flags that exclude each other.
    init(_ arguments: ParsedArguments) throws {
        self.arguments = arguments
        if arguments.has("exclude-protected"), !arguments.list("target").isEmpty {
            throw UsageError("--target and --exclude-protected cannot be used together")
        }
    }

    /// Deletes the resources and, on request and after success, the stack.
    func run() async throws -> ExitStatus {
        var kept: Set<String> = []
        if arguments.has("exclude-protected") {
            let place = try ProjectStack.open(arguments)
            let resources = try place.backend.snapshot(place.stack, secrets: place.secrets).resources
            kept = Self.kept(resources)
            guard kept.isEmpty || kept.count < resources.count else {
                writeOut("Nothing to destroy: all \(kept.count) resources are protected or needed by protected ones.\n")
                return .success
            }
        }
        let status = try await StackDeployment(.destroy, arguments, leaving: kept.sorted()).run()
        guard status == .success, arguments.has("remove"), kept.isEmpty, arguments.list("target").isEmpty,
            !arguments.has("preview-only")
        else { return status }
        let place = try ProjectContext.find(arguments)
        try place.remove(try place.existing(nil, arguments), keepingSettings: false, force: false)
        return .success
    }

    /// Returns the URNs of protected resources and of all their dependencies.
    private static func kept(_ resources: [ResourceState]) -> Set<String> {
        var kept: Set<String> = []
        for resource in resources.reversed() where resource.isProtected || kept.contains(resource.urn) {
            kept.insert(resource.urn)
            resource.forEachReference { kept.insert($0) }
        }
        return kept
    }
}
