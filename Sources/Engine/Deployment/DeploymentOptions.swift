public import PulumiProtocol

/// What a deployment does, and how.
public struct DeploymentOptions: Sendable {
    /// What a deployment is for.
    public enum Goal: Sendable, Hashable {
        /// Makes the stack what the program says.
        case update
        /// Reads every resource back; runs no program.
        case refresh
        /// Deletes every resource; runs no program.
        case destroy
        /// Brings resources that exist under the stack's management; runs no program.
        case `import`([ImportRequest])
    }

    /// A resource to import.
    public struct ImportRequest: Sendable, Hashable {
        /// The type token.
        public var type: String
        /// The name that it gets.
        public var name: String
        /// The provider's id of it; empty for components and providers, which are made.
        public var id: String
        /// The parent's URN; empty for the stack.
        public var parent = ""
        /// The reference or URN of an explicit provider; empty for the default one.
        public var provider = ""
        /// The version of the package; empty for any.
        public var version = ""
        /// Whether it is a component, which exists in the state only.
        public var isComponent = false
        /// Inputs that are taken where the provider tells none; of a provider: its configuration.
        public var inputs = PropertyMap()
        /// Whether it becomes protected.
        public var isProtected = true

        /// A request from what must be given.
        public init(type: String, name: String, id: String) {
            self.type = type
            self.name = name
            self.id = id
        }
    }

    /// What the deployment is for.
    public var goal: Goal
    /// Whether it only tells what it would do.
    public var isPreview = false
    /// How many steps may run at once.
    public var parallel = DeploymentOptions.defaultParallel
    /// URNs, or patterns with `*` and `**`: only these are changed. Empty: all.
    public var targets: [String] = []
    /// Whether what depends on the targets is targeted too.
    public var targetsDependents = false
    /// URNs that are left alone.
    public var excludes: [String] = []
    /// Whether what depends on the excluded is left alone too.
    public var excludesDependents = false
    /// URNs that are replaced, changed or not. Does not limit the run; `--target-replace` also adds to ``targets``.
    public var replaces: [String] = []
    /// Whether independent branches go on after a failure.
    public var continuesOnError = false
    /// Whether everything is read back first (`--refresh`).
    public var refreshesFirst = false
    /// Whether the program runs during a destroy or refresh (`--run-program`).
    public var runsProgram = false
    /// Whether protection is no reason to refuse anything (`--ignore-protect`).
    public var ignoresProtection = false
    /// Whether a refresh drops operations that were `creating` (`--clear-pending-creates`).
    public var clearsPendingCreates = false

    /// As many as there are processors, four times: resources mostly wait for the network.
    public static let defaultParallel = 4 * ProcessorCount.available

    /// Options for a goal; the rest at their defaults.
    public init(_ goal: Goal) {
        self.goal = goal
    }
}
