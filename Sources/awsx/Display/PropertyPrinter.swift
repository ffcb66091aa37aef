import Engine
import PulumiProtocol

/// Writes properties and their differences as `pulumi preview --diff` does: a line each, structures indented, what
/// is added, removed or changed with its sign.
struct PropertyPrinter {
    /// Where a line stands and how it looks.
    struct Place {
        /// Steps of four columns.
        var indent: Int
        /// Whose sign and colour it has.
        var operation: StepOperation = .same
        /// Whether the sign is shown.
        var isSigned = false

        /// The same place for a line of another kind.
        func signed(_ operation: StepOperation) -> Place {
            Place(indent: indent, operation: operation, isSigned: true)
        }

        /// The same place further in.
        func indented(_ steps: Int = 1) -> Place {
            Place(indent: indent + steps, operation: operation, isSigned: isSigned)
        }
    }

    /// What stands before a value.
    enum Title {
        case name(String, width: Int)
        case element(Int)
    }

    let terminal: Terminal
    /// Whether secrets are shown.
    var showsSecrets = false
    /// What has been written.
    var text = ""

    init(_ terminal: Terminal, showsSecrets: Bool = false) {
        self.terminal = terminal
        self.showsSecrets = showsSecrets
    }

    /// Writes a piece in the place's colour.
    mutating func write(_ piece: String, _ place: Place) {
        text += place.operation == .same ? piece : terminal.styled(piece, place.operation.style)
    }

    /// Ends the line.
    mutating func endLine() { text += "\n" }

    /// Writes the beginning of a line.
    mutating func begin(_ place: Place, signed: Bool = true) {
        let margin = String(repeating: "    ", count: place.indent)
        guard signed, place.isSigned, margin.count >= 2 else { return write(margin, place) }
        write(margin.dropLast(2) + place.operation.prefix, place)
    }

    /// Writes the beginning of a line and the title.
    mutating func write(_ title: Title, _ place: Place) {
        switch title {
        case .name(let name, let width):
            begin(place)
            write(PlainText.line(name).paddedEnd(to: width) + ": ", place)
        case .element(let index):
            begin(place.indented(-1))
            write("[\(index)]: ", place)
        }
    }

    /// Writes all properties, a line or more each.
    mutating func properties(_ map: PropertyMap, _ place: Place) {
        let shown = map.filter { !$0.key.hasPrefix("__") }
        let width = shown.map { PlainText.line($0.key).columns }.max() ?? 0
        for property in shown {
            write(.name(property.key, width: width), place)
            value(property.value, place)
        }
    }

    /// Writes a value and ends the line.
    mutating func value(_ value: PropertyValue, _ place: Place) {
        bare(value.uncovered(showsSecrets), place)
        endLine()
    }

    private mutating func bare(_ value: PropertyValue, _ place: Place) {
        switch value {
        case .list(let elements): list(elements, place)
        case .map(let map): self.map(map, place)
        case .asset(let asset): self.asset(asset, place)
        case .archive(let archive): self.archive(archive, place)
        case .resource(let reference): write(Self.quoted(reference.urn), place)
        case .string(let text):
            if let document = EncodedValue(text) {
                write("(\(document.format)) ", place)
                bare(document.value, place)
            } else {
                write(Self.quoted(text), place)
            }
        default: write(Self.primitive(value), place)
        }
    }

    private mutating func list(_ elements: [PropertyValue], _ place: Place) {
        guard !elements.isEmpty else { return write("[]", place) }
        write("[\n", place)
        for (index, element) in elements.enumerated() {
            begin(place)
            write("    [\(index)]: ", place)
            value(element, place.indented())
        }
        begin(place, signed: false)
        write("]", place)
    }

    private mutating func map(_ map: PropertyMap, _ place: Place) {
        guard !map.isEmpty else { return write("{}", place) }
        write("{\n", place)
        properties(map, place.indented())
        begin(place, signed: false)
        write("}", place)
    }

    private mutating func asset(_ asset: Asset, _ place: Place) {
        let hash = asset.hash.prefix(7)
        switch asset.source {
        case .path(let path): write("asset(file:\(hash)) { \(PlainText.line(path)) }", place)
        case .uri(let uri): write("asset(uri:\(hash)) { \(PlainText.line(uri)) }", place)
        case .text(let content):
            write("asset(text:\(hash)) {\n", place)
            for line in PlainText.lines(content).split(separator: "\n", omittingEmptySubsequences: false) {
                begin(place, signed: false)
                write("    \(line)\n", place)
            }
            begin(place, signed: false)
            write("}", place)
        }
    }

    private mutating func archive(_ archive: Archive, _ place: Place) {
        let hash = archive.hash.prefix(7)
        switch archive.source {
        case .path(let path): write("archive(file:\(hash)) { \(PlainText.line(path)) }", place)
        case .uri(let uri): write("archive(uri:\(hash)) { \(PlainText.line(uri)) }", place)
        case .members(let members):
            write("archive(assets:\(hash)) {\n", place)
            for member in members {
                begin(place)
                write("    \(Self.quoted(member.key)): ", place)
                value(member.value, place.indented())
            }
            begin(place, signed: false)
            write("}", place)
        }
    }

    /// A value that has no parts.
    static func primitive(_ value: PropertyValue) -> String {
        switch value {
        case .null: "<null>"
        case .bool(let value): value ? "true" : "false"
        case .number(let number): ValueText.number(number)
        case .string(let text): quoted(text)
        case .secret: "[secret]"
        default: "[unknown]"
        }
    }

    /// Text in quotes, with what cannot be shown as escapes.
    static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

    /// Text with quotes, backslashes and what cannot be shown as escapes.
    static func escaped(_ text: some StringProtocol) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                let isShown = scalar.value >= 0x20 && !(0x7F..<0xA0 ~= scalar.value) && !isOrdering(scalar.value)
                if isShown { result.unicodeScalars.append(scalar) } else { result += "\\u{\(hex(scalar.value))}" }
            }
        }
        return result
    }

    private static func isOrdering(_ value: UInt32) -> Bool {
        0x2028...0x202E ~= value || 0x2066...0x2069 ~= value
    }

    private static func hex(_ value: UInt32) -> String { String(value, radix: 16) }
}

extension String {
    /// The text with spaces after it, at least `width` columns wide.
    func paddedEnd(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(width - columns, 0))
    }
}

extension PropertyValue {
    /// The value without what only says where it came from; secrets as they are unless they shall be shown.
    func uncovered(_ showsSecrets: Bool) -> PropertyValue {
        switch self {
        case .secret(let inner): return showsSecrets ? inner.uncovered(true) : self
        case .output(let output):
            if output.isSecret, !showsSecrets { return .secret(.null) }
            return output.value?.uncovered(showsSecrets) ?? .unknown
        default: return self
        }
    }

    /// Whether it is worth a line in a list of differences: what is empty is not.
    var isWorthShowing: Bool {
        switch self {
        case .null: false
        case .string(let text): !text.isEmpty
        case .list(let elements): !elements.isEmpty
        case .map(let map): !map.isEmpty
        default: true
        }
    }

    /// Whether it has no parts.
    var isPrimitive: Bool {
        switch self {
        case .null, .bool, .number, .string, .secret, .unknown, .output: true
        case .list, .map, .asset, .archive, .resource: false
        }
    }
}
