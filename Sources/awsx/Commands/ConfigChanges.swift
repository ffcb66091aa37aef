import Engine
import JSON

extension Command {
    static let configSet = Command(
        name: "set",
        summary: "Set a configuration value, which is read from standard input if it is not given",
        operands: "KEY [VALUE]",
        operandCount: 1...2,
        flags: [
            .boolean("secret", "Encrypt the value"), .boolean("plaintext", "Store the value unencrypted"), configPath,
            .value("type", "TYPE", "The type of the value: string, bool, int or float"),
            .boolean("raw", "Keep line breaks at the end of standard input"), .settingsFile,
        ]
    ) { arguments in
        let kinds = ["secret", "plaintext", "type"].filter { arguments.value($0) != nil }
        guard kinds.count < 2 else { throw UsageError("--\(kinds[0]) and --\(kinds[1]) cannot be used together") }
        let type = try arguments.value("type").map { name in
            guard let type = StackSettings.ValueType(rawValue: name) else {
                throw UsageError("--type \(name): must be one of string, int, bool or float")
            }
            return type
        }
        let place = try ProjectStack.open(arguments)
        try place.settings.set(
            arguments.operands[0],
            arguments.operands.count == 2 ? arguments.operands[1] : valueFromInput(arguments),
            isSecret: arguments.has("secret"),
            isPath: arguments.has("path"),
            type: type,
            place.secrets
        )
        return .success
    }

    private static func valueFromInput(_ arguments: ParsedArguments) throws -> String {
        let console = Console.current
        if console.readsTerminal {
            guard !arguments.has("non-interactive") else {
                throw UsageError("config value must be specified in non-interactive mode")
            }
            writeError("value: ")
            return (arguments.has("secret") ? console.readHiddenLine() : console.readLine({ false })) ?? ""
        }
        var text = try console.readAll()
        if !arguments.has("raw"), text.last?.isNewline == true { text.removeLast() }
        return text
    }

    static let configSetAll = Command(
        name: "set-all",
        summary: "Set several configuration values at once",
        flags: [
            .list("plaintext", "KEY=VALUE", "A value to store unencrypted; may be repeated"),
            .list("secret", "KEY=VALUE", "A value to encrypt; may be repeated"), configPath,
            .value("json", "TEXT", "Values in the format of `awsx config --json`"), .settingsFile,
        ]
    ) { arguments in
        let place = try ProjectStack.open(arguments)
        let isPath = arguments.has("path")
        let lists = [(arguments.list("plaintext"), false), (arguments.list("secret"), true)]
        guard arguments.value("json") == nil || !isPath && lists.allSatisfy(\.0.isEmpty) else {
            throw UsageError("the --json option cannot be used with the --plaintext, --secret or --path options")
        }
        try place.settings.batch {
            for (pairs, isSecret) in lists {
                for pair in pairs {
                    let (key, value) = try ConfigurationPair.split(pair)
                    try place.settings.set(key, value, isSecret: isSecret, isPath: isPath, place.secrets)
                }
            }
            if let text = arguments.value("json") { try place.set(json: text) }
        }
        return .success
    }

    static let configRemove = Command(
        name: "rm",
        aliases: ["remove", "delete"],
        summary: "Remove a configuration value",
        operands: "KEY",
        operandCount: 1...1,
        flags: [configPath, .settingsFile],
        action: removeKeys
    )

    static let configRemoveAll = Command(
        name: "rm-all",
        aliases: ["remove-all", "delete-all"],
        summary: "Remove several configuration values at once",
        operands: "KEY…",
        operandCount: 1...1000,
        flags: [configPath, .settingsFile],
        action: removeKeys
    )

    private static let removeKeys: Action = { arguments in
        let place = try ProjectStack.open(arguments)
        try place.settings.batch {
            for key in arguments.operands { try place.settings.remove(key, isPath: arguments.has("path")) }
        }
        return .success
    }
}

extension ProjectStack {
    /// Sets values from JSON in the format of `awsx config --json`.
    fileprivate func set(json text: String) throws {
        guard let members = try? JSON(parsing: text).object else {
            throw UsageError("could not parse --json argument: it is not a JSON object")
        }
        for member in members {
            guard let value = member.value["value"]?.string else {
                throw UsageError("value for --json object key \"\(member.key)\" is nil")
            }
            let isSecret = member.value["secret"]?.bool ?? false
            if let object = member.value["objectValue"], !object.isNull, !isSecret {
                try settings.set(member.key, object: object)
            } else {
                try settings.set(member.key, value, isSecret: isSecret, secrets)
            }
        }
    }

    /// Saves the values of `--config` in the settings, as Pulumi does.
    func applyConfiguration(_ arguments: ParsedArguments) throws {
        let pairs = arguments.list("config")
        guard !pairs.isEmpty else { return }
        try settings.batch {
            for pair in pairs {
                let (key, value) = try ConfigurationPair.split(pair)
                try settings.set(key, value, isSecret: false, isPath: arguments.has("config-path"), secrets)
            }
        }
    }
}

/// An argument of the form `KEY=VALUE`.
private enum ConfigurationPair {
    /// Splits the argument into key and value; a quoted key may contain equals signs.
    static func split(_ pair: String) throws(UsageError) -> (key: String, value: String) {
        if let quote = pair.first, "\"'".contains(quote),
            let end = pair.dropFirst().firstIndex(of: quote), pair[pair.index(after: end)...].hasPrefix("=")
        {
            return (String(pair.dropFirst()[..<end]), String(pair[pair.index(after: end)...].dropFirst()))
        }
        guard let equals = pair.firstIndex(of: "="), equals != pair.startIndex else {
            throw UsageError("config value must be in the form [key]=[value], not \"\(pair)\"")
        }
        return (String(pair[..<equals]), String(pair[pair.index(after: equals)...]))
    }
}
