import JSON
import PulumiProtocol
import TestKit
import Testing

@testable import Crosswalk

@Suite struct LayoutPropertyTests {
    private static let rounds = 10_000

    @Test func tenThousandRandomLayoutsAreThoseOfTheOracle() throws {
        var numbers = SeededNumbers(seed: 11)
        let cases = try (0..<Self.rounds).map { _ in try LayoutCase.random(&numbers) }
        let answers = try LayoutOracle.answers(cases)
        try #require(answers.count == cases.count)
        var outcomes: [String: Int] = [:]
        for (layoutCase, answer) in zip(cases, answers) {
            outcomes[Self.compare(layoutCase, with: answer), default: 0] += 1
        }
        #expect(outcomes["laid out"] ?? 0 > Self.rounds / 3, "\(outcomes)")
        let rules: [LayoutFailure.Rule] = [
            .specs, .names, .mergedBlocks, .dynamicBlock, .masks, .zoneTooSmall, .noSpecs, .zoneTooFull, .addresses,
            .outside, .overlap, .gaps,
        ]
        for rule in rules { #expect(outcomes[rule.rawValue] != nil, "no case is refused as \(rule)") }
    }

    /// Expects the outcome of a case to be the oracle's, and returns it.
    private static func compare(_ layoutCase: LayoutCase, with answer: JSON) -> String {
        let place = { Comment(rawValue: "\(layoutCase.json.text()) → \(answer.text())") }
        #expect(ZoneSuffix.suffix(of: layoutCase.zoneName) == answer["suffix"]?.string, place())
        do {
            let request = try layoutCase.request
            let strategy = natStrategy(layoutCase, request)
            #expect(strategy.rule?.rawValue == answer["nat"]?.string, place())
            let layout = try request.layout(in: layoutCase.vpc)
            #expect(json(layout) == answer.only("subnets", "children", "outside", "entries"), place())
            if let strategy = strategy.value {
                let hosts = request.places.filter(\.isFirstPublic).prefix(strategy.gateways(zones: layoutCase.zones))
                #expect(hosts.map(\.name) == answer["gateways"]?.strings, place())
            }
            checkPromises(layout, place)
            return "laid out"
        } catch let failure as LayoutFailure {
            #expect(failure.rule.rawValue == answer["rule"]?.string, place())
            #expect(Set(failure.faults.map(\.property)).sorted() == answer["paths"]?.strings, place())
            let reasons = failure.faults.map(\.reason).joined(separator: "\n")
            for word in answer["words"]?.strings ?? [] { #expect(reasons.contains(word), place()) }
            return failure.rule.rawValue
        } catch {
            Issue.record(error, place())
            return "\(error)"
        }
    }

    /// Expects what the strategies promise whatever the oracle says.
    private static func checkPromises(_ layout: VPCLayout, _ place: () -> Comment) {
        let blocks = layout.subnets.map(\.block).sorted { $0.first < $1.first }
        #expect(zip(blocks, blocks.dropFirst()).allSatisfy { $0.last < $1.first }, place())
        // Legacy checks no end, and blocks that the program lists may be those of a second block of the VPC.
        if layout.request.allocator == .auto { #expect(layout.outside.isEmpty, place()) }
        // Only Legacy leaves an address where no block of its size begins.
        guard layout.request.allocator == .auto else { return }
        #expect(layout.subnets.allSatisfy { $0.block == $0.block.network }, place())
    }

    private static func natStrategy(
        _ layoutCase: LayoutCase,
        _ request: LayoutRequest
    ) -> (value: NATStrategy?, rule: LayoutFailure.Rule?) {
        do {
            let strategy = try NATStrategy(parsing: layoutCase.nat)
            try strategy.check(addresses: layoutCase.addresses, zones: layoutCase.zones)
            try request.check(strategy)
            return (strategy, nil)
        } catch {
            return (nil, error.rule)
        }
    }

    private static func json(_ layout: VPCLayout) -> JSON {
        [
            "subnets": .array(
                layout.subnets.map {
                    [.number($0.zone), .string($0.type.text), .string($0.name), .string("\($0.block)")]
                }
            ),
            "children": .array(
                layout.children.map { child in
                    let block = try? IPv6Subnets.block(child.place.ipv6Index, of: "2600:1f14:abc:de00::/56")
                    return [.string(child.subnet.name), block.map { .string($0) } ?? .null]
                }
            ),
            "outside": .array(layout.outside.map { .string($0.name) }),
            "entries": .array(layout.entries.map(json)),
        ]
    }

    private static func json(_ entry: LayoutEntry) -> JSON {
        let properties = entry.properties
        let keys = ["type", "name", "cidrMask", "size", "cidrBlocks"]
        return .object(JSON.Object(keys.compactMap { key in (try? properties[key]?.json()).map { (key, $0) } }))
    }
}

extension JSON {
    fileprivate var strings: [String]? { array?.compactMap(\.string) }

    /// Returns an object of some of the keys.
    fileprivate func only(_ keys: String...) -> JSON {
        .object(Object(keys.compactMap { key in self[key].map { (key, $0) } }))
    }
}
