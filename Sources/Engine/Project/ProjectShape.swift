internal import PackageSchema

/// The expected shape of a part of a project file.
indirect enum ProjectShape: Sendable {
    case anything
    case text
    case flag
    /// Exactly this text.
    case constant(String)
    case list(ProjectShape)
    /// An object: the shapes of its keys, the required ones, and the shape of other keys, which are refused if it is
    /// `nil`.
    case record([String: ProjectShape], required: [String] = [], others: ProjectShape? = nil)
    /// The shape, or null.
    case optional(ProjectShape)
    /// The first shape for text, the second for anything else.
    case shorthand(ProjectShape, else: ProjectShape)

    private static let plugin: ProjectShape = .record(
        ["name": .text, "path": .text, "version": .text],
        required: ["name", "path"]
    )

    private static let package: ProjectShape = .record(
        [
            "source": .text, "version": .text, "parameters": .list(.text), "pluginDownloadURL": .text,
            "checksums": .record([:], others: .text), "extensions": .list(.text),
        ],
        required: ["source"]
    )

    private static let template: ProjectShape = .record([
        "displayName": .optional(.text), "description": .optional(.text), "quickstart": .optional(.text),
        "important": .optional(.flag), "metadata": .optional(.record([:], others: .text)),
        "config": .optional(.record([:], others: .anything)),
    ])

    /// The keys of fixed shape; `name`, `runtime` and `config` have checks of their own.
    static let project: [String: ProjectShape] = [
        "description": .optional(.text), "author": .optional(.text), "website": .optional(.text),
        "license": .optional(.text), "main": .optional(.text), "stackConfigDir": .optional(.text),
        "backend": .optional(.record(["url": .text])),
        "options": .optional(.record(["refresh": .constant("always")])),
        "template": .optional(template),
        "packages": .record([:], others: .shorthand(.text, else: package)),
        "plugins": .record(
            ["providers": .list(plugin), "analyzers": .list(plugin), "languages": .list(plugin)],
            others: .anything
        ),
    ]

    /// The runtime as an object.
    static let runtime: ProjectShape = .record(["name": .text, "options": .record([:], others: .anything)])

    /// The declaration of a configuration key.
    static let declaration: ProjectShape = .record(
        [
            "type": .text, "items": .anything, "description": .text, "secret": .flag, "default": .anything,
            "value": .anything,
        ]
    )
}

extension ProjectReader {
    /// Records every difference between a node and its expected shape.
    mutating func check(_ node: YAMLNode, named name: String, _ shape: ProjectShape) {
        switch shape {
        case .anything: break
        case .text: if node.plainText == nil { refuse("\(name) must be a string", at: node) }
        case .flag: if node.scalar?.bool == nil { refuse("\(name) must be a boolean value", at: node) }
        case .constant(let text):
            if node.plainText != text { refuse("\(name) must be '\(text)', or be omitted", at: node) }
        case .list(let element):
            guard let elements = node.sequence else { return refuse("\(name) must be a list", at: node) }
            for (index, node) in elements.enumerated() { check(node, named: "\(name)[\(index)]", element) }
        case .record(let fields, let required, let others):
            checkRecord(node, named: name, fields, required: required, others: others)
        case .optional(let shape): if !node.isNull { check(node, named: name, shape) }
        case .shorthand(let short, let long): check(node, named: name, node.scalar == nil ? long : short)
        }
    }

    private mutating func checkRecord(
        _ node: YAMLNode,
        named name: String,
        _ fields: [String: ProjectShape],
        required: [String],
        others: ProjectShape?
    ) {
        guard let entries = node.mapping else { return refuse("\(name) must be an object", at: node) }
        for entry in entries {
            guard let key = entry.key.string else {
                refuse("mapping keys must be strings", at: entry.key)
                continue
            }
            if let shape = fields[key] ?? others {
                check(entry.value, named: "\(name).\(key)", shape)
            } else {
                let names = fields.keys.sorted()
                refuse(
                    "\(name) has no '\(key)'",
                    at: entry.key,
                    hint: Spelling.hint(for: key, among: names) ?? "it may have \(names.joined(separator: ", "))"
                )
            }
        }
        for key in required where node[key] == nil { refuse("\(name) must have a '\(key)'", at: node) }
    }
}

extension YAMLNode {
    /// The text of a scalar that is text and not a date.
    var plainText: String? {
        guard let scalar, case .string(let text) = scalar.value else { return nil }
        return text
    }
}
