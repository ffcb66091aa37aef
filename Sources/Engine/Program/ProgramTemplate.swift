import PulumiProtocol

/// A parsed program: its declarations as written.
struct ProgramTemplate: Sendable {
    /// A variable or an output.
    struct Binding: Sendable {
        var name: Name
        var value: Expression
    }

    /// A key of the deprecated `configuration` block (or of `config`).
    struct ConfigurationKey: Sendable {
        var name: Name
        /// The key in the stack's settings, if it differs.
        var setting: String?
        var type: Name?
        var isSecret: Bool?
        var fallback: Expression?
        /// Indicates the block `configuration`, which nothing has checked before the program runs.
        var isOfOldBlock: Bool
    }

    var configuration: [ConfigurationKey] = []
    var variables: [Binding] = []
    var resources: [ResourceDeclaration] = []
    var outputs: [Binding] = []
    /// The top-level keys that are unknown and probably stand for `resources`.
    var suspectedSections: [Name] = []
    /// The versions of Pulumi that the program requires: `pulumi.requiredVersion`.
    var requiredVersion: Expression?
}

/// A resource declaration.
struct ResourceDeclaration: Sendable {
    /// The `get` block: an existing resource that is read and not managed.
    struct Get: Sendable {
        var id: Expression?
        var state: [ProgramTemplate.Binding] = []
    }

    /// The properties of a resource: one by one, or a single expression for all.
    enum Properties: Sendable {
        case bindings([ProgramTemplate.Binding])
        case expression(Expression)
    }

    /// The key of the declaration.
    var key: Name
    /// The type token as written, such as `aws:ecs:Cluster`.
    var type: Name
    /// The name in the URN, if it differs from the key.
    var name: String?
    var isDefaultProvider = false
    var properties: Properties = .bindings([])
    var options = ResourceOptionsDeclaration()
    var get: Get?
}

/// The options of a resource as written; `nil` for those not given.
struct ResourceOptionsDeclaration: Sendable {
    /// The custom time-outs of operations, as text such as `5m`.
    struct Timeouts: Sendable {
        var create: Expression?
        var update: Expression?
        var delete: Expression?
        var read: Expression?
    }

    var additionalSecretOutputs: [String] = []
    var aliases: Expression?
    var customTimeouts: Timeouts?
    var deleteBeforeReplace: Bool?
    var dependsOn: Expression?
    var ignoreChanges: [String] = []
    var importID: String?
    var parent: Expression?
    var protect: Expression?
    var provider: Expression?
    var providers: Expression?
    var version: Name?
    var pluginDownloadURL: String?
    var replaceOnChanges: [String] = []
    var retainOnDelete: Bool?
    var replaceWith: Expression?
    var deletedWith: Expression?
    var hideDiffs: [String] = []
    var replacementTrigger: Expression?
    var envVarMappings: Expression?

    /// The names of the options.
    static let names: [String] = [
        "additionalSecretOutputs", "aliases", "customTimeouts", "deleteBeforeReplace", "dependsOn", "ignoreChanges",
        "import", "parent", "protect", "provider", "providers", "version", "pluginDownloadURL", "replaceOnChanges",
        "retainOnDelete", "replaceWith", "deletedWith", "hideDiffs", "replacementTrigger", "envVarMappings",
    ]

    /// All expressions of the options.
    var expressions: [Expression] {
        let timeouts = [customTimeouts?.create, customTimeouts?.update, customTimeouts?.delete, customTimeouts?.read]
        let others = [
            aliases, dependsOn, parent, protect, provider, providers, replaceWith, deletedWith, replacementTrigger,
            envVarMappings,
        ]
        return (others + timeouts).compactMap(\.self)
    }
}

extension ResourceDeclaration {
    /// All expressions of the declaration.
    var expressions: [Expression] {
        var all: [Expression] = []
        switch properties {
        case .bindings(let bindings): all += bindings.map(\.value)
        case .expression(let expression): all.append(expression)
        }
        if let get {
            all += [get.id].compactMap(\.self) + get.state.map(\.value)
        }
        return all + options.expressions
    }

    /// The name in the URN.
    var resourceName: String { name.flatMap { $0.isEmpty ? nil : $0 } ?? key.text }

    /// The package of an explicit provider, `pulumi:providers:PACKAGE`; `nil` for other resources.
    var providedPackage: String? {
        URN.isProviderType(type.text) ? String(type.text.dropFirst(URN.providerTypePrefix.count)) : nil
    }

    /// The package of the resource's type.
    var package: String {
        providedPackage ?? String(type.text.prefix { $0 != ":" })
    }

    /// Indicates that the resource is read and not created.
    var isRead: Bool { self.get?.id != nil || type.text == ResourceDeclaration.stackReferenceType }

    /// The type of a stack reference.
    static let stackReferenceType = "pulumi:pulumi:StackReference"
}
