public import PulumiProtocol

/// The engine as a program or a component sees it: resources are registered and functions called through it.
///
/// Every method may be called concurrently, and throws ``StatusError`` with what the engine answered.
public protocol ResourceMonitor: Sendable {
    /// True if the engine has a feature, such as `aliasSpecs`.
    func supportsFeature(_ feature: String) async throws -> Bool
    /// Registers a resource; returns when it is deployed, or planned in a preview.
    func registerResource(_ request: RegisterResourceRequest) async throws -> RegisterResourceResponse
    /// Says that a component is complete, and what its outputs are.
    func registerResourceOutputs(_ request: RegisterResourceOutputsRequest) async throws
    /// Reads a resource that the stack does not manage.
    func readResource(_ request: ReadResourceRequest) async throws -> ReadResourceResponse
    /// Runs a function of a provider.
    func invoke(_ request: ResourceInvokeRequest) async throws -> ResourceInvokeResponse
    /// Runs a method of a component.
    func call(_ request: ResourceCallRequest) async throws -> CallResponse
    /// Declares a package that is not named by its plugin; answers the reference to use.
    func registerPackage(_ request: RegisterPackageRequest) async throws -> RegisterPackageResponse
}
