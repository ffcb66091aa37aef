import PulumiProtocol
import Synchronization

/// The resource of the stack itself, and the outputs that the program gives it.
///
/// The engine deploys the resource before the program runs. A program that registers it too, as those in general
/// programming languages do, is answered with the same resource, once.
final class RootStack: Sendable {
    private struct State {
        var isRegisteredByProgram = false
        /// The outputs that the program registered for the stack.
        var registered: PropertyMap?
        /// The outputs that the program evaluated before anything stopped the run.
        var evaluated: PropertyMap?
    }

    private let identity: StackIdentity
    private let log: DeploymentLog
    private let resources: RegisteredResources
    private let state = Mutex(State())

    /// The resource of a stack.
    init(_ identity: StackIdentity, _ log: DeploymentLog, _ resources: RegisteredResources) {
        self.identity = identity
        self.log = log
        self.resources = resources
    }

    /// The goal of the resource.
    var goal: Goal { Goal(type: URN.stackType, name: identity.rootName, isCustom: false) }

    /// Answers a program that registers the resource; returns `nil` if the request is for another resource.
    ///
    /// - Throws: ``ReportedFailure`` if the program has registered it before.
    func register(_ request: RegisterResourceRequest) throws -> RegisterResourceResponse? {
        let urn = identity.rootURN
        guard request.type == URN.stackType, request.name == identity.rootName, request.parent.isEmpty,
            let root = resources[urn]?.state
        else { return nil }
        let isFirst = state.withLock { state in
            defer { state.isRegisteredByProgram = true }
            return !state.isRegisteredByProgram
        }
        guard isFirst else { throw log.report(RegistrationError.duplicate(urn), of: urn) }
        return RegisterResourceResponse(urn: urn, object: root.outputs)
    }

    /// Takes the outputs that a program registers for the stack; they are stored when it has ended.
    func registerOutputs(_ outputs: PropertyMap) {
        state.withLock { $0.registered = outputs }
        didEvaluate(outputs: outputs.stackOutputs)
    }

    /// Takes outputs that are complete, though other parts of the program may still be running.
    func didEvaluate(outputs: PropertyMap) {
        guard !log.isStopping else { return }
        state.withLock { $0.evaluated = outputs }
    }

    /// The outputs of a program that has ended: those that it registered, or else those that it returned.
    func outputs(returned: PropertyMap) -> PropertyMap {
        state.withLock { $0.registered }?.stackOutputs ?? returned
    }

    /// Returns the outputs of a program that failed: those that were complete before, over those of the state.
    ///
    /// An output that is missing may just not have been reached.
    ///
    /// - Returns: `nil` if the program failed before its outputs were complete.
    func outputs(ofFailedOver former: PropertyMap) -> PropertyMap? {
        state.withLock { $0.evaluated }.map { former.merging($0) }
    }
}
