import Foundation
import JSON
import PackageSchema
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources
@testable import ResourceKit

/// Judges values that are made from each rule of each type, and not by the code that judges.
@Suite("Every rule on a value")
struct ValueRuleSweepTests {
    /// A path of `values` of one type, with its rules.
    struct Fact: Sendable, CustomTestStringConvertible {
        let type: String
        let path: String
        let rules: [JSON]

        var testDescription: String { "\(type) \(path)" }
    }

    static let facts: [Fact] = AWSSchema.shared.package.resourceTokens.flatMap { type in
        (AWSSchema.shared.resource(type)?.extras["values"]?.object ?? [:]).map { fact in
            Fact(type: type, path: fact.key, rules: fact.value.array ?? [fact.value])
        }
    }

    @Test("refuses what is outside, at its path", arguments: facts)
    func outside(_ fact: Fact) async throws {
        for rule in fact.rules where rule["warns"] != true {
            for value in try #require(Self.outside(rule), "no value outside \(rule)") {
                let place = try Self.place(fact, value)
                let failures = try await check(fact.type, place.inputs)
                #expect(failures.contains { $0.property == place.path }, "\(value) for \(rule): \(failures)")
            }
        }
    }

    @Test("lets pass what is inside", arguments: facts)
    func inside(_ fact: Fact) async throws {
        guard ValidInputs.of(fact.type)[fact.path] == nil, let value = Self.inside(fact.rules) else { return }
        let place = try Self.place(fact, value)
        let failures = try await check(fact.type, place.inputs)
        #expect(!failures.contains { $0.property == place.path && $0.reason.contains("valid value") }, "\(failures)")
    }

    @Test("does not judge what is not known", arguments: facts)
    func unknown(_ fact: Fact) async throws {
        let place = try Self.place(fact, .unknown)
        let failures = try await check(fact.type, place.inputs)
        #expect(!failures.contains { $0.property == place.path && $0.reason.contains("valid value") }, "\(failures)")
    }

    private func check(_ type: String, _ news: PropertyMap) async throws -> [CheckFailure] {
        let provider = try await AWSProvider.scripted()
        return try await provider.check(CheckRequest(urn: urn(type), news: news), .test).failures
    }

    // MARK: Values

    /// Returns values that a rule refuses; `nil` if the test knows none.
    private static func outside(_ rule: JSON) -> [PropertyValue]? {
        var values: [PropertyValue] = []
        if rule["enum"] != nil { values.append("?") }
        if let least = rule["min"]?.double { values.append(spelled(least - 1, rule)) }
        if let most = rule["max"]?.double { values.append(spelled(most + 1, rule)) }
        if let most = rule["oneOfRanges"]?.array?.last?[1]?.double { values.append(spelled(most + 1, rule)) }
        if let bound = rule["exclusiveMin"]?.double { values.append(spelled(bound, rule)) }
        if let least = rule["minLength"]?.int, least > 0, rule["format"] == nil {
            values.append(.string(String(repeating: "a", count: least - 1)))
        }
        if let most = rule["maxLength"]?.int { values.append(.string(String(repeating: "a", count: most + 1))) }
        if let most = rule["maxItems"]?.int { values.append(tooMany(most, isMap: rule["keyPattern"] != nil)) }
        if let least = rule["minItems"]?.int, least > 0, rule["format"] == nil { values.append(.list([])) }
        for key in ["pattern", "notPattern"] {
            guard let pattern = rule[key]?.string else { continue }
            let regex = try? NSRegularExpression(pattern: pattern)
            let wrong = texts.first { text in
                let range = NSRange(text.startIndex..., in: text)
                return (regex?.firstMatch(in: text, range: range) != nil) == (key == "notPattern")
            }
            guard let wrong else { return nil }
            values.append(.string(wrong))
        }
        if let pattern = rule["keyPattern"]?.string {
            values.append(.map([pattern.contains("AWS") ? "AWSx" : "aws:x": "y"]))
        }
        if let most = rule["maxBytesDecoded"]?.int {
            values.append(.string(String(repeating: "AAAA", count: most / 3 + 1)))
        }
        if let format = rule["format"]?.string {
            guard let wrong = formats[format]?.wrong else { return nil }
            values.append(.string(wrong))
        }
        if rule["network"] == true { values.append(rule["format"] == "ipv4Cidr" ? "10.0.0.1/24" : "2001:db8::1/56") }
        if let most = rule["prefixMax"]?.int {
            values.append(.string(rule["format"] == "ipv4Cidr" ? "10.0.0.0/\(most + 1)" : "2001:db8::/\(most + 1)"))
        }
        if let others = rule["notIn"]?.array { values += others.map(PropertyValue.init(plain:)) }
        if rule["multipleOf"] != nil { values.append(33.333) }
        if rule["anyOf"] != nil { values.append(rule["anyOf"]?[1]?["format"] == nil ? 4 : "?") }
        if rule["type"] == "string" { values.append(5) }
        if rule["type"] == "integer" || rule["type"] == "boolean" { values.append("x") }
        if rule["required"] == true { return values }
        return values.isEmpty ? nil : values
    }

    /// Returns a value that all rules of a path allow; `nil` if the test knows none.
    private static func inside(_ rules: [JSON]) -> PropertyValue? {
        let all = rules.flatMap { [$0] + ($0["anyOf"]?.array ?? []) }
        if let known = all.lazy.compactMap({ $0["enum"]?.array?.first }).first { return PropertyValue(plain: known) }
        if let least = all.compactMap({ $0["min"]?.double }).max() { return spelled(least, all[0]) }
        if let format = all.lazy.compactMap({ $0["format"]?.string }).first {
            return formats[format].map { .string($0.right) }
        }
        if let least = all.lazy.compactMap({ $0["minLength"]?.int }).first,
            !all.contains(where: { $0["pattern"] != nil })
        {
            return .string(String(repeating: "a", count: max(least, 1)))
        }
        return all.contains { $0["keyPattern"] != nil } ? ["Name": "web"] : nil
    }

    /// A number, as text where the rule is about text.
    private static func spelled(_ number: Double, _ rule: JSON) -> PropertyValue {
        rule["format"] == nil ? .number(number) : .string(JSON.Number(number).text)
    }

    private static func tooMany(_ most: Int, isMap: Bool) -> PropertyValue {
        let names = (0...most).map { "k\($0)" }
        return isMap ? .map(PropertyMap(names.map { ($0, "v") })) : .list(names.map(PropertyValue.string))
    }

    /// Texts among which one breaks any pattern of the facts.
    private static let texts = [
        "", " ", "?", "\u{7}", "aws/x", "sg-x", "“", "AWSALB", "internal-x", "-", "xn--x", "arn:x", "no", "ftp://x",
        "0", "***", "x.", "Host", "a--b-c--x-s3", "1.2.3.4", "aws:x",
    ]

    /// A right and a wrong text of every format.
    private static let formats: [String: (right: String, wrong: String)] = [
        "arn": ("arn:aws:iam::123456789012:role/web", "web"), "region": ("us-west-2", "west"),
        "ipv4Cidr": ("10.0.0.0/16", "10.0.0.0/33"), "ipv6Cidr": ("2001:db8::/56", "2001:db8::/129"),
        "ipv4Address": ("10.0.0.1", "10.0.0.256"), "ipv6Address": ("2001:db8::1", "2001:db8::1::1"),
        "cidrNetwork": ("10.0.0.0/16", "10.0.0.0/33"), "date": ("2030-01-01", "2030-13-01"), "json": ("{}", "{"),
        "iamPolicyJson": ("{}", "[]"),
        "jsonOrYaml": ("a: b", "{"),
        "nullableBool": ("true", "yes"), "nullableInt": ("7", "7.5"), "nullableFloat": ("1.5", "x"),
        "rfc3339": ("2030-01-02T03:04:05+01:00", "2030-01-02"), "integerString": ("7", "seven"),
        "duration": ("P90D", "soon"),
        "base64": ("YQ==", "?"), "decimal": ("1.5", "x"), "utcTimestamp": ("2030-01-02T03:04:05Z", "tomorrow"),
        "cpuUnits": ("1 vCPU", "lots"), "ipProtocol": ("tcp", "256"),
        "portRange": ("80-90", "90-80"), "imageReference": ("nginx:1", "ng inx"),
        "internetProtocol": ("ipv6-icmp", "256"), "goDuration": ("10m", "ten"),
    ]

    // MARK: Places

    /// Returns the type's valid inputs with a value at the path of a fact, and the path that errors name.
    private static func place(_ fact: Fact, _ value: PropertyValue) throws -> (inputs: PropertyMap, path: String) {
        let schema = try #require(AWSSchema.shared.resource(fact.type))
        var inputs = ValidInputs.of(fact.type)
        let name = String(fact.path.prefix { $0 != "." && $0 != "[" && $0 != "{" })
        let rest = steps(fact.path).dropFirst()
        let isText = schema.inputs[name]?.isJSON == true && !rest.isEmpty
        let outer = inputs[name].flatMap {
            $0.string.flatMap { try? JSON(parsing: $0) }.map(PropertyValue.init(plain:)) ?? $0
        }
        let whole = put(value, at: rest[...], into: outer)
        inputs[name] = isText && value != .unknown ? .string(JSON(plain: whole).text()) : whole
        let path = fact.path.replacing("[]", with: "[0]").replacing("{}", with: ".key")
        return (inputs, path)
    }

    private static func steps(_ path: String) -> [String] {
        path.replacing("[]", with: ".[]").replacing("{}", with: ".{}").split(separator: ".").map(String.init)
    }

    private static func put(_ value: PropertyValue, at steps: ArraySlice<String>, into outer: PropertyValue?)
        -> PropertyValue
    {
        guard let step = steps.first else { return value }
        let rest = steps.dropFirst()
        if step == "[]" { return .list([put(value, at: rest, into: outer?.list?.first)]) }
        var map = outer?.map ?? [:]
        let name = step == "{}" ? "key" : step
        map[name] = put(value, at: rest, into: map[name])
        return .map(map)
    }
}
