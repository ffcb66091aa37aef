public import PulumiProtocol

/// The goal of a deployment, and the options of the command line.
public struct DeploymentOptions: Sendable {
    /// The purpose of a deployment.
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
        /// Indicates whether it is a component, which exists in the state only.
        public var isComponent = false
        /// Inputs that are taken where the provider tells none; of a provider: its configuration.
        public var inputs = PropertyMap()
        /// Indicates whether it becomes protected.
        public var isProtected = true

        /// A request from what must be given.
        public init(type: String, name: String, id: String) {
            self.type = type
            self.name = name
            self.id = id
        }
    }

    /// The purpose of the deployment.
    public var goal: Goal
    /// Indicates whether it only tells what it would do.
    public var isPreview = false
    /// The number of steps that may run at once.
    public var parallel = DeploymentOptions.defaultParallel
    /// URNs, or patterns with `*` and `**`, of the only resources that are changed; empty for all.
    public var targets: [String] = []
    /// Indicates whether what depends on the targets is targeted too.
    public var targetsDependents = false
    /// URNs that are left alone.
    public var excludes: [String] = []
    /// Indicates whether what depends on the excluded is left alone too.
    public var excludesDependents = false
    /// URNs that are replaced, changed or not.
    ///
    /// They do not limit the run; `--target-replace` also adds to ``targets``.
    public var replaces: [String] = []
    /// Indicates whether independent branches go on after a failure.
    public var continuesOnError = false
    /// Indicates whether everything is read back first (`--refresh`).
    public var refreshesFirst = false
    /// Indicates whether the program runs during a destroy or refresh (`--run-program`).
    public var runsProgram = false
    /// Indicates whether protection is no reason to refuse anything (`--ignore-protect`).
    public var ignoresProtection = false
    /// Indicates whether a refresh drops operations that were `creating` (`--clear-pending-creates`).
    public var clearsPendingCreates = false

    /// Four steps for each processor, because resources mostly wait for the network.
    public static let defaultParallel = 4 * ProcessorCount.available

    /// Options for a goal; the rest at their defaults.
    public init(_ goal: Goal) {
        self.goal = goal
    }
}
