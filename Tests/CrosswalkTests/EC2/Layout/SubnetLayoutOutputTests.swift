import Testing

@testable import Crosswalk

@Suite struct SubnetLayoutOutputTests {
    static let derived: [(SubnetStrategy, [String]?, Int, String)] = [
        (.legacy, nil, 3, "Private 19, Unused 19, Private 19"),
        (.legacy, nil, 1, "Private 17, Public 18"),
        (.auto, nil, 3, "Private 19, Public 20"),
        (.autoMerge, ["Unused rest /20"], 3, "Private 19, Public 20, Unused 20"),
        (
            .legacy, ["Public /22", "Private /21", "Isolated db /24", "Isolated redis /24"], 3,
            "Private 21, Public 22, Isolated 24, Isolated 24"
        ),
        (
            .legacy, ["Private /26", "Public /22"], 2,
            "Private 26, Unused 26, Unused 25, Unused 24, Unused 23, Public 22"
        ),
        (
            .legacy, ["Private a /24", "Private b /22", "Public c /20", "Public d /26"], 2,
            "Private 24, Unused 24, Unused 23, Private 22, Unused 21, Public 20, Unused 20, Public 26"
        ),
        (.auto, ["Public", "Private", "Isolated"], 3, "Public, Private, Isolated"),
        (.auto, ["Public /22", "Private app /20"], 2, "Public 22 size 1024, Private app 20 size 4096"),
        (.exact, ["public 10.0.0.0/17 10.0.128.0/17"], 2, "public in 10.0.0.0/17 10.0.128.0/17"),
    ]

    @Test(arguments: derived)
    func theOutputRepeatsTheSpecsOrDescribesAZone(
        strategy: SubnetStrategy,
        specs: [String]?,
        zones: Int,
        entries: String
    ) throws {
        let layout = try LayoutCase(strategy, specs, zones: zones).layout()
        let texts = layout.entries.map { entry in
            [
                entry.type, entry.name, entry.cidrMask.map { "\($0)" }, entry.size.map { "size \($0)" },
                entry.cidrBlocks.map { "in " + $0.joined(separator: " ") },
            ].compactMap(\.self).joined(separator: " ")
        }
        #expect(texts.joined(separator: ", ") == entries)
    }
}
