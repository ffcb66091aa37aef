import Engine
import PulumiProtocol

/// The text of one step for `--diff`: the operation, the resource, and its properties or their differences.
struct DifferenceText {
    let step: EngineEvent.Step
    let terminal: Terminal
    /// The indentation: one level for each ancestor that is shown.
    var indent = 0
    /// Shows secret values.
    var showsSecrets = false

    /// The lines of the resource and its properties.
    var text: String {
        var printer = PropertyPrinter(terminal, showsSecrets: showsSecrets)
        heading(&printer)
        guard step.operation != .same else { return printer.text }
        properties(&printer, .init(indent: indent + 1, operation: step.operation))
        return printer.text
    }

    /// The lines of new and changed outputs after the step; empty if there are none.
    var outputs: String {
        guard let new = step.new?.outputs, step.old?.initErrors.isEmpty ?? true else { return "" }
        let place = PropertyPrinter.Place(indent: indent + 1, operation: step.operation)
        var printer = PropertyPrinter(terminal, showsSecrets: showsSecrets)
        let inputs = step.new?.inputs ?? [:]
        let changed = new.filter { $0.value.isWorthShowing && inputs[$0.key]?.plain != $0.value.plain }
        if let old = step.old?.outputs, step.operation == .update {
            let names = changed.filter { old[$0.key]?.plain != $0.value.plain }.map(\.key)
            if !names.isEmpty { printer.differences(old, new, only: names, place) }
        } else {
            printer.properties(PropertyMap(changed.map { ($0.key, $0.value) }), place)
        }
        guard !printer.text.isEmpty else { return "" }
        let margin = String(repeating: "    ", count: indent + 1)
        return terminal.styled("\(margin)--outputs:--", step.operation.style) + "\n" + printer.text
    }

    private func heading(_ printer: inout PropertyPrinter) {
        let own = PropertyPrinter.Place(indent: indent, operation: step.operation)
        let lock = step.isProtected ? " 🔒" : step.old?.isProtected ?? false ? " 🔓" : ""
        let retained = step.isRetained ? "[retain]" : ""
        printer.begin(own)
        let type = PlainText.line(step.type)
        printer.write("\(step.operation.prefix)\(type): (\(step.operation.rawValue)\(retained))\(lock)\n", own)
        let isWhole = [.create, .delete, .deleteReplaced, .readDiscard].contains(step.operation)
        let inner = PropertyPrinter.Place(indent: indent + 1, operation: isWhole ? step.operation : .same)
        var lines: [String] = []
        if let id = step.old?.id ?? step.new?.id, !id.isEmpty { lines.append("id=\(id)") }
        lines.append("urn=\(step.urn)")
        lines += provider
        if !step.replaceKeys.isEmpty {
            lines.append("replaced because of: \(step.replaceKeys.joined(separator: ", "))")
        }
        for line in lines {
            printer.begin(inner)
            printer.write("[\(PlainText.line(line))]\n", inner)
        }
    }

    /// The provider if it changes, or if the program names one.
    private var provider: [String] {
        guard !step.provider.isEmpty else { return [] }
        if let old = step.old?.provider, let new = step.new?.provider, old != new {
            return ["provider: \(old) => \(new)"]
        }
        let name = ProviderReference(step.provider).map { URN($0.urn)?.name ?? $0.urn } ?? step.provider
        return name == "default" || name.hasPrefix("default_") ? [] : ["provider=\(step.provider)"]
    }

    private func properties(_ printer: inout PropertyPrinter, _ place: PropertyPrinter.Place) {
        switch (step.old, step.new) {
        case (nil, let new?):
            // Only the inputs are known before a create.
            printer.properties(new.inputs, place)
        case (let old?, nil):
            printer.properties(old.inputs, place)
        case (let old?, let new?):
            if !step.detailedDifference.isEmpty {
                DetailedDifference(step).print(to: &printer, place)
            } else if step.isRefresh {
                printer.differences(old.outputs, new.outputs, place)
            } else {
                printer.differences(old.inputs, new.inputs, only: step.differingKeys, place)
            }
        case (nil, nil): break
        }
    }
}
