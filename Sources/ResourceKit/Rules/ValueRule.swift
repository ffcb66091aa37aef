import JSON
import PackageSchema
import PulumiProtocol

/// The limits of one value: what stands under a path of `values` in the facts.
struct ValueRule: Sendable {
    private enum Limit: Sendable {
        case oneOf([PropertyValue], ignoresCase: Bool)
        case noneOf([PropertyValue])
        case ranges([ClosedRange<Double>], words: String)
        case above(Double)
        case multiple(of: Double)
        case length(ClosedRange<Int>)
        case items(ClosedRange<Int>)
        case keyLength(ClosedRange<Int>)
        case entryLength(Int)
        case pattern(TextPattern, text: String, isForbidden: Bool)
        case keyPattern(TextPattern, text: String)
        case format(TextFormat)
        case network
        case prefix(ClosedRange<Int>, step: Int)
        case json(String)
        case member(String)
        case decodedBytes(Int)
        case alternatives([ValueRule])
    }

    private let limits: [Limit]
    private let format: TextFormat?
    private let allowsEmpty: Bool
    /// The words of an error that replace those of the limits, after "it".
    private let words: String?
    /// Indicates whether a value outside is only warned of.
    let warns: Bool
    /// Indicates whether the member must be there; of members of JSON text.
    let isRequired: Bool

    /// The rule of a fact.
    init(_ json: JSON) {
        format = json["format"]?.string.flatMap(TextFormat.init)
        allowsEmpty = json["allowEmpty"]?.bool ?? format?.allowsEmpty ?? false
        words = json["says"]?.string
        warns = json["warns"]?.bool ?? false
        isRequired = json["required"]?.bool ?? false
        limits = Self.limits(json, format)
    }

    // MARK: Checking

    /// Returns what a known value without marks must be instead, as the end of "it must …"; `nil` if it is allowed.
    func expectation(for value: PropertyValue) -> String? {
        if allowsEmpty, value.string?.isEmpty == true { return nil }
        for limit in limits {
            if let expected = expectation(limit, value) { return words ?? expected }
        }
        return nil
    }

    private func expectation(_ limit: Limit, _ value: PropertyValue) -> String? {
        switch limit {
        case .oneOf(let known, let ignoresCase): oneOf(known, ignoresCase, value)
        case .noneOf(let values):
            values.contains { Self.isSame($0, value, ignoresCase: false) } ? "not be \(Self.list(values))" : nil
        case .ranges(let ranges, let text):
            number(value).flatMap { number in ranges.contains { $0.contains(number) } ? nil : text }
        case .above(let least): number(value).flatMap { $0 > least ? nil : "be more than \(Self.text(least))" }
        case .multiple(let step):
            number(value).flatMap { Self.isMultiple($0, of: step) ? nil : "be a multiple of \(Self.text(step))" }
        case .length(let range): Self.outside(value.string?.unicodeScalars.count, range, "character")
        case .items(let range): Self.outside(value.list?.count ?? value.map?.withoutDefaults.count, range, "element")
        case .format(let format): textForm(format, value)
        case .pattern(let pattern, let text, let isForbidden):
            value.string.flatMap {
                pattern.isFound(in: $0) == isForbidden ? (isForbidden ? "not " : "") + "match \(text)" : nil
            }
        case .network: network(value)
        case .prefix(let range, let step): prefix(value, range, step)
        case .json(let kind): Self.jsonKind(kind, value)
        case .member(let kind): Self.member(kind, value)
        case .decodedBytes(let most):
            value.string.flatMap { Self.decodedCount($0) > most ? "have at most \(most) bytes once decoded" : nil }
        case .keyLength, .keyPattern, .entryLength: entries(limit, value)
        case .alternatives(let rules):
            rules.contains { $0.expectation(for: value) == nil }
                ? nil : rules.compactMap { $0.expectation(for: value) }.joined(separator: ", or ")
        }
    }

    /// The number of bytes that a text in Base64 stands for.
    private static func decodedCount(_ text: String) -> Int {
        text.utf8.count / 4 * 3 - text.utf8.suffix(2).count { $0 == UInt8(ascii: "=") }
    }

