public import PulumiProtocol

/// The outcome of a deployment.
public struct DeploymentResult: Sendable {
    /// The final state; after a preview, the planned state with unknown values.
    public var snapshot: Snapshot
    /// The number of resources by operation.
    ///
    /// A replacement counts once, as ``StepOperation/replace``; its parts do not.
    public var counts: [StepOperation: Int]
    /// Outputs of the stack; those of before where the program did not come to its end.
    public var outputs: PropertyMap
    /// Outputs of the stack before the deployment.
    public var previousOutputs: PropertyMap
    /// Indicates whether anything failed; the CLI then exits with status 1.
    public var hasFailed: Bool
    /// Indicates whether it was ended by an interruption.
    public var wasCancelled: Bool
    /// The time that it took.
    public var duration: Duration
    /// Indicates whether resources changed or would change; changed outputs of the stack alone do not count, nor does
    /// that something was only read, or is so no longer.
    public var hasChanges: Bool {
        counts.contains { !$0.key.isSame && $0.key != .readDiscard && $0.value > 0 }
    }
}
