public import ProviderKit
public import PulumiProtocol

/// A program that registers the resources which a stack should have.
public protocol Program: Sendable {
    /// Registers all resources.
    ///
    /// A registration that fails throws ``ReportedFailure``, which the engine has reported. The program leaves out the
    /// dependents, continues with the rest (the engine refuses what may no longer begin), and throws the failure at
    /// its end. In a preview, `id` is empty and an output is absent while it is unknown. A program may register the
    /// stack's own resource, once; the engine does it for those that do not.
    ///
    /// - Returns: The outputs of the stack.
    func run(against monitor: any ResourceMonitor) async throws -> PropertyMap
}

extension Program {
    /// Runs the program; returns the stack's outputs as the state holds them.
    func stackOutputs(against monitor: any ResourceMonitor) async throws -> PropertyMap {
        try await run(against: monitor).stackOutputs
    }
}

extension PropertyMap {
    /// The outputs of a stack as the state holds them: without nulls and output values.
    var stackOutputs: PropertyMap {
        filter { !$0.value.isNull }.marshalled(MarshalOptions(keepsUnknownSecrets: true, skipsNulls: true))
    }
}

/// A failure that was reported already: of a resource, or of another that keeps this one from beginning.
public struct ReportedFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The resource that is not deployed because of it; empty if it is of none.
    public var urn: String
    /// The error.
    public var description: String

    /// A failure from its parts.
    public init(urn: String, _ description: String) {
        self.urn = urn
        self.description = description
    }
}
