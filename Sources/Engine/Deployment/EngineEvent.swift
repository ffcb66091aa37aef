internal import PulumiProtocol

/// An event of a deployment, for its display.
///
/// Events of one resource come in order; those of different resources interleave.
public enum EngineEvent: Sendable {
    /// A step of a deployment, which does one operation to one resource.
    public struct Step: Sendable {
        /// The number of the step, from 1; a replacement is several steps.
        public var number: Int
        /// The operation.
        public var operation: StepOperation
        /// The resource.
        public var urn: String
        /// The resource's type token.
        public var type: String
        /// The reference of the resource's provider; empty for components.
        public var provider: String
        /// The state before; `nil` if there is none.
        @Boxed public var old: ResourceState?
        /// The state after, as far as it is known; `nil` after a delete.
        @Boxed public var new: ResourceState?
        /// Top-level properties that make a replacement necessary.
        public var replaceKeys: [String]
        /// Top-level properties that differ.
        public var differingKeys: [String]
        /// Differences by property path, where the provider tells them; empty otherwise.
        public var detailedDifference: [String: PropertyDifference]
        /// Indicates whether the program asked for this step; false for the halves of a replacement that the engine
        /// adds.
        public var isLogical: Bool
        /// Indicates whether it reads back what is there; its end then has the operation that this turned out to be,
        /// such as ``StepOperation/update`` for what has drifted.
        public var isRefresh = false
        /// Indicates whether the resource may not be deleted.
        public var isProtected: Bool { (new ?? old)?.isProtected ?? false }
        /// The URN of the resource's parent; empty for the stack.
        public var parent: String { (new ?? old)?.parent ?? "" }
        /// Indicates whether nobody asked for it, so that it is not to be shown or counted: a default provider's step,
        /// or the end of a replacement of which the new half is not wanted any more.
        public var isInternal: Bool {
            operation == .removePendingReplace
                || URN.isProviderType(type) && DefaultProviders.isName(name)
        }
        /// The last part of the URN.
        public var name: String { URN.name(in: urn) }
    }

    /// The severity of a message; raw values are Pulumi's names.
    public enum Severity: String, Sendable, Comparable {
        case debug, info
        case infoError = "info#err"
        case warning, error

        private var rank: Int {
            switch self {
            case .debug: 0
            case .info, .infoError: 1
            case .warning: 2
            case .error: 3
            }
        }

        /// From debug to error.
        public static func < (one: Severity, other: Severity) -> Bool { one.rank < other.rank }
    }

    /// A message of the engine, the program or a provider.
    public struct Message: Sendable {
        /// The severity.
        public var severity: Severity
        /// The text: one sentence or more, without an end of line.
        public var text: String
        /// The resource it is about; empty if about none.
        public var urn: String
        /// Indicates whether it only tells the present status, to be shown until the next.
        public var isEphemeral: Bool

        /// A message from its parts.
        public init(_ severity: Severity, _ text: String, urn: String = "", isEphemeral: Bool = false) {
            self.severity = severity
            self.text = text
            self.urn = urn
            self.isEphemeral = isEphemeral
        }
    }

    /// The deployment begins; the configuration with secrets as `[secret]`.
    case prelude(configuration: [String: String], isPreview: Bool)
    /// A resource has been registered, and its step will begin when those of the URNs are done.
    case resourceWaiting(urn: String, type: String, parent: String, for: [String])
    /// A step begins.
    case resourceStarted(Step)
    /// A step has ended well. `new` holds the outputs.
    case resourceFinished(Step)
    /// A step has failed; the error has been told in a diagnostic.
    case resourceFailed(Step)
    /// A component, or the stack, is complete. `new` holds the outputs.
    case outputsRegistered(Step)
    /// A message.
    case diagnostic(Message)
    /// An interruption was noticed: nothing new begins.
    case cancelling
    /// The deployment is over.
    case summary(DeploymentResult)
}
