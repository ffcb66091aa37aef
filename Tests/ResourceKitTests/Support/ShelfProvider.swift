import PackageSchema
import ProviderKit
import PulumiProtocol
import RPC
import ResourceKit
import Synchronization

/// A tiny package of resources that stands on the resource kit: boxes on shelves, kept in memory.
final class ShelfProvider: Provider {
    let package = "shelf"

    /// The boxes by id.
    let boxes = Mutex<[String: PropertyMap]>([:])

    private let schema: PackageSchema
    /// The labels that the provider's configuration adds to all boxes.
    private let labels: PropertyMap

    init(labels: PropertyMap = [:]) throws {
        schema = try PackageSchema(parsing: Self.document)
        self.labels = labels
    }

    /// The type of a box: the case of a lid means nothing, and a round box has no corners.
    func box() throws -> CustomResource {
        guard let type = schema.resource("shelf:index:Box") else { throw StatusError(.unimplemented, "no box") }
        var box = CustomResource(package: schema, schema: type)
        box.rules = PropertyRules(type.extras)
        box.differences = DiffRules(equality: ["lid": DiffRules.texts { old, new, _ in old.lowercased() == new }])
        box.inherited = InheritedInputs(names: ["shelf"], values: ["shelf": "top"])
        box.derived = [
            DerivedOutput(name: "allLabels", source: "labels") { [labels] own in
                guard own?.containsUnknowns != true else { return .unknown }
                return .map(labels.merging(own?.map ?? [:]).withoutDefaults)
            }
        ]
        return box
    }

    func getPluginInfo(_ context: ProviderContext) async throws -> PluginInfo { PluginInfo(version: "1.0.0") }

    func check(_ request: CheckRequest, _ context: ProviderContext) async throws -> CheckResponse {
        try box().check(request, name: request.name).response
    }

    func diff(_ request: DiffRequest, _ context: ProviderContext) async throws -> DiffResponse {
        try box().diff(request)
    }

    func create(_ request: CreateRequest, _ context: ProviderContext) async throws -> CreateResponse {
        let box = try box()
        return try await box.create(request) {
            let outputs = outputs(of: box, request.properties)
            boxes.withLock { $0["box-1"] = outputs }
            return ("box-1", outputs)
        }
    }

    func read(_ request: ReadRequest, _ context: ProviderContext) async throws -> ReadResponse {
        let box = try box()
        return try await box.read(request) {
            guard let outputs = boxes.withLock({ $0[request.id] }) else { return nil }
            return (outputs, box.inputs(after: (request.inputs ?? [:]).plain, outputs: outputs))
        }
    }

    func update(_ request: UpdateRequest, _ context: ProviderContext) async throws -> UpdateResponse {
        let box = try box()
        return try await box.update(request) { _ in
            let outputs = outputs(of: box, request.news)
            boxes.withLock { $0[request.id] = outputs }
            return outputs
        }
    }

    func delete(_ request: DeleteRequest, _ context: ProviderContext) async throws {
        boxes.withLock { $0[request.id] = nil }
    }

    private func outputs(of box: CustomResource, _ inputs: PropertyMap) -> PropertyMap {
        var outputs = inputs.plain.withoutDefaults.mapValues(\.withoutNestedDefaults)
        for derived in box.derived { outputs[derived.name] = derived.value(inputs[derived.source]?.plain) }
        outputs["weight"] = 3
        return outputs
    }

    private static let document = """
        {"name": "shelf",
         "types": {
           "shelf:index:Part": {"type": "object", "required": ["kind"], "properties": {
             "kind": {"$ref": "#/types/shelf:index:Kind"},
             "size": {"type": "integer", "default": 1},
             "parts": {"type": "array", "items": {"$ref": "#/types/shelf:index:Part"}}}},
           "shelf:index:Kind": {"type": "string", "enum": [{"value": "tray"}, {"value": "divider"}]}},
         "resources": {"shelf:index:Box": {
           "inputProperties": {
             "name": {"type": "string"},
             "shelf": {"type": "string", "willReplaceOnChanges": true},
             "isRound": {"type": "boolean"},
             "corners": {"type": "integer"},
             "lid": {"type": "string"},
             "code": {"type": "string", "secret": true},
             "pin": {"type": "string", "secret": true, "shelf": {"writeOnly": true}},
             "content": {"type": "string", "shelf": {"computed": true}},
             "parts": {"type": "array", "items": {"$ref": "#/types/shelf:index:Part"}},
             "labels": {"type": "object", "additionalProperties": {"type": "string"}}},
           "properties": {
             "name": {"type": "string"}, "shelf": {"type": "string"}, "lid": {"type": "string"},
             "isRound": {"type": "boolean"}, "corners": {"type": "integer"},
             "code": {"type": "string", "secret": true}, "pin": {"type": "string", "secret": true},
             "content": {"type": "string"},
             "parts": {"type": "array", "items": {"$ref": "#/types/shelf:index:Part"}},
             "labels": {"type": "object", "additionalProperties": {"type": "string"}},
             "allLabels": {"type": "object", "additionalProperties": {"type": "string"}},
             "weight": {"type": "integer", "shelf": {"changesWith": ["content"]}}},
           "shelf": {"autoname": {"property": "name", "maxLength": 24}, "conflictsWith": [["corners", "content"]],
             "values": {"corners": {"min": 3, "max": 8}, "lid": {"enum": ["none", "hinged"], "warns": true}},
             "between": [{"rule": ["=>", ["=", ["get", "isRound"], true], ["!", ["has", ["get", "corners"]]]],
                          "says": "a round box has no corners"}]}}}}
        """
}

extension ProviderContext {
    /// The context of a call that came over no connection.
    static let test = ProviderContext(call: CallContext(method: "/test"))
}
