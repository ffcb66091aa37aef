import PackageSchema
import ProviderKit
import PulumiProtocol
import Synchronization
import Testing

@testable import Engine

@Suite("Program front ends")
struct ProgramFrontEndTests {
    private final class Spoken: ProjectProgram, CheckedProgram, Program {
        let packages = [PluginRequest("words")]
        let hasResources = true
        let suspectOfEmptiness: Diagnostic? = nil

        func check(_ context: ProgramContext, schemas: any SchemaSource) async -> any CheckedProgram { self }

        func program(in context: ProgramContext) -> any Program { self }

        func run(against monitor: any ResourceMonitor) async throws -> PropertyMap { ["language": "klingon"] }
    }

    private struct NoSchemas: SchemaSource {
        func schema(package: String, version: String?) async throws -> PackageSchema? { nil }
    }

    private let frontEnds = ProgramFrontEnds([
        .yaml, ProgramFrontEnd(runtime: "klingon", title: "spoken Klingon") { _ in Spoken() },
    ])

    private func project(_ text: String) throws -> Project {
        try Project(parsing: Array(text.utf8), file: "/nowhere/Pulumi.yaml")
    }

    private func context(reporting report: @escaping @Sendable (Diagnostic) -> Void = { _ in }) -> ProgramContext {
        ProgramContext(
            project: "x",
            stack: "dev",
            rootFolder: "/nowhere",
            workingFolder: "/nowhere",
            isPreview: false,
            report: report
        )
    }

    @Test("The runtime of the project chooses the front end")
    func chooses() async throws {
        let program = try frontEnds.read(project("name: x\nruntime: klingon"))
        #expect(program.packages == [PluginRequest("words")])
        let checked = await program.check(context(), schemas: NoSchemas())
        let outputs = try await checked.program(in: context()).run(against: RecordingMonitor())
        #expect(outputs == ["language": "klingon"])
    }

    @Test("A runtime that the command does not know is refused with what it knows")
    func unknownRuntime() throws {
        let project = try project("name: x\nruntime: romulan")
        let one = #expect(throws: DiagnosticError.self) { try ProgramFrontEnds([.yaml]).read(project) }
        #expect(
            one?.description.contains("failed to load language plugin romulan: programs are Pulumi YAML here") == true
        )
        #expect(one?.description.contains("set `runtime: yaml`") == true)
        let two = #expect(throws: DiagnosticError.self) { try frontEnds.read(project) }
        #expect(two?.description.contains("programs are Pulumi YAML or spoken Klingon here") == true)
    }

    @Test("A project without a runtime has a program that reports its warnings and registers nothing")
    func noRuntime() async throws {
        let project = try project("name: x\noutputs: {a: 1}")
        #expect(project.runtime == nil && project.warnings.count == 1)
        let program = try frontEnds.read(project)
        #expect(program.packages.isEmpty)
        let reported = Mutex<[Diagnostic]>([])
        let monitor = RecordingMonitor()
        let context = context { diagnostic in reported.withLock { $0.append(diagnostic) } }
        let checked = await program.check(context, schemas: NoSchemas())
        let outputs = try await checked.program(in: context).run(against: monitor)
        #expect(outputs == [:])
        #expect(monitor.registrations.isEmpty)
        #expect(reported.withLock(\.self) == project.warnings)
    }

    @Test(
        "A program's folder that is not there is refused, and a version of Pulumi that ours is not",
        arguments: ["main: nowhere", "requiredPulumiVersion: '>=9.0.0'", "requiredPulumiVersion: soon"]
    )
    func refused(_ line: String) throws {
        let project = try project("name: t\nruntime: klingon\n\(line)\n")
        #expect(throws: DiagnosticError.self) { try frontEnds.read(project) }
    }

    @Test("The faults of a YAML program that runs are a failure that has been reported")
    func yamlFaults() async throws {
        let program = try YAMLProgram(parsing: Array("outputs: {a: '${nothing}'}".utf8), file: "Main.yaml")
        let reported = Mutex(0)
        let context = context { _ in reported.withLock { $0 += 1 } }
        let checked = await program.check(context, schemas: NoSchemas())
        #expect(reported.withLock(\.self) == 0)
        await #expect(throws: ReportedFailure.self) {
            try await checked.program(in: context).run(against: RecordingMonitor())
        }
        #expect(reported.withLock(\.self) == 1)
    }
}
