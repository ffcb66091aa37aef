public import PulumiProtocol
import RPC

/// The functions of packages, as a component package runs them: through an engine, or in its own process.
public protocol FunctionRunner: Sendable {
    /// Runs a function.
    ///
    /// - Returns: The result, with the marks of the arguments; unknown if an argument is, without a call.
    /// - Throws: An error with what the function refused.
    func invoke(_ token: String, _ arguments: PropertyMap) async throws -> Output<PropertyMap>
}

/// The functions of no package: every call is refused.
public struct NoFunctions: FunctionRunner {
    /// Functions that refuse every call.
    public init() {}

    /// Refuses.
    public func invoke(_ token: String, _ arguments: PropertyMap) async throws -> Output<PropertyMap> {
        throw StatusError(.unimplemented, "function \(token) cannot be run here: nobody serves its package")
    }
}
