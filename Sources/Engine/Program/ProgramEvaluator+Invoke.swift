internal import PackageSchema
internal import ProviderKit
internal import PulumiProtocol

extension ProgramEvaluator {
    /// Returns the result of a provider's function; unknown while an argument is unknown.
    func invoke(_ invocation: Expression.Invocation, in expression: Expression) async throws -> PropertyValue {
        let function = functions[invocation.token]
        var request = ResourceInvokeRequest(
            tok: function?.token ?? invocation.token,
            version: invocation.options.version?.text ?? versions[TypeToken.package(of: invocation.token)] ?? "",
            acceptResources: true,
            pluginDownloadURL: invocation.options.pluginDownloadURL?.text ?? ""
        )
        request.provider = try await provider(of: invocation)
        if let parent = invocation.options.parent {
            request.parent = try await resource(parent).urn
        }
        var dependencies: [String] = []
        if let dependsOn = invocation.options.dependsOn {
            dependencies = try await resources(dependsOn, option: "dependsOn").map(\.urn)
        }
        var arguments: PropertyValue = [:]
        if let given = invocation.arguments { arguments = try await evaluate(given) }
        let result = try await PropertyValue.mapKnown([arguments]) { [request] plain in
            var request = request
            request.args = plain[0].marshalled(.program()).map ?? [:]
            return try await answer(to: request, of: invocation, function, in: expression)
        }
        return .output(Output(gathering: result).adding(dependencies: dependencies))
    }

    private func provider(of invocation: Expression.Invocation) async throws -> String {
        if let provider = invocation.options.provider { return try await resource(provider).providerReference }
        let package = TypeToken.package(of: invocation.token)
        guard let index = graph.defaultProviders[package] else { return "" }
        guard case .resource(let reference)? = values[index], let resource = values.resource(reference.urn) else {
            throw EvaluationFailure()
        }
        return resource.providerReference
    }

    private func answer(
        to request: ResourceInvokeRequest,
        of invocation: Expression.Invocation,
        _ function: ResolvedFunction?,
        in expression: Expression
    ) async throws -> PropertyValue {
        let answer: ResourceInvokeResponse
        do {
            answer = try await monitor.invoke(request)
        } catch {
            throw refusal(error, "calling \(invocation.token) failed", at: expression.range)
        }
        for failure in answer.failures {
            _ = fault(
                "calling \(invocation.token) failed: \(failure.property.isEmpty ? "" : failure.property + ": ")\(failure.reason)",
                at: expression.range
            )
        }
        guard answer.failures.isEmpty else { throw EvaluationFailure() }
        if answer.unknown { return .unknown }
        guard let returned = invocation.returned else { return .map(answer.return) }
        guard let value = answer.return[returned.text] else {
            throw fault(
                "Unable to evaluate result[\(returned.text)]: \(invocation.token) did not return such a property",
                at: returned.range,
                hint: Spelling.hint(for: returned.text, among: answer.return.keys)
            )
        }
        return value
    }

    /// Returns an output of another stack: `fn::stackReference: [stack, output]`.
    func stackReference(
        _ given: [PropertyValue],
        _ arguments: [Expression],
        in expression: Expression
    ) async throws -> PropertyValue {
        guard case .string(let stack) = given[0] else { throw EvaluationFailure() }
        let outputs: PropertyMap
        do {
            let request = ReadResourceRequest(
                id: stack,
                type: ResourceDeclaration.stackReferenceType,
                name: stack,
                properties: ["name": .string(stack)],
                acceptSecrets: true,
                acceptResources: true
            )
            outputs = try await monitor.readResource(request).properties["outputs"]?.plainUnlessSecret.map ?? [:]
        } catch {
            throw refusal(error, "cannot read stack \(stack)", at: expression.range)
        }
        return try await PropertyValue.mapKnown([given[1]]) { plain in
            guard case .string(let name) = plain[0] else {
                throw fault(
                    "expected property name argument to fn::stackReference to be a string, got \(plain[0].kindInYAML)",
                    at: arguments[1].range
                )
            }
            return outputs[name] ?? .null
        }
    }
}

extension PropertyValue {
    /// The value without a secret around it, but with nested secrets.
    fileprivate var plainUnlessSecret: PropertyValue {
        switch self {
        case .secret(.map(let map)): .map(map.mapValues { .secret($0) })
        default: self
        }
    }
}
