import PackageSchema
public import PulumiProtocol

/// A registered component in the making: its children are registered, and functions called, through it.
///
/// Children are registered concurrently by `async let` or task groups; each waits only for what its inputs hold.
public struct ComponentScope: Sendable {
    /// The component's URN.
    public let urn: String
    /// The component's name, from which those of its children are made.
    public let name: String
    /// The deployment that the component is part of.
    public let deployment: DeploymentSession
    /// True if children are protected from deletion; `nil` if nothing was said.
    public let protect: Bool?
    /// The provider to use for each package; inherited by all below.
    public private(set) var providers: [String: String]
    /// The time that operations may take, as given to the component; inherited by the children that wait.
    let customTimeouts: RegisterResourceRequest.CustomTimeouts?
    /// The component's former URNs, for engines that do not work out those of children.
    let formerURNs: [String]

    /// Registers the component of a Construct.
    ///
    /// - Parameters:
    ///   - request: The Construct request.
    ///   - aliases: The component's own aliases.
    ///   - deployment: The session of the request.
    /// - Returns: The scope in which the component registers its children.
    /// - Throws: ``StatusError`` if the engine refuses the component.
    public static func begin(
        _ request: ConstructRequest,
        aliases: ComponentAliases,
        in deployment: DeploymentSession
    ) async throws -> ComponentScope {
        var registration = RegisterResourceRequest(type: request.type, name: request.name, parent: request.parent)
        registration.dependencies = request.dependencies
        registration.providers = request.providers
        registration.protect = request.protect
        registration.ignoreChanges = request.ignoreChanges
        registration.replaceOnChanges = request.replaceOnChanges
        registration.retainOnDelete = request.retainOnDelete
        registration.deletedWith = request.deletedWith
        // Upstream's SDK loses the time for deletion; a component is not deleted by a provider, so that it has no use.
        registration.customTimeouts = request.customTimeouts.map { .init(create: $0.create, update: $0.update) }
        registration.hooks = request.resourceHooks.map {
            .init(
                beforeCreate: $0.beforeCreate,
                afterCreate: $0.afterCreate,
                beforeUpdate: $0.beforeUpdate,
                afterUpdate: $0.afterUpdate,
                beforeDelete: $0.beforeDelete,
                afterDelete: $0.afterDelete,
                onError: $0.onError
            )
        }
        registration.parentStackTraceHandle = request.stackTraceHandle
        let formers = deployment.addAliases(
            aliases,
            ofProgram: request.aliases,
            to: &registration,
            parentFormers: []
        )
        let response = try await deployment.register(&registration)
        return ComponentScope(
            urn: response.urn,
            name: request.name,
            deployment: deployment,
            protect: request.protect,
            providers: request.providers,
            customTimeouts: request.customTimeouts.map {
                .init(create: $0.create, update: $0.update, delete: $0.delete)
            },
            formerURNs: formers
        )
    }

    /// Registers a component inside this one.
    public func component(
        _ type: String,
        _ name: String,
        aliases: ComponentAliases
    ) async throws -> ComponentScope {
        var registration = RegisterResourceRequest(type: type, name: name, parent: urn)
        registration.protect = protect
        let formers = deployment.addAliases(aliases, to: &registration, parentFormers: formerURNs)
        let response = try await deployment.register(&registration)
        return ComponentScope(
            urn: response.urn,
            name: name,
            deployment: deployment,
            protect: protect,
            providers: providers,
            customTimeouts: customTimeouts,
            formerURNs: formers
        )
    }

    /// Registers a resource below the component, and waits until it is deployed, or planned in a preview.
    ///
    /// - Parameters:
    ///   - type: The resource's type token.
    ///   - name: The resource's name.
    ///   - properties: Its inputs; outputs inside them make it depend on what they came from.
    ///   - parent: The child to register it under; `nil` for the component itself.
    ///   - aliases: Former types and names of such a resource.
    ///   - dependsOn: Resources to wait for whose outputs are not used.
    ///   - ignoreChanges: The paths of properties that keep the value of the first deployment, or that others gave them.
    /// - Returns: The deployed or planned resource.
    /// - Throws: ``StatusError`` if the resource fails.
    public func child(
        _ type: String,
        _ name: String,
        _ properties: PropertyMap,
        parent: Child? = nil,
        aliases: [OwnAlias] = [],
        dependsOn: [Child] = [],
        ignoreChanges: [String] = []
    ) async throws -> Child {
        let sent = MarshalledProperties(properties, deployment.features.marshalOptions)
        let package = TypeToken.package(of: type)
        var registration = RegisterResourceRequest(
            type: type,
            name: name,
            parent: parent?.urn ?? urn,
            custom: true
        )
        registration.object = sent.object
        registration.propertyDependencies = sent.dependencies
        registration.dependencies = Set(sent.allDependencies).union(dependsOn.map(\.urn)).sorted()
        registration.protect = protect
        registration.ignoreChanges = ignoreChanges
        registration.customTimeouts = deployment.waitingTypes.contains(type) ? customTimeouts : nil
        registration.provider = providers[package] ?? ""
        registration.version = deployment.packageVersions[package] ?? ""
        let formers = deployment.addAliases(
            ComponentAliases(aliases),
            to: &registration,
            parentFormers: parent?.formerURNs ?? formerURNs
        )
        let response = try await deployment.register(&registration)
        return Child(response, inputs: sent.object, isPreview: deployment.isPreview, formerURNs: formers)
    }

    /// Registers a provider of a package for some of the component's children, such as with credentials of their own.
    ///
    /// As upstream registers it, the provider has no parent: a stack can have one of a name.
    ///
    /// - Parameters:
    ///   - package: The package.
    ///   - name: The provider's name.
    ///   - configuration: The provider's configuration.
    /// - Returns: The component's scope, in which children and functions of the package use the provider.
    /// - Throws: ``StatusError`` if the engine refuses the provider.
    public func withProvider(
        of package: String,
        _ name: String,
        _ configuration: PropertyMap
    ) async throws -> ComponentScope {
        let sent = MarshalledProperties(configuration, deployment.features.marshalOptions)
        var registration = RegisterResourceRequest(type: URN.providerType(of: package), name: name, custom: true)
        registration.object = sent.object
        registration.propertyDependencies = sent.dependencies
        registration.dependencies = sent.allDependencies
        registration.version = deployment.packageVersions[package] ?? ""
        let response = try await deployment.register(&registration)
        var scope = self
        scope.providers[package] = "\(response.urn)::\(response.id.isEmpty ? PropertyValue.unknownText : response.id)"
        return scope
    }

    /// Registers the component's outputs, which completes it.
    public func complete(outputs: PropertyMap = [:]) async throws {
        let sent = outputs.marshalled(deployment.features.marshalOptions)
        try await deployment.monitor.registerResourceOutputs(
            RegisterResourceOutputsRequest(urn: urn, outputs: sent)
        )
    }

    /// Returns the answer to the Construct, from the component's outputs.
    public func response(_ state: PropertyMap) -> ConstructResponse {
        let sent = MarshalledProperties(state, deployment.features.marshalOptions)
        return ConstructResponse(urn: urn, state: sent.object, stateDependencies: sent.dependencies)
    }
}