    private func oneOf(_ known: [PropertyValue], _ ignoresCase: Bool, _ value: PropertyValue) -> String? {
        guard value.list == nil, value.map == nil,
            !known.contains(where: { Self.isSame($0, value, ignoresCase: ignoresCase) })
        else {
            return nil
        }
        let names = known.map(Self.text)
        let near = value.string.flatMap { text in
            names.first { $0.lowercased() == text.lowercased() } ?? Spelling.nearest(to: text, among: names)
        }
        return "be \(names.count == 1 ? "" : "one of ")\(names.joined(separator: ", "))"
            + (near.map { " (did you mean \($0)?)" } ?? "")
    }

    /// The number that a value is, or that text of a numeric format spells.
    private func number(_ value: PropertyValue) -> Double? {
        if let number = value.number { return number }
        guard let text = value.string, format?.isNumeric == true else { return nil }
        return format == .cpuUnits ? ComputeSize.cpuUnits(text) : Double(text)
    }

    private func textForm(_ format: TextFormat, _ value: PropertyValue) -> String? {
        guard let text = value.string, !format.isMet(by: text) else { return nil }
        if format == .json || format == .jsonObject || format == .iamPolicyJson {
            do throws(JSONError) { _ = try JSON(parsing: text) } catch { return "be \(format.noun): \(error)" }
        }
        return "be \(format.noun)"
    }

    private func network(_ value: PropertyValue) -> String? {
        guard let block = value.string.flatMap(AddressBlock.init), !block.isNetwork else { return nil }
        let meant = block.networkText.map { " (did you mean \($0)?)" } ?? ""
        return "begin with the first address of its network\(meant)"
    }

    private func prefix(_ value: PropertyValue, _ range: ClosedRange<Int>, _ step: Int) -> String? {
        guard let prefix = value.string.flatMap(AddressBlock.init)?.prefix,
            !range.contains(prefix) || (prefix - range.lowerBound) % step != 0
        else {
            return nil
        }
        return "have a prefix from /\(range.lowerBound) to /\(range.upperBound)"
            + (step == 1 ? "" : " in steps of \(step)")
    }

    private func entries(_ limit: Limit, _ value: PropertyValue) -> String? {
        guard let map = value.map?.withoutDefaults else { return nil }
        for entry in map {
            let expected: String? =
                switch limit {
                case .keyLength(let range): Self.outside(entry.key.unicodeScalars.count, range, "character")
                case .keyPattern(let pattern, let text): pattern.isFound(in: entry.key) ? nil : "match \(text)"
                case .entryLength(let most):
                    Self.outside(entry.value.plain.string?.unicodeScalars.count, 0...most, "character")
                default: nil
                }
            guard let expected else { continue }
            if case .entryLength = limit { return "\(expected) in the value of \"\(entry.key)\"" }
            return "\(words ?? expected) in the key \"\(entry.key)\""
        }
        return nil
    }
}

// MARK: Words

extension ValueRule {
    fileprivate static func isSame(_ known: PropertyValue, _ value: PropertyValue, ignoresCase: Bool) -> Bool {
        if known == value { return true }
        let (one, other) = (text(known), text(value))
        return ignoresCase ? one.lowercased() == other.lowercased() : one == other
    }

    /// A scalar as messages name it.
    static func text(_ value: PropertyValue) -> String {
        switch value {
        case .string(let text): text
        case .number(let number): text(number)
        case .bool(let flag): flag ? "true" : "false"
        default: value.kind
        }
    }

    fileprivate static func text(_ number: Double) -> String { JSON.Number(number).text }

    private static func list(_ values: [PropertyValue]) -> String { values.map(text).joined(separator: " or ") }

    private static func isMultiple(_ number: Double, of step: Double) -> Bool {
        let count = number / step
        return (count - count.rounded()).magnitude < 1e-9
    }

    private static func outside(_ count: Int?, _ range: ClosedRange<Int>, _ noun: String) -> String? {
        guard let count, !range.contains(count) else { return nil }
        return "have \(bounds(range, noun)), not \(count)"
    }

    private static func bounds(_ range: ClosedRange<Int>, _ noun: String) -> String {
        func nouns(_ count: Int) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
        if range.lowerBound == range.upperBound { return "exactly \(nouns(range.upperBound))" }
        if range.upperBound == .max { return "at least \(nouns(range.lowerBound))" }
        if range.lowerBound == 0 { return "at most \(nouns(range.upperBound))" }
        return "from \(range.lowerBound) to \(nouns(range.upperBound))"
    }

