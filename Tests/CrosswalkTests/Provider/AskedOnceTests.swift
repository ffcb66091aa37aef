import Crosswalk
import ProviderKit
import PulumiProtocol
import Testing

@Suite("Questions to the engine")
struct AskedOnceTests {
    private static let inputs: PropertyMap = ["taskDefinitionArgs": ["container": ["image": "nginx"]]]

    @Test("about its features are asked once a connection")
    func features() async throws {
        let engine = PlayedEngine()
        let provider = CrosswalkProvider()
        for name in ["a", "b"] {
            _ = try await engine.construct("awsx:ecs:FargateService", name, Self.inputs, in: provider)
        }
        #expect(engine.log.featureQuestions.sorted() == ["aliasSpecs", "resourceReferences", "secrets"])
    }

    @Test("about the same things of AWS are asked once a deployment")
    func invokes() async throws {
        let engine = PlayedEngine()
        let provider = CrosswalkProvider()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for name in ["a", "b", "c"] {
                group.addTask {
                    _ = try await engine.construct("awsx:ecs:FargateService", name, Self.inputs, in: provider)
                }
            }
            try await group.waitForAll()
        }
        let asked = engine.log.invokes.map { "\($0.tok) \($0.args)" }
        #expect(asked.contains { $0.hasPrefix("aws:ec2/getVpc:getVpc ") })
        #expect(asked.count == Set(asked).count)
    }

    @Test("are asked again by the update after a preview")
    func passes() async throws {
        let provider = CrosswalkProvider()
        let engines = [PlayedEngine(isPreview: true), PlayedEngine()]
        for engine in engines {
            _ = try await engine.construct("awsx:ecs:FargateService", "a", Self.inputs, in: provider)
        }
        #expect(engines.map { $0.log.invokes.count { $0.tok == "aws:ec2/getVpc:getVpc" } } == [1, 1])
    }
}
