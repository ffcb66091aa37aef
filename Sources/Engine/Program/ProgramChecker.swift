internal import PackageSchema
internal import PulumiProtocol

/// A resource declaration with its schema.
struct ResolvedResource: Sendable {
    /// The type's full token.
    var token: String
    /// The schema of the type; `nil` for providers and Pulumi's own resources.
    var schema: ResourceSchema?
    /// The input properties; `nil` if they are unknown.
    var inputs: ObjectSchema?
    var package: PackageSchema?

    var isComponent: Bool { schema?.isComponent ?? false }
}

/// A provider's function with its schema.
struct ResolvedFunction: Sendable {
    var token: String
    var schema: FunctionSchema
    var package: PackageSchema
}

/// Checks a linked program against the schemas of its packages.
struct ProgramChecker {
    private let graph: ProgramGraph
    private let context: ProgramContext
    private var schemas: [String: PackageSchema] { access.schemas }
    private let failures: [String: String]
    private var access: TypeAccess
    private var types: [StaticType]
    private var parser: ProgramParser
    /// The packages whose absence was told.
    private var refusedPackages: Set<String> = []

    /// The resources by the number of their node.
    private(set) var resources: [Int: ResolvedResource] = [:]
    /// The functions by token as written.
    private(set) var functions: [String: ResolvedFunction] = [:]

    /// Creates a checker from the schemas of the known packages and the errors of loading the others.
    init(
        _ graph: ProgramGraph,
        context: ProgramContext,
        schemas: [String: PackageSchema],
        failures: [String: String],
        reporting parser: ProgramParser
    ) {
        self.graph = graph
        self.context = context
        access = TypeAccess(schemas)
        self.failures = failures
        self.parser = parser
        types = Array(repeating: .any, count: graph.nodes.count)
    }

    /// All diagnostics, with those of the parser first.
    var diagnostics: [Diagnostic] { parser.diagnostics }

    /// The packages that the schemas refer to for a member which the program uses, and that were not given.
    var missingPackages: Set<String> { access.missingPackages }

    /// Checks every node after its dependencies.
    mutating func check() {
        defer { if let requirement = graph.requirement { _ = type(of: requirement) } }
        for index in graph.order {
            switch graph.nodes[index] {
            case .configuration(let key): types[index] = check(key)
            case .variable(let binding), .output(let binding): types[index] = type(of: binding.value)
            case .resource(let resource): check(resource, at: index)
            }
        }
    }

    private mutating func check(_ key: ProgramTemplate.ConfigurationKey) -> StaticType {
        if let fallback = key.fallback { return type(of: fallback) }
        return key.type.flatMap { ConfigurationType(named: $0.text)?.staticType } ?? .any
    }
}

// MARK: - Resources

extension ProgramChecker {
    private mutating func check(_ resource: ResourceDeclaration, at index: Int) {
        var given: [(name: Name, value: Expression, type: StaticType)] = []
        if case .bindings(let bindings) = resource.properties {
            given = bindings.map { ($0.name, $0.value, type(of: $0.value)) }
        }
        let state = resource.get?.state.map { ($0.name, $0.value, type(of: $0.value)) } ?? []
        for expression in resource.options.expressions { _ = type(of: expression) }
        guard let resolved = resolve(resource) else { return }
        resources[index] = resolved
        types[index] = .resource(token: resolved.token, resolved.schema, package: resolved.package)

        var assignment = TypeAssignment()
        if let package = resolved.package {
            if let inputs = resolved.inputs, resource.get == nil {
                checkProperties(resource, given, inputs, package, &assignment, token: resolved.token)
            }
            if let outputs = resolved.schema?.outputs {
                assignment.assign(
                    state,
                    to: outputs,
                    in: package,
                    of: resolved.token,
                    at: resource.key.range,
                    requiringAll: false
                )
            }
        }
        if let id = resource.get?.id {
            assignment.assign(id, of: type(of: id), to: .string, as: "id")
        }
        record(assignment)
        warnOfDeprecation(resolved, resource)
    }

    private mutating func checkProperties(
        _ resource: ResourceDeclaration,
        _ given: [(name: Name, value: Expression, type: StaticType)],
        _ inputs: ObjectSchema,
        _ package: PackageSchema,
        _ assignment: inout TypeAssignment,
        token: String
    ) {
        switch resource.properties {
        case .bindings:
            assignment.assign(given, to: inputs, in: package, of: token, at: resource.key.range, requiringAll: true)
        case .expression(let expression):
            let wanted = StaticType(inputs, in: package, name: token)
            assignment.assign(expression, of: type(of: expression), to: wanted, as: "properties")
        }
    }

