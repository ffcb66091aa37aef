import Engine
import Glibc
import JSON
import PackageSchema

extension Command {
    /// The commands `awsx config …`; without a subcommand they list the configuration.
    static let config = Command(
        name: "config",
        summary: "Manage the stack's configuration",
        flags: [
            .boolean("show-secrets", "Show secret values"), .boolean("json", short: "j", "Print JSON"),
            .boolean("open", ""), .settingsFile,
        ],
        subcommands: [
            configGet, configSet, configSetAll, configRemove, configRemoveAll, configRefresh, configCopy,
        ]
    ) { arguments in
        let place = try ProjectStack.open(arguments)
        let isShown = arguments.has("show-secrets")
        let stored = try place.settings.values(isShown ? place.secrets : RedactingSecrets.forSettings)
        let values = try place.project.withDefaults(stored).map { key, value in
            (key: try ConfigurationKey(key, project: place.project.name), value: value)
        }.sorted { $0.key < $1.key }
        guard arguments.has("json") else {
            let rows = values.map { [$0.key.short(in: place.project.name), $0.value.text] }
            writeOut(TextTable(["KEY", "VALUE"], rows).text)
            return .success
        }
        let members = values.map { key, value in
            (key.description, isShown ? value.listing : value.redactedListing)
        }
        writeOut(JSON.object(JSON.Object(members).sorted()).text([.indentedByTwo, .escapingLineSeparators]) + "\n")
        return .success
    }

    static let configPath: Flag = .boolean("path", "KEY is a path into a list or map, such as servers[0].port")

    private static let configGet = Command(
        name: "get",
        summary: "Print a configuration value, decrypted",
        operands: "KEY",
        operandCount: 1...1,
        flags: [configPath, .boolean("json", short: "j", "Print JSON"), .boolean("open", ""), .settingsFile]
    ) { arguments in
        let place = try ProjectStack.open(arguments)
        let text = arguments.operands[0]
        let isPath = arguments.has("path")
        let key = try ConfigurationKey(text, isPath: isPath, project: place.project.name)
        let value = try place.settings.value(text, isPath: isPath, place.secrets)
        guard let value = value ?? place.project.withDefaults([:])[key.description] else {
            let known = try place.settings.values(RedactingSecrets.forSettings).keys
            let hint = Spelling.suggestion(for: key.description, among: known)
            throw StateError(
                .refused,
                "configuration key '\(key.short(in: place.project.name))' not found for stack "
                    + "'\(place.stack.name)'\(hint)"
            )
        }
        writeOut(
            (arguments.has("json")
                ? value.listing.text([.indentedByTwo, .escapingHTML]) : value.text) + "\n"
        )
        return .success
    }
}

extension ConfigurationValue {
    /// The value in the format of `pulumi config --json`: its text, its JSON if it has any, and its secrecy.
    var listing: JSON {
        var object: JSON.Object = ["value": .string(text)]
        if isObject { object["objectValue"] = (try? JSON(parsing: text)).flatMap { $0.isNull ? nil : $0 } }
        object["secret"] = .bool(containsSecrets)
        return .object(object)
    }

    /// The same without secret values.
    var redactedListing: JSON { containsSecrets ? ["secret": true] : listing }
}
