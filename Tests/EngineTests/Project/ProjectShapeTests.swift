import Engine
import Testing

@Suite("The shape of a project file")
struct ProjectShapeTests {
    private func faults(_ line: String) -> [String] {
        do {
            _ = try Project(parsing: Array("name: t\nruntime: yaml\n\(line)\n".utf8), file: "/t/Pulumi.yaml")
            return []
        } catch {
            return error.diagnostics.map(\.description)
        }
    }

    @Test(
        "Is accepted",
        arguments: [
            "main:", "author: me", "description: ~", "backend: ~", "backend: {url: 'file://~'}",
            "options: {refresh: always}",
            "template: {description: d, important: true, metadata: {a: b}, config: {k: {default: 1}}}",
            "plugins: {providers: [{name: a, path: b}], others: 1}",
            "packages: {a: a@1.0.0, b: {source: c, parameters: [d]}}",
            "anything: [1, {2: 3}]", "config: settings", "config: {word: hello, count: 5, on: true, list: [1.5]}",
            "config: {'aws:region': us, 'aws:tags': {value: {a: b}}}", "config: {a: {}}",
            "config: {a: {value: 5, type: string}}",
            "config: {a: {type: integer, default: 3.0}, b: {type: boolean, default: 'true'}, c: {default: 2024-01-01}}",
        ]
    )
    func accepted(_ line: String) {
        #expect(faults(line) == [])
    }

    @Test(
        "Is refused with its place and what would do",
        arguments: [
            ("main: 5", "3:7: main must be a string"),
            ("author: 2024-01-01", "3:9: author must be a string"),
            ("backend: {uri: x}", "3:11: backend has no 'uri' (did you mean 'url'?)"),
            ("options: {refresh: often}", "3:20: options.refresh must be 'always', or be omitted"),
            ("template: {important: very}", "3:23: template.important must be a boolean value"),
            ("plugins: {providers: {a: b}}", "3:22: plugins.providers must be a list"),
            ("plugins: ~", "3:10: plugins must be an object"),
            ("packages: {a: {version: v}}", "3:15: packages.a must have a 'source'"),
            ("config: [a]", "3:9: config must be an object"),
            ("config: {a: {defualt: 1}}", "3:14: config.a has no 'defualt' (did you mean 'default'?)"),
            ("config: {a: {default: 1, value: 2}}", "3:23: config.a cannot have both a 'default' and a 'value'"),
            (
                "config: {a: {type: string, default: 2024-01-01}}",
                "3:37: the default value of configuration key 'a' is not of the expected type 'string'"
            ),
            (
                "config: {a: }",
                "3:13: config.a must be a string, a whole number, a boolean, a list or an object (write {} for a key that must be set)"
            ),
            (
                "config: {a: 1.5}",
                "3:13: config.a must be a string, a whole number, a boolean, a list or an object (write it under 'default', or in quotes)"
            ),
            (
                "config: {'aws:region': {type: string}}",
                "3:31: configuration key 'aws:region' is not namespaced by the project and should not define a type"
            ),
            (
                "config: {'aws:region': {}}",
                "3:24: configuration key 'aws:region' is not namespaced by the project and must provide an attribute 'value'"
            ),
            ("config: {secret: {type: string}}", "3:18: config.secret must be a boolean value"),
            ("config: {'a:b:c': 1}", "3:10: a:b:c is not a configuration key"),
        ]
    )
    func refused(_ line: String, _ message: String) {
        #expect(faults(line) == ["Pulumi.yaml:\(message)"])
    }

    @Test("A runtime may be an object that names itself, and nothing else")
    func runtimes() {
        func faults(_ runtime: String) -> Int {
            do {
                _ = try Project(parsing: Array("name: t\nruntime: \(runtime)\n".utf8), file: "/t/Pulumi.yaml")
                return 0
            } catch {
                return error.diagnostics.count
            }
        }
        #expect(["yaml", "{name: yaml}", "{name: yaml, options: {a: 1}}", "{}"].map(faults) == [0, 0, 0, 0])
        #expect(["", "''", "5", "[yaml]", "{name: 5}", "{name: yaml, extra: 1}"].map(faults) == [1, 1, 1, 1, 1, 1])
    }
}