    private mutating func warnOfDeprecation(_ resolved: ResolvedResource, _ resource: ResourceDeclaration) {
        guard let message = resolved.schema?.deprecationMessage, !message.isEmpty else { return }
        parser.warn("\(resolved.token) is deprecated: \(message)", at: resource.type.range)
    }

    private mutating func resolve(_ resource: ResourceDeclaration) -> ResolvedResource? {
        let written = resource.type.text
        if written == ResourceDeclaration.stackReferenceType {
            return ResolvedResource(token: written)
        }
        guard let package = package(resource.package, usedBy: "resource \(resource.key.text)", at: resource.type.range)
        else { return nil }
        if resource.providedPackage != nil {
            return ResolvedResource(token: written, inputs: package.providerInputs, package: package)
        }
        guard let token = package.resolvedResourceToken(written), let schema = package.resource(token) else {
            parser.refuse(
                "error resolving type of resource \(resource.key.text): "
                    + "unable to find resource type \"\(written)\" in resource provider \"\(package.name)\"",
                at: resource.type.range,
                hint: parser.hasManyFaults
                    ? nil
                    : package.notHereYet(resource: written)
                        ?? TypeToken.hint(for: written, among: package.resourceTokens)
            )
            return nil
        }
        return ResolvedResource(token: token, schema: schema, inputs: schema.inputs, package: package)
    }

    private mutating func package(_ name: String, usedBy user: String, at range: TextRange) -> PackageSchema? {
        if let schema = schemas[name] { return schema }
        let spelling = Spelling.hint(for: name, among: schemas.keys.sorted())
        // A misspelt name is a fault wherever it stands, a plugin that does not start is one fault.
        guard spelling != nil || refusedPackages.insert(name).inserted else { return nil }
        let reason = failures[name] ?? "there is no provider for package \"\(name)\""
        parser.refuse(
            "error resolving type of \(user): \(reason)",
            at: range,
            hint: spelling ?? "name its path under plugins.providers"
        )
        return nil
    }

    private mutating func record(_ assignment: TypeAssignment) {
        for fault in assignment.faults {
            parser.refuse(fault.summary, at: fault.range, hint: fault.hint)
        }
    }
}

// MARK: - Expressions

extension ProgramChecker {
    private mutating func type(of expression: Expression) -> StaticType {
        switch expression.kind {
        case .null: return .any
        case .bool: return .boolean
        case .number: return .number
        case .string: return .string
        case .interpolation(let parts):
            for part in parts {
                if let access = part.access { checkInsertion(access, at: expression.range) }
            }
            return .string
        case .symbol(let access): return type(of: access, at: expression.range)
        case .list(let elements): return listType(elements)
        case .object(let entries): return objectType(entries)
        case .assetArchive(let entries):
            for entry in entries { _ = type(of: entry.value) }
            return .archive
        case .call(let function, let arguments): return type(of: function, arguments)
        case .invoke(let invocation): return type(of: invocation, at: expression.range)
        }
    }

    private func rootType(of access: PropertyAccess) -> StaticType {
        switch graph.meaning(of: access.root) {
        case .node(let index): types[index]
        case .configured(let key): configuredType(key)
        case .pulumi:
            .object(ProgramContext.variableNames.map { .init(name: $0, type: .string) }, name: "pulumi")
        case nil: .any
        }
    }

    private func configuredType(_ key: String) -> StaticType {
        switch context.configuredValue(key) {
        case .bool?: .boolean
        case .number?: .number
        case .string?: .string
        case .map?: .map(.any)
        default: .any
        }
    }

    private mutating func type(of access: PropertyAccess, at range: TextRange) -> StaticType {
        do {
            return try self.access.type(rootType(of: access), following: access)
        } catch {
            parser.refuse(error.summary, at: range, hint: error.hint)
            return .any
        }
    }

    /// Refuses an unknown property of a resource inside text: Pulumi inserts null there, which is never intended.
    private mutating func checkInsertion(_ access: PropertyAccess, at range: TextRange) {
        do {
            _ = try self.access.type(rootType(of: access), following: access)
        } catch {
            if error.isOfResource {
                parser.refuse(error.summary, at: range, hint: error.hint)
            } else {
                parser.warn(error.summary, at: range, hint: error.hint)
            }
        }
    }

    private mutating func listType(_ elements: [Expression]) -> StaticType {
        let types = elements.map { type(of: $0) }
        guard let first = types.first else { return .list(.any) }
        // Equal scalars are one type; objects stay apart, because each may lack properties of the others.
        let names = Set(types.map(\.description))
        return .list(names.count == 1 && !first.isObject ? first : .union(types))
    }

