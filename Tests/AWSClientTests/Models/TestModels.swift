import Foundation
import TestKit
import Testing

@testable import AWSClient

/// The embedded models, and those that only tests use: no resource has an operation of S3 yet.
enum TestModels {
    /// A store of all of them.
    static let store = ModelStore(rest("s3"))

    /// The services of all of them.
    static let services: [String] = {
        let folders = ["schema/models", "Tests/AWSModels"].map { WorkingCopy.root.appending(path: $0) }
        let names = folders.flatMap { (try? FileManager.default.contentsOfDirectory(atPath: $0.path)) ?? [] }
        return names.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }()

    /// The model of a service.
    static func file(_ service: String) throws -> ModelFile {
        try #require(restServices.contains(service) ? rest(service) : ModelFile(service: service), "\(service)")
    }

    /// The operations of a service, sorted by name.
    static func operations(_ service: String) throws -> [AWSOperation] {
        try file(service).names(.operations).sorted().map { AWSOperation(service: service, name: $0) }
    }

    private static let restServices = ["s3"]

    /// A model that `scripts/generate-models` wrote for tests; without entries if it cannot be read.
    private static func rest(_ service: String) -> ModelFile {
        let place = WorkingCopy.root.appending(path: "Tests/AWSModels/\(service).json")
        let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 20)
        let count = (try? Data(contentsOf: place)).map { $0.copyBytes(to: bytes) } ?? 0
        // Never freed: a model's bytes stay until the process ends.
        return ModelFile(service: service, bytes: UnsafeBufferPointer(rebasing: bytes[..<count]))
    }
}
