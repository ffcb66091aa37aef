import Foundation
import ProviderKit
import PulumiProtocol
import RPC
import TestKit

@testable import DockerResources

/// A configured provider and the steps that an engine takes with it.
struct ProviderBench {
    let provider: DockerProvider
    let log = EngineLog()

    /// The URN of an image.
    static let image = "urn:pulumi:dev::shop::docker-build:index:Image::page"

    var context: ProviderContext { log.context }

    init(
        _ package: DockerPackage = .build,
        environment: [String: String] = [:],
        configuration: PropertyMap = [:]
    ) async throws {
        provider = DockerProvider(package, environment)
        let checked = try await provider.checkConfig(CheckRequest(urn: "", news: configuration), .test).inputs
        _ = try await provider.configure(ConfigureRequest(args: checked), .test)
    }

    func check(_ inputs: PropertyMap, olds: PropertyMap = [:], urn: String = image) async throws -> CheckResponse {
        let name = URN(urn)?.name ?? ""
        let request = CheckRequest(urn: urn, olds: olds, news: inputs, randomSeed: [1], name: name, type: "")
        return try await provider.check(request, context)
    }

    func create(_ inputs: PropertyMap, preview: Bool = false, urn: String = image) async throws -> CreateResponse {
        try await provider.create(CreateRequest(urn: urn, properties: inputs, preview: preview), context)
    }

    func diff(_ olds: PropertyMap, _ news: PropertyMap, state: PropertyMap, urn: String = image) async throws
        -> DiffResponse
    {
        try await provider.diff(DiffRequest(urn: urn, olds: state, news: news, oldInputs: olds), context)
    }

    func read(_ id: String, _ state: PropertyMap, _ inputs: PropertyMap, urn: String = image) async throws
        -> ReadResponse
    {
        try await provider.read(ReadRequest(id: id, urn: urn, properties: state, inputs: inputs), context)
    }
}

extension ProviderContext {
    /// The context of a call that came over no connection.
    static let test = ProviderContext(call: CallContext(method: "/test"))
}
