import Engine
import JSON
import ProviderKit
import PulumiProtocol

extension Command {
    /// `awsx config …`; without a subcommand it lists the configuration.
    static let config = Command(
        name: "config",
        summary: "look at or change the stack's configuration",
        flags: [.boolean("show-secrets", "show secret values"), .boolean("json", short: "j", "as JSON")],
        subcommands: [configSet, configGet, configRemove]
    ) { arguments in
        let place = try ProjectStack.open(arguments)
        let values = try place.settings.values(place.secrets).mapValues(\.property)
        let shown = PropertyMap(
            values.map { ($0.key, arguments.has("show-secrets") ? $0.value.plain : $0.value.masked) }
        )
        writeOut(arguments.has("json") ? try shown.json().text([.indented]) + "\n" : ConfigurationList(shown).text)
        return .success
    }

    private static let path: Flag = .boolean("path", "KEY is a path into a list or map, such as servers[0].port")

    private static let configSet = Command(
        name: "set",
        summary: "set a key",
        operands: "KEY [VALUE]",
        operandCount: 1...2,
        flags: [
            .boolean("secret", "encrypt the value"), .boolean("plaintext", "store the value as it is"), path,
        ]
    ) { arguments in
        let place = try ProjectStack.open(arguments)
        let value = arguments.operands.count == 2 ? arguments.operands[1] : readLine() ?? ""
        try place.settings.set(
            place.fullKey(arguments.operands[0]),
            value,
            isSecret: arguments.has("secret"),
            isPath: arguments.has("path"),
            place.secrets
        )
        return .success
    }

    private static let configGet = Command(
        name: "get",
        summary: "print the value of a key, decrypted",
        operands: "KEY",
        operandCount: 1...1,
        flags: [path]
    ) { arguments in
        let place = try ProjectStack.open(arguments)
        let key = place.fullKey(arguments.operands[0])
        guard
            let value = try place.settings.value(key, isPath: arguments.has("path"), place.secrets).map(\.property)
        else {
            let hint = Spelling.suggestion(for: key, among: try place.settings.values(place.secrets).keys)
            throw StateError(.refused, "the stack \(place.stack.name) has no configuration \"\(key)\"\(hint)")
        }
        writeOut(ValueText(showsSecrets: true).text(value, indent: 0) + "\n")
        return .success
    }

    private static let configRemove = Command(
        name: "rm",
        summary: "remove a key",
        operands: "KEY",
        operandCount: 1...1,
        flags: [path]
    ) { arguments in
        let place = try ProjectStack.open(arguments)
        _ = try place.settings.remove(
            place.fullKey(arguments.operands[0]),
            isPath: arguments.has("path")
        )
        return .success
    }
}

extension ProjectStack {
    /// A key with its namespace: the project's, unless another one is given.
    fileprivate func fullKey(_ key: String) -> String { key.contains(":") ? key : "\(project.name):\(key)" }
}

/// Configuration as a table.
private struct ConfigurationList {
    private let values: PropertyMap

    init(_ values: PropertyMap) { self.values = values }

    var text: String {
        let width = max(values.keys.map(\.count).max() ?? 0, "KEY".count)
        let rows = [("KEY", "VALUE")] + values.map { ($0.key, ValueText().text($0.value, indent: 0)) }
        return rows.map { $0 + String(repeating: " ", count: width - $0.count + 2) + $1 + "\n" }.joined()
    }
}
