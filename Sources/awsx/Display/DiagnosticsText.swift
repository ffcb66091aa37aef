import Engine

/// The diagnostics of a run by resource, errors last and without repetitions.
struct DiagnosticsText {
    let view: DeploymentView
    let terminal: Terminal
    let options: DisplayOptions

    private struct Group {
        var urns: [String]
        var messages: [EngineEvent.Message] = []
        var gravity: EngineEvent.Severity { messages.map(\.severity).max() ?? .debug }
    }

    /// The maximum number of resources named for one message.
    private static let limit = 5

    /// The section of the summary; empty if there are no messages.
    var text: String {
        let groups = groups
        guard !groups.isEmpty else { return "" }
        let parts = groups.map { group in heading(group.urns) + group.messages.map(lines).joined() }
        return terminal.styled("Diagnostics:", .bold) + "\n" + parts.joined(separator: "\n")
    }

    /// The messages by resource, those with errors last, otherwise in the order of their arrival.
    private var groups: [Group] {
        var groups: [Group] = []
        var places: [String: Int] = [:]
        var seen: Set<[String]> = []
        for message in view.messages {
            let isRepeated =
                message.severity >= .warning
                && !seen.insert([message.urn, message.severity.rawValue, message.text]).inserted
            if isRepeated { continue }
            let place = places[message.urn, default: groups.count]
            if place == groups.count { groups.append(Group(urns: [message.urn])) }
            places[message.urn] = place
            groups[place].messages.append(message)
        }
        let merged = merged(groups)
        return merged.filter { $0.gravity < .error } + merged.filter { $0.gravity >= .error }
    }

    /// Merges groups that consist of the same single message, in which each may name its own resource.
    private func merged(_ groups: [Group]) -> [Group] {
        var result: [Group] = []
        var places: [[String]: Int] = [:]
        for group in groups {
            guard group.messages.count == 1, let message = group.messages.first, !message.urn.isEmpty else {
                result.append(group)
                continue
            }
            let text = Self.general(message)
            let key = [message.severity.rawValue, text]
            if let place = places[key] {
                result[place].urns += group.urns
                result[place].messages[0].text = text
            } else {
                places[key] = result.count
                result.append(group)
            }
        }
        return result
    }

    /// Returns the text for several resources: "each of these" in place of the message's own resource.
    private static func general(_ message: EngineEvent.Message) -> String {
        ["Resource '\(message.urn)'", "resource '\(message.urn)'", "'\(message.urn)'", message.urn]
            .reduce(message.text) { $0.replacing($1, with: "each of these") }
    }

    private func heading(_ urns: [String]) -> String {
        guard urns.first?.isEmpty == false else { return "" }
        let names = urns.prefix(Self.limit).map { urn in
            if options.showsURNs { return options.label(urn) }
            let (type, name) = ResourceTree.typeAndName(of: urn)
            return "\(type) (\(name))"
        }
        let rest = urns.count - names.count
        let more = rest > 0 ? ["and \(rest) more"] : []
        return terminal.styled("  " + (names + more).joined(separator: ",\n  ") + ":", .bold) + "\n"
    }

    private func lines(_ message: EngineEvent.Message) -> String {
        let label = message.severity == .info ? "" : "\(message.severity.rawValue): "
        var lines = PlainText.lines(message.text).split(separator: "\n", omittingEmptySubsequences: false)
        while let last = lines.last, last.allSatisfy({ $0 == " " }) { lines.removeLast() }
        let style: Style = message.severity == .error ? .red : .yellow
        return "    " + terminal.styled(label, style) + lines.joined(separator: "\n    ") + "\n"
    }
}
