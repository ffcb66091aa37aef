import PulumiProtocol

/// What a run has seen and decided so far.
struct RunState: Sendable {
    /// What children take over from a resource.
    struct Heritage: Sendable {
        var protect: Bool?
        var retainOnDelete: Bool?
        var deletedWith = ""
        var provider = ""
        var providers: [String: String] = [:]
    }

    /// A resource that was deleted because one that it depends on had to be deleted first.
    struct Condemned: Sendable {
        var token: Snapshot.Token
        var keys: [String]
        var deletion: Promise<Void>
    }

    /// States from before, not pending deletion, by URN.
    var olds: [String: Snapshot.Token] = [:]
    /// All states from before, in the order of their dependencies.
    var base: [Snapshot.Token] = []
    /// Tokens of `base` that refer to a URN.
    var dependents: [String: [Snapshot.Token]] = [:]
    /// URNs that the program has registered or read.
    var seen: Set<String> = []
    /// Tokens of `base` that the program still wants, and those that it replaced.
    var kept: Set<Snapshot.Token> = []
    /// Tokens of what the program has registered.
    var current: [String: Snapshot.Token] = [:]
    var heritage: [String: Heritage] = [:]
    /// Earlier URNs by present ones, where an alias matched.
    var formerNames: [String: String] = [:]
    /// Present URNs by earlier ones.
    var presentNames: [String: String] = [:]
    var condemned: [String: Condemned] = [:]
    /// Tokens of earlier copies that went because what they depend on had to be deleted first.
    var discarded: Set<Snapshot.Token> = []
    /// URNs of which the fate is decided, so that no other resource's replacement can take them along.
    var decided: Set<String> = []
    /// URNs that this run replaces.
    var replaced: Set<String> = []
    /// URNs that this run deletes.
    var deleted: Set<String> = []
    /// URNs that would have been created, were they targeted.
    var skippedCreates: Set<String> = []
    /// What is targeted, with dependents where those are too.
    var targets = URNPatterns([])
    var excludes = URNPatterns([])
    /// The outputs of the stack, once the program has told them all; a failure elsewhere does not take them back.
    var outputs: PropertyMap?
    var hasFailed = false
    /// Whether something that the program wants was not done.
    var isIncomplete = false
    var isStopping = false
    /// Whether everything is being read, which no failure ends.
    var isRefreshing = false
    var counts: [StepOperation: Int] = [:]
    var steps = 0
    /// Tokens of what has been read while the program ran.
    var refreshed: Set<Snapshot.Token> = []
    /// What those reads found gone; it leaves the state when everything has been read.
    var gone: [Snapshot.Change] = []
    /// References of default providers, by package and version.
    var defaultProviders: [PluginRequest: Promise<String>] = [:]
    /// Packages that were declared, by their reference.
    var packages: [String: PluginRequest] = [:]
    /// Whether a change of provider replaces, by old and new reference.
    var providerChanges: [String: Promise<Bool>] = [:]
}
