public import ProviderKit
public import PulumiProtocol

/// What says which resources a stack should have.
public protocol Program: Sendable {
    /// Packages that it will surely use, so that their plugins can be started while it is still being read.
    var packages: [PluginRequest] { get }

    /// Registers all resources.
    ///
    /// A registration that fails throws ``ReportedFailure``; a person has been told why. What depends on it is to be
    /// left out, the rest goes on (the engine refuses what may not begin any more), and the failure is thrown at the
    /// end. In a preview, `id` is empty and an output is absent where it is not yet known.
    ///
    /// - Returns: The outputs of the stack.
    func run(against monitor: any ResourceMonitor) async throws -> PropertyMap
}

extension Program {
    /// None are known before it runs.
    public var packages: [PluginRequest] { [] }

    /// Runs the program; returns the stack's outputs as the state holds them: without nulls and output values.
    func stackOutputs(against monitor: any ResourceMonitor) async throws -> PropertyMap {
        let outputs = try await run(against: monitor).filter { !$0.value.isNull }
        return outputs.marshalled(MarshalOptions(keepsUnknownSecrets: true, skipsNulls: true))
    }
}

/// Something failed, or may not begin because something else failed; a person has already been told.
public struct ReportedFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The resource that is not there because of it; empty if none is at fault.
    public var urn: String
    /// What happened.
    public var description: String

    /// A failure from its parts.
    public init(urn: String, _ description: String) {
        self.urn = urn
        self.description = description
    }
}
