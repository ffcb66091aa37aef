import Engine
import PulumiProtocol

/// Prints properties and their differences in the format of `pulumi preview --diff`.
struct PropertyPrinter {
    /// The indentation and appearance of a line.
    struct Place {
        /// The indentation in steps of four columns.
        var indent: Int
        /// The operation that determines sign and colour.
        var operation: StepOperation = .same
        /// Shows the sign.
        var isSigned = false

        /// Returns the place for a line of another operation.
        func signed(_ operation: StepOperation) -> Place {
            Place(indent: indent, operation: operation, isSigned: true)
        }

        /// Returns the place with more indentation.
        func indented(_ steps: Int = 1) -> Place {
            Place(indent: indent + steps, operation: operation, isSigned: isSigned)
        }
    }

    /// The label of a value.
    enum Title {
        case name(String, width: Int)
        case element(Int)
    }

    let terminal: Terminal
    /// Shows secret values.
    var showsSecrets = false
    /// The output so far.
    var text = ""

    init(_ terminal: Terminal, showsSecrets: Bool = false) {
        self.terminal = terminal
        self.showsSecrets = showsSecrets
    }

    /// Writes text in the colour of the place.
    mutating func write(_ piece: String, _ place: Place) {
        text += place.operation == .same ? piece : terminal.styled(piece, place.operation.style)
    }

    /// Ends the line.
    mutating func endLine() { text += "\n" }

    /// Writes the indentation and sign of a line.
    mutating func begin(_ place: Place, signed: Bool = true) {
        let margin = String(repeating: "    ", count: place.indent)
        guard signed, place.isSigned, margin.count >= 2 else { return write(margin, place) }
        write(margin.dropLast(2) + place.operation.prefix, place)
    }

    /// Writes the start of a line with its label.
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

    /// Writes all properties.
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
        bare(value.revealed(showsSecrets), place)
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

    /// Returns the text of a value without parts.
    static func primitive(_ value: PropertyValue) -> String {
        switch value {
        case .null: "<null>"
        case .bool(let value): value ? "true" : "false"
        case .number(let number): self.number(number)
        case .string(let text): quoted(text)
        case .secret: "[secret]"
        default: "[unknown]"
        }
    }

    /// Returns the text of a number, without a fraction if it is integral.
    private static func number(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
    }

    /// Returns text in quotes, with unprintable characters escaped.
    static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

    /// Returns text with quotes, backslashes and unprintable characters escaped.
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
    /// Returns the text padded with spaces to at least `width` columns.
    func paddedEnd(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(width - columns, 0))
    }
}

extension PropertyValue {
    /// Returns the value without output marks; a secret is unwrapped only if secrets are shown.
    func revealed(_ showsSecrets: Bool) -> PropertyValue {
        switch self {
        case .secret(let inner): return showsSecrets ? inner.revealed(true) : self
        case .output(let output):
            if output.isSecret, !showsSecrets { return .secret(.null) }
            return output.value?.revealed(showsSecrets) ?? .unknown
        default: return self
        }
    }

    /// Indicates a value that is not empty, and so worth a line in a difference.
    var isWorthShowing: Bool {
        switch self {
        case .null: false
        case .string(let text): !text.isEmpty
        case .list(let elements): !elements.isEmpty
        case .map(let map): !map.isEmpty
        default: true
        }
    }

    /// Indicates a value without parts.
    var isPrimitive: Bool {
        switch self {
        case .null, .bool, .number, .string, .secret, .unknown, .output: true
        case .list, .map, .asset, .archive, .resource: false
        }
    }
}
