import PackageSchema
public import PulumiProtocol
import RPC

extension ComponentScope: FunctionRunner {
    /// Runs a function of a package, with the provider that the component's children have.
    ///
    /// Equal calls of one deployment are made once.
    ///
    /// - Returns: The result, with the dependencies of the arguments; unknown if an argument is, without a call.
    /// - Throws: ``StatusError`` `UNKNOWN` with what the function refused.
    public func invoke(_ token: String, _ arguments: PropertyMap = [:]) async throws -> Output<PropertyMap> {
        let gathered = Output(gathering: .map(arguments))
        guard let known = gathered.value?.map else { return gathered.map { _ in [:] } }
        let package = TypeToken.package(of: token)
        let response = try await deployment.invoke(
            ResourceInvokeRequest(
                tok: token,
                args: known,
                provider: providers[package] ?? "",
                version: deployment.packageVersions[package] ?? "",
                acceptResources: true
            )
        )
        if let failure = response.failures.first {
            let property = failure.property.isEmpty ? "" : " property \(failure.property):"
            throw StatusError(.unknown, "\(urn): function \(token) failed:\(property) \(failure.reason)")
        }
        var result = Output(gathering: .map(response.return)).adding(marksOf: gathered)
        if response.unknown { result.value = nil }
        return result.map { $0.map ?? [:] }
    }

    /// Reads the state of a resource of the stack that an input refers to.
    ///
    /// - Parameter input: A reference, plain or as an output.
    /// - Returns: The resource.
    /// - Throws: ``InputFailure`` if the input is no reference to a resource.
    public func resource<Value>(_ input: Input<Value>) async throws -> ReferencedResource {
        let gathered = Output(gathering: input.value ?? .null)
        guard let value = gathered.value else { return ReferencedResource(unknown: gathered) }
        guard case .resource(let reference) = value else {
            throw InputFailure(urn, at: input.path, "must be a resource, not \(value.kind)")
        }
        return ReferencedResource(
            reference,
            marks: gathered,
            answer: try await resource(reference.urn),
            isPreview: deployment.isPreview
        )
    }

    /// Reads the state of a resource of the stack that an input was made from.
    ///
    /// - Throws: ``StatusError`` if the engine does not know the resource.
    public func state(of urn: String) async throws -> PropertyMap {
        try await resource(urn)["state"]?.map ?? [:]
    }

    /// Checks children that are going to be registered, and tells what is doubtful about them.
    ///
    /// - Parameters:
    ///   - drafts: The children.
    ///   - owner: The URN of the component whose inputs they are made of; `nil` for this one.
    /// - Throws: ``InputFailure`` with the paths of those inputs.
    public func check(_ drafts: [ChildDraft], of owner: String? = nil) async throws {
        for warning in try deployment.childRules.check(drafts, of: owner ?? urn) { await warn(warning) }
    }

    /// Tells the user what is doubtful about an input.
    public func warn<Value>(_ input: Input<Value>, _ reason: String) async {
        await warn(CheckFailure(property: input.path, reason: reason))
    }

    /// Tells the user what is doubtful about the input of a path.
    public func warn(_ warning: CheckFailure) async {
        await deployment.warn("property \(warning.property): \(warning.reason)", urn)
    }

    private func resource(_ urn: String) async throws -> PropertyMap {
        let request = ResourceInvokeRequest(
            tok: "pulumi:pulumi:getResource",
            args: ["urn": .string(urn)],
            acceptResources: true
        )
        return try await deployment.monitor.invoke(request).return
    }
}
