import Engine
import PulumiProtocol

/// What stands below the rows: what was said, the outputs, and how many resources changed.
struct SummaryText {
    /// What the command line asked for.
    struct Options: Sendable {
        /// Whether changed properties are listed.
        var showsDifferences = false
        /// Whether secret outputs are shown.
        var showsSecrets = false
        /// Whether outputs are left away.
        var suppressesOutputs = false
    }

    let view: DeploymentView
    let terminal: Terminal
    let options: Options

    /// The whole text; empty before the deployment is over.
    var text: String {
        guard let result = view.result else { return "" }
        let sections = [
            options.showsDifferences ? differences : "", diagnostics,
            options.suppressesOutputs ? "" : outputs(result), resources(result),
            view.isPreview ? "" : "Duration: \(seconds(result.duration))\n",
        ]
        return sections.filter { !$0.isEmpty }.map { "\n" + $0 }.joined()
    }

    private var differences: String {
        view.steps.map { DifferenceText(step: $0, terminal: terminal).text }.joined()
    }

    private var diagnostics: String {
        guard !view.messages.isEmpty else { return "" }
        var order: [String] = []
        var groups: [String: [EngineEvent.Message]] = [:]
        for message in view.messages {
            if groups[message.urn] == nil { order.append(message.urn) }
            groups[message.urn, default: []].append(message)
        }
        return "Diagnostics:\n" + order.map { urn in heading(urn) + (groups[urn] ?? []).map(line).joined() }.joined()
    }

    private func heading(_ urn: String) -> String {
        guard !urn.isEmpty else { return "" }
        let (type, name) = ResourceTree.typeAndName(of: urn)
        return terminal.styled("  \(type) (\(name)):", .bold) + "\n"
    }

    private func line(_ message: EngineEvent.Message) -> String {
        let styles: [EngineEvent.Severity: Style] = [.error: .red, .infoError: .red, .warning: .yellow]
        let label =
            message.severity == .info ? "" : "\(message.severity == .infoError ? "error" : message.severity.rawValue): "
        let text = message.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n    ")
        return "    " + terminal.styled(label, styles[message.severity] ?? .dim) + text + "\n"
    }

    private func outputs(_ result: DeploymentResult) -> String {
        guard !result.outputs.isEmpty else { return "" }
        let lines = result.outputs.map { output in
            "    \(output.key): \(ValueText(showsSecrets: options.showsSecrets).text(output.value, indent: 4))\n"
        }
        return terminal.styled("Outputs:", .bold) + "\n" + lines.joined()
    }

    private func resources(_ result: DeploymentResult) -> String {
        let lines = StepOperation.summarised.compactMap { operation, done, planned -> String? in
            guard let count = result.counts[operation], count > 0 else { return nil }
            let sign = operation.isSame ? "  " : operation.sign.count == 1 ? operation.sign + " " : operation.sign
            return "    " + terminal.styled("\(sign) \(count) \(view.isPreview ? planned : done)", operation.style)
                + "\n"
        }
        let nothing = result.hasChanges || result.hasFailed ? "" : "    nothing to do\n"
        return terminal.styled("Resources:", .bold) + "\n" + lines.joined() + nothing
    }
}
