import CEmbedded
import PackageSchema
public import ProviderKit
public import PulumiProtocol
import RPC

/// Package `awsx`: components that register resources of package `aws` with good defaults.
public struct CrosswalkProvider: Provider {
    /// The package's version, as in `schema.json`: that of the upstream release which it equals.
    public static let version = "3.8.0"

    /// The versions of the packages that the components' children are of; an engine chooses their provider by it.
    public static let childVersions = ["aws": "7.42.0", "docker": "4.6.0", "docker-build": "0.0.14"]

    /// The package's name.
    public let package = "awsx"

    /// A provider; nothing is read before it is needed.
    public init() {}

    /// The embedded `schema.json`, byte by byte.
    public static var schemaText: [UInt8] {
        let file = embedded_awsx_schema()
        return Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
    }

    /// The package's version.
    public func getPluginInfo(_ context: ProviderContext) async throws -> PluginInfo {
        PluginInfo(version: Self.version)
    }

    /// The package's schema.
    public func getSchema(_ request: GetSchemaRequest, _ context: ProviderContext) async throws -> GetSchemaResponse {
        GetSchemaResponse(schema: String(decoding: Self.schemaText, as: UTF8.self))
    }

    /// Registers a component and its children.
    public func construct(
        _ request: ConstructRequest,
        _ context: ProviderContext
    ) async throws -> ConstructResponse {
        guard let component = ComponentDescriptor.all[request.type] else {
            let suggestion = Spelling.suggestion(for: request.type, among: ComponentDescriptor.all.keys.sorted())
            throw StatusError(.notFound, "package awsx has no component \"\(request.type)\"\(suggestion)")
        }
        let monitor = try await context.monitor(at: request.monitorEndpoint)
        let session = try await DeploymentSession(
            request,
            monitor: monitor,
            packageVersions: Self.childVersions
        )
        let scope = try await ComponentScope.begin(request, aliases: component.aliases, in: session)
        let inputs = ConstructInputs.decoded(request)
        for warning in try PackageInputs.check(inputs, of: request.type, owner: scope.urn) {
            await context.log(.warning, "property \(warning.path): \(warning.reason); it is ignored", urn: scope.urn)
        }
        let state = try await component.build(InputObject(owner: scope.urn, properties: inputs), scope)
        try await scope.complete()
        return scope.response(state)
    }
}
