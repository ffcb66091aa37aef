import PackageSchema

/// Parses a command line into a command, its flags and operands.
struct ArgumentParser {
    /// The root command.
    let root: Command

    /// The result of parsing.
    enum Outcome {
        case run(Command, ParsedArguments)
        /// Print the help of this command.
        case help(Command, path: [String])
        /// Print the version.
        case version
    }

    /// Parses the arguments after the program's name.
    ///
    /// - Throws: ``UsageError`` that names the faulty word and the nearest known one.
    func parse(_ arguments: [String]) throws(UsageError) -> Outcome {
        var command = root
        var parsed = ParsedArguments()
        var rest = arguments[...]
        var operandsOnly = false
        while let word = rest.popFirst() {
            if operandsOnly || word == "-" || !word.hasPrefix("-") {
                if !operandsOnly, !command.subcommands.isEmpty, parsed.operands.isEmpty {
                    command = try command.subcommand(word)
                    parsed.path.append(command.name)
                } else {
                    parsed.operands.append(word)
                }
            } else if word == "--" {
                operandsOnly = true
                parsed.operandsBeforeDashes = parsed.operands.count
            } else if word == "--help" || word == "-h" {
                return .help(command, path: parsed.path)
            } else if word == "--version", parsed.path.isEmpty {
                return .version
            } else {
                try readFlag(word, &rest, of: command, into: &parsed)
            }
        }
        guard command.action != nil else { return .help(command, path: parsed.path) }
        guard command.operandCount.contains(parsed.operands.count) else {
            let usage = HelpText(command: command, path: parsed.path).usageLine
            throw UsageError(
                parsed.operands.count > command.operandCount.upperBound
                    ? "unexpected argument \"\(parsed.operands[command.operandCount.upperBound])\"; usage: \(usage)"
                    : "an argument is missing; usage: \(usage)"
            )
        }
        return .run(command, parsed)
    }

    /// Parses `--name value`, `--name=value`, `-n value`, `-n=value`, and combined flags such as `-yf`.
    private func readFlag(
        _ word: String,
        _ rest: inout ArraySlice<String>,
        of command: Command,
        into parsed: inout ParsedArguments
    ) throws(UsageError) {
        let known = command.flags + Flag.global
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let given = parts.count == 2 ? parts[1] : nil
        if word.hasPrefix("--") {
            let name = String(parts[0].dropFirst(2))
            guard let flag = known.first(where: { $0.name == name }) else {
                if let reason = Flag.refused[name] { throw UsageError("--\(name): \(reason)") }
                let names = known.filter { !$0.help.isEmpty }.map(\.name)
                throw UsageError("unknown flag --\(name)" + Self.didYouMean(name, of: names, prefix: "--"))
            }
            try add(flag, given, &rest, into: &parsed)
            return
        }
        let letters = Array(parts[0].dropFirst())
        for (index, letter) in letters.enumerated() {
            guard let flag = known.first(where: { $0.short == letter }) else {
                if let reason = Flag.refused[String(letter)] { throw UsageError("-\(letter): \(reason)") }
                throw UsageError("unknown flag -\(letter)")
            }
            let isLast = index == letters.count - 1
            if flag.kind == .boolean || isLast {
                try add(flag, isLast ? given : nil, &rest, into: &parsed)
            } else {
                parsed.add(String(letters[(index + 1)...]) + (given.map { "=\($0)" } ?? ""), for: flag)
                return
            }
        }
    }

    private func add(
        _ flag: Flag,
        _ given: String?,
        _ rest: inout ArraySlice<String>,
        into parsed: inout ParsedArguments
    ) throws(UsageError) {
        if flag.kind == .boolean {
            guard let value = Self.truth[given ?? "true"] else {
                throw UsageError("--\(flag.name) must be true or false, not \"\(given ?? "")\"")
            }
            parsed.add(value, for: flag)
        } else if let value = given ?? rest.popFirst() {
            guard flag.choices.isEmpty || flag.choices.contains(value) else {
                let choices = flag.choices.joined(separator: ", ")
                throw UsageError("--\(flag.name) must be one of \(choices), not \"\(value)\"")
            }
            parsed.add(value, for: flag)
        } else {
            throw UsageError("--\(flag.name) needs a value")
        }
    }

    /// Returns a suggestion of the nearest known word, or nothing if none is near.
    static func didYouMean(_ word: String, of known: [String], prefix: String = "") -> String {
        Spelling.nearest(to: word, among: known).map { "; did you mean \(prefix)\($0)?" } ?? ""
    }

    private static let truth = ["true": "true", "1": "true", "t": "true", "false": "false", "0": "false", "f": "false"]
}
