import Engine
import PulumiProtocol
import Testing

@Suite("Project settings")
struct ProjectTests {
    private func project(_ text: String) throws -> Project {
        try Project(parsing: Array(text.utf8), file: "/home/me/shop/Pulumi.yaml")
    }

    private func faults(_ text: String) -> [String] {
        do {
            _ = try project(text)
            return []
        } catch let error as DiagnosticError {
            return error.diagnostics.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test("All settings of the engine are read")
    func settings() throws {
        let project = try project(
            """
            name: shop
            runtime: {name: yaml, options: {compiler: cue}}
            description: sells
            main: program/
            backend: {url: "file://state"}
            stackConfigDir: settings
            options: {refresh: always}
            plugins:
              providers:
                - {name: sim, path: ./bin, version: 1.2.0}
            template: {description: ignored}
            """
        )
        #expect(project.name == "shop" && project.runtime == "yaml" && project.description == "sells")
        #expect(project.runtimeOptions == ["compiler": "cue"])
        #expect(project.folder == "/home/me/shop" && project.backendURL == "file://state")
        #expect(project.stackConfigurationFolder == "settings" && project.refreshesAlways)
        #expect(project.providers == [.init(name: "sim", path: "./bin", version: "1.2.0")])
        #expect(project.warnings == [])
    }

    @Test(
        "Faults are told with their place and a remedy",
        arguments: [
            ("", "Pulumi.yaml: expected project to be an object, was '<nil>' (write at least `name` and `runtime`)"),
            ("- a", "Pulumi.yaml:1:1: expected project to be an object"),
            ("Name: x\nruntime: yaml", "Pulumi.yaml:1:1: project is missing a 'name' attribute (found 'Name' instead)"),
            (
                "name: a b\nruntime: yaml",
                "Pulumi.yaml:1:7: project names may only contain alphanumerics, hyphens, underscores and periods (at most 100)"
            ),
            (
                "name: x\nruntime: yaml\nconfig: {n: {type: number}}",
                "Pulumi.yaml:3:20: configuration key 'n' has the unknown type 'number' (use `integer`, or `string`)"
            ),
            (
                "name: x\nruntime: yaml\nconfig: {n: {type: array}}",
                "Pulumi.yaml:3:20: configuration key 'n' is an array and needs the type of its elements, with `items: {type: …}`"
            ),
            (
                "name: x\nruntime: yaml\nconfig: {n: {type: integer, default: x}}",
                "Pulumi.yaml:3:38: the default value of configuration key 'n' is not of the expected type 'integer'"
            ),
            (
                "name: x\nruntime: yaml\nplugins: {providers: [{name: a}]}",
                "Pulumi.yaml:3:23: plugins.providers[0] must have a 'path'"
            ),
        ]
    )
    func refused(_ text: String, _ message: String) {
        #expect(faults(text) == [message])
    }

    private static let declarations = """
        name: t
        runtime: yaml
        config:
          text: {type: string}
          count: {type: integer, default: 3}
          ports: {type: array, items: {type: integer}}
          word: hello
          aws:region: us-west-2
          pin: {type: string, secret: true}
        """

    private static let complete: [String: ConfigurationValue] = [
        "t:text": .text("12"), "t:ports": .object([1, 2]), "t:pin": .secret("s"),
    ]

    @Test("Defaults fill missing values of the stack")
    func defaults() throws {
        let completed = try project(Self.declarations).completing(Self.complete, stack: "dev")
        #expect(completed["t:count"] == .text("3") && completed["t:word"] == .text("hello"))
        #expect(completed["aws:region"] == .text("us-west-2"))
    }

    @Test(
        "What is missing, mistyped or not encrypted is refused",
        arguments: [
            ("t:text", nil, "is missing configuration value 'text' (set it with `config set`)"),
            ("t:count", .text("several"), "with configuration key 'count' must be of type 'integer'"),
            ("t:ports", .object([1, "x"]), "with configuration key 'ports' must be of type 'array<integer>'"),
            ("t:ports", .text("[1]"), "with configuration key 'ports' must be of type 'array<integer>'"),
            ("t:pin", .text("open"), "with configuration key 'pin' must be encrypted as it's secret"),
        ] as [(String, ConfigurationValue?, String)]
    )
    func validation(_ key: String, _ value: ConfigurationValue?, _ message: String) throws {
        var configuration = Self.complete
        configuration[key] = value
        let project = try project(Self.declarations)
        let error = #expect(throws: DiagnosticError.self) { try project.completing(configuration, stack: "dev") }
        #expect(error?.description == "validating stack config: Stack 'dev' \(message)")
    }

    @Test(
        "Programs and providers get configuration as text, secret as a whole if a part is",
        arguments: [
            (.text("4"), "4"), (.secret("s"), .secret("s")),
            (.object(["b": 1, "a": "<"]), "{\"a\":\"\\u003c\",\"b\":1}"),
            (.object(["a": .secret("5")]), .secret("{\"a\":\"5\"}")),
        ] as [(ConfigurationValue, PropertyValue)]
    )
    func property(_ value: ConfigurationValue, _ property: PropertyValue) {
        #expect(value.property == property)
    }
}
