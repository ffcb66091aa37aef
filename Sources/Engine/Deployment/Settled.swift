/// What has become of a registration.
struct Settled: Sendable {
    /// The resource's state now; in a preview with unknown values.
    @Boxed var state: ResourceState
    /// Properties that do not change although others do.
    var stableKeys: [String] = []
    /// Whether nothing was done because it was not targeted, so that outputs are missing.
    var isSkipped = false
}

/// A registration while it is worked on.
struct Registration: Sendable {
    /// A state from before.
    struct Old: Sendable {
        var token: Snapshot.Token
        @Boxed var state: ResourceState
    }

    @Boxed var goal: Goal
    /// The resource's URN.
    var urn: String
    /// What was there; under an earlier URN if an alias matched.
    var old: Old?
    /// What the resource is to become.
    @Boxed var new: ResourceState
    /// Who does it.
    var lifecycle: any Lifecycle
    /// Whether it comes from the program; false once what was imported is made what the program says.
    var isRegistered = true
    /// Makes names that are the same throughout this registration.
    var seed: [UInt8]

    var subject: Subject { Subject(urn: urn, type: goal.type, name: goal.name) }
    var timeouts: ResourceState.Timeouts { goal.customTimeouts ?? .init() }
}
