internal import PackageSchema
internal import ProviderKit
internal import PulumiProtocol

extension ProgramEvaluator {
    /// Returns the value of a reference.
    func value(of access: PropertyAccess, in expression: Expression) async throws -> PropertyValue {
        let root: PropertyValue
        var isConfigured = false
        switch graph.meaning(of: access.root) {
        case .node(let index):
            guard let value = values[index] else { throw EvaluationFailure() }
            root = value
        case .configured(let key):
            root = context.configuredValue(key) ?? .null
            isConfigured = true
        case .pulumi: root = context.variables
        case nil:
            throw fault(
                "resource or variable named \"\(access.root)\" could not be found",
                at: expression.range,
                hint: graph.hint(for: access.root)
            )
        }
        return try await follow(access.accessors[...], from: root, isConfigured: isConfigured, in: expression)
    }

    /// Follows a path into a value.
    ///
    /// A part of a secret or unknown value is secret or unknown too. All parts of a null in a configured list are null.
    func follow(
        _ accessors: ArraySlice<PropertyAccess.Accessor>,
        from root: PropertyValue,
        isConfigured: Bool = false,
        in expression: Expression
    ) async throws -> PropertyValue {
        try await PropertyValue.mapKnown([root]) { plain in
            var value = plain[0]
            var rest = accessors
            while let accessor = rest.first {
                if case .resource(let reference) = value {
                    return try await follow(rest, into: reference, in: expression)
                }
                let isElement = if case .list = value { true } else { false }
                value = try step(accessor, into: value, in: expression)
                if isConfigured, isElement, value.isNull { return .null }
                rest = rest.dropFirst()
            }
            return value
        }
    }

    /// Makes one step into a plain value.
    private func step(
        _ accessor: PropertyAccess.Accessor,
        into value: PropertyValue,
        in expression: Expression
    ) throws -> PropertyValue {
        switch (value, accessor) {
        case (.map(let map), _):
            guard let property = accessor.property else {
                throw fault("cannot access an object property using an integer index", at: expression.range)
            }
            return map[property] ?? .null
        case (.list(let elements), .index(let index)):
            guard elements.indices.contains(index) else {
                throw fault(
                    "list index \(index) out-of-bounds for list of length \(elements.count)",
                    at: expression.range
                )
            }
            return elements[index]
        case (.list, _):
            throw fault("cannot access a list element using a property name", at: expression.range)
        default:
            throw fault("receiver must be a list or object, not \(value.kindInYAML)", at: expression.range)
        }
    }
}

// MARK: - Resources

extension ProgramEvaluator {
    private func follow(
        _ accessors: ArraySlice<PropertyAccess.Accessor>,
        into reference: ResourceReference,
        isNested: Bool = false,
        in expression: Expression
    ) async throws -> PropertyValue {
        let known = isNested ? values.fetched(reference.urn) : values.resource(reference.urn)
        let resource = if let known { known } else { try await resource(reference, in: expression) }
        let output = try await output(accessors, of: resource, in: expression)
        return .output(output.adding(dependencies: [resource.urn]))
    }

    private func output(
        _ accessors: ArraySlice<PropertyAccess.Accessor>,
        of resource: RegisteredResource,
        in expression: Expression
    ) async throws -> Output<PropertyValue> {
        guard let property = accessors.first?.property else {
            throw fault("cannot access an object property using an integer index", at: expression.range)
        }
        if property == "urn" { return Output(.string(resource.urn)) }
        if property == "id", !resource.isComponent {
            return Output(resource.id.isEmpty ? Optional.none : .string(resource.id))
        }
        guard let value = resource.outputs[property] else {
            // In a preview, a property of the schema that the provider has not set yet is unknown.
            let isPromised = context.isPreview && resource.schema?.outputs[property] != nil
            let isUnknown = isPromised || resource.isLeftOut || resource.outputs.containsUnknowns
            return Output(isUnknown ? Optional.none : .null)
        }
        var rest = accessors.dropFirst()
        var current = value
        var isSecret = false
        // Only the requested part counts: a secret beside it does not make it secret.
        while true {
            if let mark = current.mark {
                isSecret = isSecret || mark.isSecret
                guard let inner = mark.value else { return Output(nil, isSecret: isSecret) }
                current = inner
                continue
            }
            guard let accessor = rest.first else { break }
            if case .resource(let reference) = current {
                let nested = try await follow(rest, into: reference, isNested: true, in: expression)
                let inner = Output(gathering: nested)
                return inner.adding(isSecret: isSecret)
            }
            if case .map(let map) = current, let name = accessor.property, map[name] == nil, map.containsUnknowns {
                return Output(nil, isSecret: isSecret)
            }
            current = try step(accessor, into: current, in: expression)
            rest = rest.dropFirst()
        }
        return Output(gathering: current).adding(isSecret: isSecret)
    }

    /// Asks the engine for a resource by reference.
    ///
    /// A reference inside of another resource's outputs is asked for even if it is to a resource of this program: in
    /// Pulumi that registers the default provider of the package `pulumi`.
    private func resource(_ reference: ResourceReference, in expression: Expression) async throws -> RegisteredResource
    {
        do {
            let request = ResourceInvokeRequest(
                tok: "pulumi:pulumi:getResource",
                args: ["urn": .string(reference.urn)],
                acceptResources: true
            )
            let answer = try await monitor.invoke(request)
            let found = RegisteredResource(
                urn: reference.urn,
                id: answer.return["id"]?.plain.string ?? "",
                outputs: answer.return["state"]?.map ?? [:],
                name: URN(reference.urn)?.name ?? "",
                type: URN(reference.urn)?.type ?? ""
            )
            values.add(fetched: found)
            return found
        } catch {
            throw refusal(error, "Failed to get resource \"\(reference.urn)\"", at: expression.range)
        }
    }
}
