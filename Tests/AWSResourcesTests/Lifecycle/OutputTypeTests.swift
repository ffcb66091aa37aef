import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit
import TestKit
import Testing

@testable import AWSResources

/// Programs in typed languages wait for ever for an output that is not of its declared type, and take an input for one
/// that is missing.
@Suite("The outputs of every resource type")
struct OutputTypeTests {
    private static let types = DescriptorConformanceTests.types

    /// The properties of a type that are JSON text.
    private func documents(_ type: String) throws -> [String] {
        try #require(AWSSchema.shared.resource(type)).inputs.properties.filter(\.isJSON).map(\.name)
    }

    /// Full inputs, with the JSON text of properties changed, or as the object or list that it spells.
    private func inputs(
        _ type: String,
        _ change: (PropertyValue) -> PropertyValue = { $0 }
    ) throws -> PropertyMap {
        var inputs = ExampleInputs.full(type)
        for name in try documents(type) {
            guard let text = inputs[name]?.string, let json = try? JSON(parsing: text) else { continue }
            inputs[name] = change(PropertyValue(plain: json))
        }
        return inputs
    }

    /// An object with one more member, or a list of such objects.
    private func adding(_ value: PropertyValue, to document: PropertyValue) -> PropertyValue {
        switch document {
        case .map(let map): .map(map.merging(["Extra": value]))
        case .list(let elements): .list(elements.map { adding(value, to: $0) })
        default: document
        }
    }

    private func mismatches(_ outputs: PropertyMap, _ type: String) throws -> [String] {
        let schema = try #require(AWSSchema.shared.resource(type))
        return AWSSchema.shared.package.mismatches(outputs.filter { $0.key != "id" }, schema.outputs)
    }

    @Test("are of the types that its schema declares, and have what was given", arguments: types)
    func deployed(_ type: String) async throws {
        var one = try await ShapedResource(type, inputs(type))
        #expect(try mismatches(one.outputs, type) == [])
        let read = try #require(await one.read().properties)
        #expect(try mismatches(read, type) == [])
        for name in try documents(type) where one.inputs[name] != nil {
            #expect(one.outputs[name]?.string != nil && read[name]?.string != nil, "\(name)")
        }
        let changed = try await one.checked(inputs(type) { adding("x", to: $0) })
        guard try await one.differences(from: one.inputs, to: changed).replaces.isEmpty else { return }
        try await one.update(to: changed)
        #expect(try mismatches(one.outputs, type) == [])
        for name in try documents(type) where one.inputs[name] != nil {
            #expect(one.outputs[name]?.string != nil, "\(name)")
        }
    }

    @Test(
        "are of the types that its schema declares in a preview, whatever is not known yet",
        arguments: types,
        [PropertyValue.unknown, .secret("x"), .output(Output(.none, dependencies: ["urn:x"]))]
    )
    func planned(_ type: String, _ part: PropertyValue) async throws {
        let provider = try await AWSProvider.scripted()
        let news = try inputs(type) { adding(part, to: $0) }
        let checked = try await provider.check(CheckRequest(urn: urn(type), news: news), .test).inputs
        let created = CreateRequest(urn: urn(type), properties: checked, preview: true)
        #expect(try mismatches(await provider.create(created, .test).properties, type) == [])

        let one = try await ShapedResource(type, ExampleInputs.full(type))
        #expect(try mismatches(await one.preview(of: one.checked(news)), type) == [])
    }
}
