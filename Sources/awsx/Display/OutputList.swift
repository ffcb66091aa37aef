import JSON
import PulumiProtocol

/// Outputs in the forms of `awsx stack output`.
struct OutputList {
    private let outputs: JSON.Object

    /// A list of outputs, in which secrets are covered where they shall be.
    init(_ outputs: PropertyMap) {
        let json = try? outputs.checkpointJSON { $0 }
        self.outputs = json?.object?.sorted() ?? [:]
    }

    /// One output a line, names and values below each other.
    var text: String {
        let title = "Current stack outputs (\(outputs.count)):\n"
        guard !outputs.isEmpty else { return title + "    No output values currently in this stack\n" }
        let rows = outputs.map { [$0.key, Self.text($0.value)] }
        return title + TextTable(["OUTPUT", "VALUE"], rows, margin: "    ").text
    }

    /// A JSON object of all.
    var json: String { JSON.object(outputs).text(Self.documentOptions) + "\n" }

    /// Assignments that a shell reads.
    var shell: String { outputs.map { Self.assignment($0.key, $0.value) }.joined() }

    /// One output alone; `nil` if there is none of that name.
    func single(_ name: String) -> (text: String, json: String, shell: String)? {
        outputs[name].map { value in
            (Self.text(value) + "\n", value.text(Self.documentOptions) + "\n", Self.assignment(name, value))
        }
    }

    private static let documentOptions: JSON.WritingOptions = [.indentedByTwo, .escapingLineSeparators]

    /// Text as it is, everything else as JSON on one line.
    private static func text(_ value: JSON) -> String { value.string ?? value.text(.escapingLineSeparators) }

    private static func assignment(_ name: String, _ value: JSON) -> String {
        "\(name)=\(ShellWord(text(value)).quoted)\n"
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
