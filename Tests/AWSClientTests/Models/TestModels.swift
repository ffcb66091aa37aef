import Foundation
import TestKit
import Testing

@testable import AWSClient

/// The embedded models as a whole: the library looks only for those that it is asked for.
enum TestModels {
    /// The services that have a model.
    static let services: [String] = {
        let folder = WorkingCopy.root.appending(path: "schema/models")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }()

    /// The model of a service.
    static func file(_ service: String) throws -> ModelFile {
        try #require(ModelFile(service: service), "\(service)")
    }

    /// The operations of a service, sorted by name.
    static func operations(_ service: String) throws -> [AWSOperation] {
        try file(service).names(.operations).sorted().map { AWSOperation(service: service, name: $0) }
    }
}
