import JSON
import PulumiProtocol

/// The output of `awsx stack output` in its formats.
struct OutputList {
    private let outputs: JSON.Object

    /// Creates a list of outputs, whose secrets are redacted already if they should be.
    init(_ outputs: PropertyMap) {
        let json = try? outputs.checkpointJSON { $0 }
        self.outputs = json?.object?.sorted() ?? [:]
    }

    /// The outputs as a table.
    var text: String {
        let title = "Current stack outputs (\(outputs.count)):\n"
        guard !outputs.isEmpty else { return title + "    No output values currently in this stack\n" }
        let rows = outputs.map { [$0.key, Self.text($0.value)] }
        return title + TextTable(["OUTPUT", "VALUE"], rows, margin: "    ").text
    }

    /// The outputs as a JSON object.
    var json: String { JSON.object(outputs).text(Self.documentOptions) + "\n" }

    /// The outputs as shell assignments.
    var shell: String { outputs.map { Self.assignment($0.key, $0.value) }.joined() }

    /// Returns one output in each format, or `nil` if there is none of that name.
    func single(_ name: String) -> (text: String, json: String, shell: String)? {
        outputs[name].map { value in
            (Self.text(value) + "\n", value.text(Self.documentOptions) + "\n", Self.assignment(name, value))
        }
    }

    private static let documentOptions: JSON.WritingOptions = [.indentedByTwo, .escapingLineSeparators]

    /// Returns text as it is, and everything else as JSON on one line.
    private static func text(_ value: JSON) -> String { value.string ?? value.text(.escapingLineSeparators) }

    private static func assignment(_ name: String, _ value: JSON) -> String {
        "\(name)=\(ShellWord(text(value)).quoted)\n"
    }
}

extension PropertyValue {
    /// The value with secrets redacted.
    var redacted: PropertyValue {
        switch self {
        case .secret: "[secret]"
        case .output(let output): output.isSecret ? "[secret]" : output.value?.redacted ?? .unknown
        case .list(let elements): .list(elements.map(\.redacted))
        case .map(let map): .map(map.mapValues(\.redacted))
        default: self
        }
    }
}
