import Foundation
import JSON
import TestKit
import Testing

/// Every schema, against the rules in `schema/metaschema.json` and `Tests/Oracles/package_rules.py`.
@Suite("Package schemas")
struct PackageRulesTests {
    /// The packages of which only resources and functions need a description, because upstream's documentation applies.
    private static let sparse: Set = ["aws"]

    /// Returns the faults of each package.
    private func faults(_ questions: [JSON]) throws -> [[String]] {
        let bytes = try PythonOracle("package_rules.py").answer(Data(JSON.array(questions).bytes()))
        return try JSONDecoder().decode([[String]].self, from: bytes)
    }

    @Test("an SDK could be made of every package that the provider serves")
    func served() throws {
        let texts = try ServedSchemas.texts()
        #expect(texts.keys.contains("awsx") && texts.keys.contains("aws"))
        let documents = JSON.object(JSON.Object(texts.map { ($0, .string($1)) }))
        let names = texts.keys.sorted()
        let questions = names.map { name -> JSON in
            ["package": .string(name), "documents": documents, "described": .bool(!Self.sparse.contains(name))]
        }
        for (name, faults) in zip(names, try faults(questions)) {
            #expect(faults == [], "package \(name)")
        }
    }

    @Test("the rules find every kind of fault")
    func rulesFindFaults() throws {
        let questions = FaultyPackage.all.map { package -> JSON in
            ["package": "box", "documents": ["box": .string(package.text), "lid": .string(FaultyPackage.other)]]
        }
        for (package, faults) in zip(FaultyPackage.all, try faults(questions)) {
            let isFound = package.fault.map { fault in faults.contains { $0.contains(fault) } } ?? faults.isEmpty
            #expect(isFound, "\(package.old) -> \(package.new): \(faults)")
        }
    }
}
