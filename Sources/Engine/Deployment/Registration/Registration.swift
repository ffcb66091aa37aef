import PulumiProtocol

/// The state of a resource after its registration.
struct DeployedResource: Sendable {
    /// The resource's state; in a preview with unknown values.
    @Boxed var state: ResourceState
    /// Properties that do not change although others do.
    var stableKeys: [String] = []
    /// Indicates whether nothing was done because it was not targeted, so that outputs are missing.
    var isSkipped = false
}

/// A registration while its resource is being deployed.
struct Registration: Sendable {
    /// The resource that the program asks for.
    @Boxed var goal: Goal
    /// The resource's URN.
    var urn: String
    /// The state before, under an earlier URN if an alias matched; `nil` if there is none.
    var old: PreviousState?
    /// The state that the resource is to have.
    @Boxed var new: ResourceState
    /// The provider's operations on the resource.
    var lifecycle: any ResourceLifecycle
    /// Indicates whether the program registered it as it is; false when an imported resource is updated to the
    /// program's inputs.
    var isRegistered = true
    /// The source of random names; the same throughout the registration.
    var seed: [UInt8] = []

    /// Limits of the provider's time.
    var timeouts: ResourceState.Timeouts { goal.customTimeouts ?? .init() }

    /// Makes a call about the resource.
    ///
    /// - Parameters:
    ///   - old: The state that counts as the one before.
    ///   - inputs: The inputs to send.
    ///   - timeout: The provider's limit in seconds.
    /// - Returns: The call.
    func call(old: ResourceState? = nil, inputs: PropertyMap, timeout: Double = 0) -> ProviderCall {
        var call = ProviderCall(urn: urn, type: goal.type)
        if let old { call.setOld(old) }
        call.inputs = inputs
        call.timeout = timeout
        return call
    }
}
