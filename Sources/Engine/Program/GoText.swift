internal import PulumiProtocol

/// Values formatted as Go's `%v` does, which Pulumi uses for interpolation.
enum GoText {
    /// Formats a number with the fewest digits that identify it, and an exponent below 1e-4 and from 1e6 on.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if value == 0 { return value.sign == .minus ? "-0" : "0" }
        let (digits, exponent) = shortestDigits(of: value.magnitude)
        let sign = value < 0 ? "-" : ""
        if exponent < -4 || exponent >= 6 {
            let fraction = digits.count > 1 ? "." + String(decoding: digits.dropFirst(), as: UTF8.self) : ""
            let first = String(decoding: digits.prefix(1), as: UTF8.self)
            let power = (abs(exponent) < 10 ? "0" : "") + String(abs(exponent))
            return "\(sign)\(first)\(fraction)\(exponent < 0 ? "e-" : "e+")\(power)"
        }
        return sign + decimal(digits, exponent)
    }

    /// Formats an integer without an exponent, as Pulumi does for configuration keys declared as integers only.
    static func integer(_ value: PropertyValue) -> String {
        guard case .number(let number) = value, let whole = Int(exactly: number) else { return text(value) }
        return String(whole)
    }

    /// Formats a value.
    static func text(_ value: PropertyValue) -> String {
        switch value {
        case .null: "<nil>"
        case .bool(let bool): bool ? "true" : "false"
        case .number(let number): self.number(number)
        case .string(let text): text
        case .list(let elements): "[" + elements.map { text($0) }.joined(separator: " ") + "]"
        case .map(let map): "map[" + map.map { "\($0.key):\(text($0.value))" }.joined(separator: " ") + "]"
        case .secret(let inner): text(inner)
        case .output(let output): output.value.map { text($0) } ?? "<unknown>"
        case .resource(let reference): reference.urn
        case .asset(let asset): asset.source.text
        case .archive(let archive): archive.source.text
        default: "<unknown>"
        }
    }

    /// Returns the significant digits of a positive number, and the exponent of the first one.
    private static func shortestDigits(of value: Double) -> (digits: [UInt8], exponent: Int) {
        // Swift prints the shortest digits that round-trip, as Go does; only the layout differs.
        let text = value.description
        let parts = text.split(separator: "e")
        var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let whole = Array(mantissa[0].utf8)
        var digits = whole + (mantissa.count > 1 ? Array(mantissa[1].utf8) : [])
        exponent += whole.count - 1
        while digits.count > 1, digits.first == UInt8(ascii: "0") {
            digits.removeFirst()
            exponent -= 1
        }
        while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return (digits, exponent)
    }

    private static func decimal(_ digits: [UInt8], _ exponent: Int) -> String {
        let zero = UInt8(ascii: "0")
        var bytes: [UInt8]
        if exponent < 0 {
            bytes = [zero, UInt8(ascii: ".")] + [UInt8](repeating: zero, count: -exponent - 1) + digits
        } else if digits.count <= exponent + 1 {
            bytes = digits + [UInt8](repeating: zero, count: exponent + 1 - digits.count)
        } else {
            bytes = digits
            bytes.insert(UInt8(ascii: "."), at: exponent + 1)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Asset.Source {
    fileprivate var text: String {
        switch self {
        case .text(let text), .path(let text), .uri(let text): text
        }
    }
}

extension Archive.Source {
    fileprivate var text: String {
        switch self {
        case .members: "archive"
        case .path(let text), .uri(let text): text
        }
    }
}