    private static func jsonKind(_ kind: String, _ value: PropertyValue) -> String? {
        guard let json = value.string.flatMap({ try? JSON(parsing: $0) }) else { return nil }
        let isMet =
            switch kind {
            case "object": json.object != nil
            case "array": json.array != nil
            default: json.array?.allSatisfy { $0.object?.isEmpty == false } == true
            }
        let names = ["object": "a JSON object", "array": "a JSON list"]
        return isMet ? nil : "be \(names[kind] ?? "a JSON list of objects")"
    }

    private static func member(_ kind: String, _ value: PropertyValue) -> String? {
        let isMet =
            switch (kind, value) {
            case ("string", .string), ("boolean", .bool): true
            case ("integer", .number(let number)): number == number.rounded()
            default: false
            }
        let names = ["string": "a string", "boolean": "a boolean", "integer": "a whole number"]
        return isMet ? nil : "be \(names[kind] ?? kind), not \(value.kind)"
    }
}

// MARK: Facts

extension ValueRule {
    private static func limits(_ json: JSON, _ format: TextFormat?) -> [Limit] {
        var limits: [Limit] = []
        if let kind = json["type"]?.string { limits.append(.member(kind)) }
        if let format { limits.append(.format(format)) }
        limits += numbers(json) + counts(json) + texts(json)
        if let values = json["enum"]?.array {
            limits.append(
                .oneOf(values.map(PropertyValue.init(plain:)), ignoresCase: json["caseInsensitive"]?.bool ?? false)
            )
        }
        if let values = json["notIn"]?.array { limits.append(.noneOf(values.map(PropertyValue.init(plain:)))) }
        if json["network"]?.bool == true { limits.append(.network) }
        if let least = json["prefixMin"]?.int, let most = json["prefixMax"]?.int {
            limits.append(.prefix(least...most, step: json["prefixStep"]?.int ?? 1))
        }
        if let kind = json["jsonType"]?.string { limits.append(.json(kind)) }
        if let most = json["maxBytesDecoded"]?.int { limits.append(.decodedBytes(most)) }
        if let rules = json["anyOf"]?.array { limits.append(.alternatives(rules.map(ValueRule.init))) }
        return limits
    }

    private static func numbers(_ json: JSON) -> [Limit] {
        var limits: [Limit] = []
        let (least, most) = (json["min"]?.double, json["max"]?.double)
        if least != nil || most != nil {
            let words =
                switch (least, most) {
                case (let least?, let most?): "be from \(text(least)) to \(text(most))"
                case (let least?, nil): "be at least \(text(least))"
                default: "be at most \(text(most ?? 0))"
                }
            limits.append(.ranges([(least ?? -.infinity)...(most ?? .infinity)], words: words))
        }
        if let ranges = json["oneOfRanges"]?.array {
            let bounds = ranges.map { ($0[0]?.double ?? 0)...($0[1]?.double ?? 0) }
            let words = bounds.map {
                $0.lowerBound == $0.upperBound
                    ? text($0.lowerBound) : "from \(text($0.lowerBound)) to \(text($0.upperBound))"
            }
            limits.append(.ranges(bounds, words: "be \(words.joined(separator: " or "))"))
        }
        if let least = json["exclusiveMin"]?.double { limits.append(.above(least)) }
        if let step = json["multipleOf"]?.double { limits.append(.multiple(of: step)) }
        return limits
    }

    private static func counts(_ json: JSON) -> [Limit] {
        func range(_ least: String, _ most: String) -> ClosedRange<Int>? {
            let bounds = (json[least]?.int, json[most]?.int)
            return bounds.0 == nil && bounds.1 == nil ? nil : (bounds.0 ?? 0)...(bounds.1 ?? .max)
        }
        return [
            range("minLength", "maxLength").map(Limit.length),
            range("minItems", "maxItems").map(Limit.items),
            range("keyMinLength", "keyMaxLength").map(Limit.keyLength),
            json["valueMaxLength"]?.int.map(Limit.entryLength),
        ].compactMap(\.self)
    }

    private static func texts(_ json: JSON) -> [Limit] {
        func pattern(_ key: String) -> (TextPattern, String)? {
            json[key]?.string.flatMap { text in TextPattern(text).map { ($0, text) } }
        }
        return [
            pattern("pattern").map { .pattern($0, text: $1, isForbidden: false) },
            pattern("notPattern").map { .pattern($0, text: $1, isForbidden: true) },
            pattern("keyPattern").map { .keyPattern($0, text: $1) },
        ].compactMap(\.self)
    }
}