    private mutating func objectType(_ entries: [Expression.Entry]) -> StaticType {
        var properties: [StaticType.Property] = []
        var isKnown = true
        for entry in entries {
            let type = type(of: entry.value)
            if let key = entry.key.literal {
                properties.append(StaticType.Property(name: key, type: type))
            } else {
                _ = self.type(of: entry.key)
                isKnown = false
            }
        }
        return isKnown ? .object(properties, name: nil) : .any
    }

    private mutating func type(of function: BuiltinFunction, _ arguments: [Expression]) -> StaticType {
        let given = arguments.map { type(of: $0) }
        var assignment = TypeAssignment()
        defer { record(assignment) }
        switch function {
        case .secret, .unsecret: return given[0]
        case .join:
            assignment.assign(arguments[0], of: given[0], to: .string, as: "delimiter")
            return .string
        case .split:
            assignment.assign(arguments[0], of: given[0], to: .string, as: "delimiter")
            assignment.assign(arguments[1], of: given[1], to: .string, as: "source")
            return .list(.string)
        case .select:
            assignment.assign(arguments[0], of: given[0], to: .integer, as: "index")
            assignment.assign(arguments[1], of: given[1], to: .list(.any), as: "values")
            if case .list(let element) = given[1].expanded { return element }
            return .any
        case .toJSON: return .string
        case .stringAsset, .fileAsset, .remoteAsset: return .asset
        case .fileArchive, .remoteArchive: return .archive
        default: return .any
        }
    }

    private mutating func type(of invocation: Expression.Invocation, at range: TextRange) -> StaticType {
        if let arguments = invocation.arguments { _ = type(of: arguments) }
        for option in [invocation.options.parent, invocation.options.provider, invocation.options.dependsOn] {
            if let option { _ = type(of: option) }
        }
        let name = String(invocation.token.prefix { $0 != ":" })
        guard let package = package(name, usedBy: "function \(invocation.token)", at: range) else { return .any }
        guard let token = package.resolvedFunctionToken(invocation.token), let schema = package.function(token) else {
            parser.refuse(
                "unable to find function \"\(invocation.token)\" in resource provider \"\(name)\"",
                at: range,
                hint: parser.hasManyFaults
                    ? nil
                    : package.notHereYet(function: invocation.token)
                        ?? TypeToken.hint(for: invocation.token, among: package.functionTokens)
            )
            return .any
        }
        functions[invocation.token] = ResolvedFunction(token: token, schema: schema, package: package)
        checkArguments(of: invocation, schema)
        guard let returned = invocation.returned else {
            return schema.outputs.properties.isEmpty ? .any : StaticType(schema.outputs, in: package, name: token)
        }
        if let property = schema.outputs[returned.text] { return StaticType(property.type, in: package) }
        parser.refuse(
            "\(returned.text) does not exist on \(invocation.token)",
            at: returned.range,
            hint: Spelling.hint(for: returned.text, among: schema.outputs.names)
        )
        return .any
    }

    /// Warns of arguments that a function does not have; they are sent nevertheless.
    private mutating func checkArguments(of invocation: Expression.Invocation, _ schema: FunctionSchema) {
        guard case .object(let entries)? = invocation.arguments?.kind else { return }
        for entry in entries {
            guard let name = entry.key.literal, schema.inputs[name] == nil else { continue }
            parser.warn(
                "\(name) does not exist on Invoke \(schema.token)",
                at: entry.key.range,
                hint: Spelling.hint(for: name, among: schema.inputs.names)
            )
        }
    }
}

extension StaticType {
    fileprivate var isObject: Bool {
        if case .object = self { true } else { false }
    }
}

extension TypeToken {
    /// Returns the nearest existing token, in the short form if the given one is short.
    fileprivate static func hint(for token: String, among tokens: [String]) -> String? {
        let isShort = !token.utf8.contains(UInt8(ascii: "/"))
        let candidates = tokens.map { isShort ? shortened($0) : $0 }
        return Spelling.hint(for: token, among: candidates)
    }
}

extension PackageSchema {
    /// Returns a resource's full token, for one written in any case.
    fileprivate func resolvedResourceToken(_ token: String) -> String? {
        canonicalResourceToken(token) ?? Self.folded(token, among: resourceTokens)
    }

    /// Returns a function's full token, for one written in any case.
    fileprivate func resolvedFunctionToken(_ token: String) -> String? {
        canonicalFunctionToken(token) ?? Self.folded(token, among: functionTokens)
    }

    private static func folded(_ token: String, among tokens: [String]) -> String? {
        let candidates = Set(TypeToken.candidates(for: token).map { $0.lowercased() })
        return tokens.first { candidates.contains($0.lowercased()) }
    }
}
