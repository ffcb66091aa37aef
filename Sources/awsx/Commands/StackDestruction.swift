import Engine

/// `destroy`: a deployment that deletes, and what can be asked of it beyond.
struct StackDestruction {
    private let arguments: ParsedArguments

    /// A destruction as its flags ask for it.
    ///
    /// - Throws: ``UsageError`` for flags that exclude each other.
    init(_ arguments: ParsedArguments) throws {
        self.arguments = arguments
        if arguments.has("exclude-protected"), !arguments.wholeList("target").isEmpty {
            throw UsageError("--target and --exclude-protected exclude each other")
        }
    }

    /// Deletes, and removes the stack where that is asked for and all went well.
    func run() async throws -> ExitStatus {
        var held: Set<String> = []
        if arguments.has("exclude-protected") {
            let place = try ProjectStack.open(arguments)
            let resources = try place.backend.snapshot(place.stack, secrets: place.secrets).resources
            held = Self.held(resources)
            guard held.isEmpty || held.count < resources.count else {
                writeOut("Nothing to destroy: all \(held.count) resources are protected, or needed by what is.\n")
                return .success
            }
        }
        let status = try await StackDeployment(.destroy, arguments, leaving: held.sorted()).run()
        guard status == .success, arguments.has("remove"), held.isEmpty, arguments.wholeList("target").isEmpty,
            !arguments.has("preview-only")
        else { return status }
        let place = try ProjectPlace.find(arguments)
        try place.remove(try place.existing(nil, arguments), keepingSettings: false, force: false)
        return .success
    }

    /// URNs of what is protected, and of all that this depends on, directly or not.
    private static func held(_ resources: [ResourceState]) -> Set<String> {
        var held: Set<String> = []
        for resource in resources.reversed() where resource.isProtected || held.contains(resource.urn) {
            held.insert(resource.urn)
            resource.forEachReference { held.insert($0) }
        }
        return held
    }
}
