import JSON

/// The replay of a recording's `Check` calls: the inputs must be exactly the recorded ones.
struct CheckReplay {
    let recording: Recording
    let plugin: ReplayedPlugin
    let types: String

    func run(_ report: inout ReplayReport) async {
        for entry in recording.calls("ResourceProvider/Check", types: types) {
            var finding: Finding
            do {
                let answer = try await plugin.ask("Check", entry.request)
                let wanted = Self.comparable(entry.response)
                var got = Self.comparable(answer)
                // A region that the provider adds: recordings of version 5 have none.
                if wanted["region"] == nil { got["region"] = nil }
                finding = Finding(Comparison.differences(.object(wanted), .object(got)))
            } catch {
                finding = .failure(error.message)
            }
            report.add(.check, entry.urn, finding, child: entry.type)
        }
    }

    private static func comparable(_ response: JSON.Object) -> JSON.Object {
        let failures = (response["failures"]?.array ?? []).map { $0["property"]?.string ?? "" }.sorted()
        let inputs = (response["inputs"] ?? [:]).without { $0 == "__defaults" }
        let normal = Comparison.normal(inputs, parsingText: false)?.object ?? [:]
        return (["failures": .array(failures.map { .string($0) })] as JSON.Object).merging(normal)
    }
}
