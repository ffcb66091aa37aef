import Engine
import JSON
import PackageSchema
import PulumiProtocol

/// The texts of a run: a checkpoint and a program of many services.
enum Texts {
    private static let services = 1000

    /// JSON like a checkpoint's: a registration's properties, over and over.
    static func checkpoint() throws -> [UInt8] {
        let properties = try RegisterResourceRequest.service.object.json()
        let resource: JSON = [
            "urn": .string(RegisterResourceRequest.service.parent), "custom": true, "id": "service-0123456789",
            "type": "aws:ecs/service:Service", "inputs": properties, "outputs": properties,
        ]
        return JSON.object(["resources": .array(Array(repeating: resource, count: services))]).bytes()
    }

    /// A program of services with a container each.
    static func program() -> [UInt8] {
        let head = "name: services\nruntime: yaml\nresources:\n"
        let bodies = (0..<services).map { number in
            """
              service-\(number):
                type: awsx:ecs:FargateService
                properties:
                  cluster: ${cluster.arn}
                  desiredCount: 1
                  taskDefinitionArgs:
                    container: {name: app, image: "nginx:latest", cpu: 128, memory: 256, essential: true}

            """
        }
        return Array((head + bodies.joined()).utf8)
    }

    /// A package schema of eighty resource types with fifty properties each, laid out as `schema/aws.json` is.
    static func schema() -> String {
        let properties = JSON.Object(
            (0..<50).map { ("property\($0)", ["type": "string", "description": "What the property is for."]) }
        )
        let resource: JSON = ["inputProperties": .object(properties), "properties": .object(properties)]
        let resources = JSON.Object((0..<80).map { ("sim:module/type\($0):Type\($0)", resource) })
        return JSON.object(["name": "sim", "resources": .object(resources)]).text(.indentedByTwo)
    }

    /// Prints how many megabytes a second are read and written.
    static func report() throws {
        let json = try checkpoint()
        let tree = try JSON(parsing: json)
        try rate("JSON read", json.count) { _ = try JSON(parsing: json) }
        rate("JSON written", json.count) { _ = tree.bytes() }
        let schema = schema()
        try rate("Package schema opened", schema.utf8.count) { _ = try PackageSchema(parsing: schema) }
        let yaml = program()
        try rate("YAML read", yaml.count) { _ = try YAMLDocument(parsing: yaml, file: "Pulumi.yaml") }
        try rate("YAML read and parsed as a program", yaml.count) { _ = try YAMLProgram(parsing: yaml, file: "p") }
    }

    private static func rate(_ name: String, _ size: Int, _ body: () throws -> Void) rethrows {
        let best = try (0..<5).map { _ in try ContinuousClock().measure(body) }.min() ?? .zero
        let megabytes = Double(size) / 1e6 / (best / .seconds(1))
        print("\(name), \(size / 1000) kB: \(Int(megabytes.rounded())) MB/s")
    }
}
