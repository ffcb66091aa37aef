import PulumiProtocol

/// Outputs as a table: the answer to `awsx stack output`.
struct OutputList {
    private let outputs: PropertyMap

    /// A list of outputs, in which secrets are covered where they shall be.
    init(_ outputs: PropertyMap) { self.outputs = outputs }

    /// One output a line, names and values below each other.
    var text: String {
        guard !outputs.isEmpty else { return "No output values currently in this stack\n" }
        let width = max(outputs.keys.map(\.count).max() ?? 0, "OUTPUT".count)
        let rows = [("OUTPUT", "VALUE")] + outputs.map { ($0.key, ValueText().text($0.value, indent: 0)) }
        return "Current stack outputs (\(outputs.count)):\n"
            + rows.map { "    " + $0 + String(repeating: " ", count: width - $0.count + 2) + $1 + "\n" }.joined()
    }
}

extension PropertyValue {
    /// The value with secrets covered.
    var masked: PropertyValue {
        switch self {
        case .secret: "[secret]"
        case .output(let output): output.isSecret ? "[secret]" : output.value?.masked ?? .unknown
        case .list(let elements): .list(elements.map(\.masked))
        case .map(let map): .map(map.mapValues(\.masked))
        default: self
        }
    }
}
