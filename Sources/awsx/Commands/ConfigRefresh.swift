import Engine
import Glibc

extension Command {
    static let configRefresh = Command(
        name: "refresh",
        summary: "Replace the configuration by that of the last deployment",
        flags: [
            .boolean("force", short: "f", "Overwrite the settings file without a backup"),
            .settingsFile,
        ]
    ) { arguments in
        let place = try ProjectStack.open(arguments)
        guard let latest = try place.backend.history(place.stack, pageSize: 1).first else {
            throw StateError(
                .refused,
                "no previous deployment: stack '\(place.stack.name)' was never updated",
                remedy: "run 'awsx up' first"
            )
        }
        let salt = try place.backend.load(place.stack).checkpoint.passphraseSalt
        if place.settings.exists, !arguments.has("force") {
            var backup = place.settings.path + ".bak"
            while access(backup, F_OK) == 0 { backup += ".bak" }
            try writeFile(readFile(place.settings.path), to: backup)
            writeOut("backed up existing configuration file to \(backup)\n")
        }
        try place.settings.batch {
            try place.settings.replace(by: latest.configuration)
            if let salt { try place.settings.setSalt(salt) }
        }
        if !arguments.has("force") { writeOut("refreshed configuration for stack '\(place.stack.name)'\n") }
        return .success
    }

    static let configCopy = Command(
        name: "cp",
        aliases: ["copy"],
        summary: "Copy one or all configuration values to another stack",
        operands: "[KEY]",
        operandCount: 0...1,
        flags: [.value("dest", short: "d", "STACK", "The destination stack"), configPath, .settingsFile]
    ) { arguments in
        guard let destination = arguments.value("dest") else { throw UsageError("--dest STACK is missing") }
        let place = try ProjectStack.open(arguments)
        let whole = try ProjectContext.find(arguments)
        let other = try place.backend.reference(destination, project: place.project.name)
        guard other != place.stack else { throw UsageError("current stack and destination stack are the same") }
        guard place.backend.exists(other) else { throw whole.missing(other) }
        let target = try ProjectStack(whole, other, settingsFile: nil)
        try target.settings.copy(
            arguments.operands.first,
            isPath: arguments.has("path"),
            from: place.settings,
            place.secrets,
            target.secrets
        )
        return .success
    }
}
