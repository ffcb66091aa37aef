import Foundation
import PackageSchema
import PulumiProtocol

@testable import Engine

/// Runs program texts against a package `sim` and a monitor that deploys nothing.
struct ProgramBench {
    /// The result of a program.
    struct Outcome {
        var outputs: PropertyMap = [:]
        var errors: [String] = []
        var warnings: [String] = []
    }

    var monitor = RecordingMonitor()
    var isPreview = false
    var parallel = 8
    var configuration: [String: PropertyValue] = [:]
    var folder = "/app"
    var schemas: any SchemaSource = SimSchemas()

    /// Runs the sections of a program.
    func run(_ program: String) async -> Outcome {
        let messages = Messages()
        let context = ProgramContext(
            project: "t",
            stack: "dev",
            rootFolder: folder,
            workingFolder: folder,
            isPreview: isPreview,
            parallel: parallel,
            configuration: configuration,
            report: { messages.add($0) }
        )
        var outcome = Outcome()
        do {
            let parsed = try YAMLProgram(parsing: Array(program.utf8), file: "Pulumi.yaml")
            let checked = await parsed.checked(context, schemas: schemas)
            outcome.outputs = try await checked.run(against: monitor, context: context)
        } catch let error as DiagnosticError {
            outcome.errors = error.diagnostics.filter { $0.severity == .error }.map(\.description)
        } catch {
            outcome.errors = ["\(error)"]
        }
        outcome.warnings = messages.all.filter { $0.severity == .warning }.map(\.description)
        return outcome
    }

    /// Evaluates an expression as the only output of a program with these variables.
    func evaluate(_ expression: String, variables: String = "{}") async -> (value: PropertyValue?, errors: [String]) {
        let outcome = await run("variables: \(variables)\noutputs:\n  it: \(expression)\n")
        return (outcome.outputs["it"], outcome.errors)
    }
}

/// Collects diagnostics from several tasks.
final class Messages: @unchecked Sendable {
    // Every access holds the lock.
    private let lock = NSLock()
    private var diagnostics: [Diagnostic] = []

    var all: [Diagnostic] { lock.withLock { diagnostics } }

    func add(_ diagnostic: Diagnostic) { lock.withLock { diagnostics.append(diagnostic) } }
}

/// The schemas of the package `sim`, and of `far`, to whose resources `sim` refers.
struct SimSchemas: SchemaSource {
    func schema(package: String, version: String?) async throws -> PackageSchema? {
        switch package {
        case "sim": try PackageSchema(parsing: Self.document)
        case "far": try PackageSchema(parsing: Self.far)
        default: nil
        }
    }

    private static let far = """
        {"name": "far", "version": "1.0.0",
         "types": {"far:net:Port": {"type": "object", "properties": {"number": {"type": "integer"}}}},
         "resources": {"far:net/balancer:Balancer": {"properties": {
           "dnsName": {"type": "string"}, "ports": {"type": "array", "items": {"$ref": "#/types/far:net:Port"}}}}}}
        """

    private static let document = """
        {"name": "sim", "version": "1.0.0",
         "provider": {"inputProperties": {"region": {"type": "string"}, "token": {"type": "string", "secret": true}}},
         "types": {
           "sim:index:Rule": {"type": "object", "properties": {
             "port": {"type": "integer"}, "protocol": {"$ref": "#/types/sim:index:Protocol"},
             "rules": {"type": "array", "items": {"$ref": "#/types/sim:index:Rule"}}}, "required": ["port"]},
           "sim:index:Protocol": {"type": "string", "enum": [{"value": "tcp"}, {"value": "udp"}]}},
         "resources": {
           "sim:index:Thing": {
             "inputProperties": {"value": {"$ref": "pulumi.json#/Any"}, "ref": {"$ref": "pulumi.json#/Any"},
               "list": {"type": "array", "items": {"$ref": "pulumi.json#/Any"}}, "count": {"type": "integer"},
               "password": {"type": "string", "secret": true}, "rule": {"$ref": "#/types/sim:index:Rule"}},
             "properties": {"value": {"$ref": "pulumi.json#/Any"}, "arn": {"type": "string"},
               "number": {"type": "integer"}, "key": {"type": "string", "secret": true},
               "tags": {"type": "object", "additionalProperties": {"type": "string"}}},
             "aliases": [{"type": "sim:index:Old"}]},
           "sim:net/gate:Gate": {
             "inputProperties": {"thing": {"type": "string"}}, "requiredInputs": ["thing"],
             "properties": {"thing": {"type": "string"}}},
           "sim:index:Pair": {"isComponent": true,
             "inputProperties": {"value": {"type": "string"}},
             "properties": {"left": {"$ref": "#/resources/sim:index:Thing"},
               "balancer": {"$ref": "/far/v1.0.0/schema.json#/resources/far:net%2Fbalancer:Balancer"},
               "ports": {"type": "array", "items": {"$ref": "/far/v1.0.0/schema.json#/types/far:net:Port"}}}}},
         "functions": {"sim:index:echo": {
           "inputs": {"properties": {"value": {"$ref": "pulumi.json#/Any"}}},
           "outputs": {"properties": {"value": {"$ref": "pulumi.json#/Any"}}}}}}
        """
}
