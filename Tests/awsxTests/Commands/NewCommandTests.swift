import Foundation
import Testing

@testable import Engine
@testable import awsx

@Suite("New projects")
struct NewCommandTests {
    private static let examples = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../examples").standardized

    /// The paths of the files in a folder.
    private func files(in folder: URL) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { path in
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(
                atPath: folder.appending(path: path).path,
                isDirectory: &isFolder
            )
            return exists && !isFolder.boolValue
        }
    }

    @Test("every folder of examples is a template, with its files as they are")
    func embedsExamples() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.examples.path).sorted()
        #expect(ProjectTemplate.all.map(\.name).sorted() == folders)
        for template in ProjectTemplate.all {
            let folder = Self.examples.appending(path: template.name)
            for file in template.files {
                #expect(try String(contentsOf: folder.appending(path: file.path), encoding: .utf8) == file.text)
            }
            // What people make of an example, such as the settings of their stacks, is no part of it.
            let program = try files(in: folder).filter { !["README.md", "Pulumi.dev.yaml"].contains($0) }
            #expect(program.sorted() == template.files.map(\.path).sorted())
            #expect(!template.description.isEmpty)
        }
    }

    @Test("a project has all files of its template, and its name in the settings of stacks")
    func createsAllFiles() async throws {
        let sandbox = try Sandbox()
        let outcome = await sandbox.run("new", "fargate-image-from-dockerfile", "--dir", "page", "--yes")
        #expect(outcome.succeeded, "\(outcome.error)")
        #expect(try sandbox.text("page/app/Dockerfile").contains("FROM ${BASE}"))
        #expect(try sandbox.text("page/Pulumi.local.yaml").contains("\n  page:base: scratch\n"))
    }

    @Test("a project is created in a new folder, with that folder's name", arguments: ProjectTemplate.all.map(\.name))
    func creates(_ template: String) async throws {
        let sandbox = try Sandbox()
        let outcome = await sandbox.run("new", template, "--dir", "my web", "--yes")
        #expect(outcome.succeeded, "\(outcome.error)")
        #expect(outcome.output.contains("awsx up --local --cwd 'my web'"), "\(outcome.output)")
        let project = try Project(readingFile: sandbox.path("my web/Pulumi.yaml"))
        #expect(project.name == "my-web" && project.runtime == "yaml")
        #expect(project.warnings.isEmpty)
    }

    @Test("name, description and stack are taken from flags")
    func takesFlags() async throws {
        let sandbox = try Sandbox()
        let outcome = await sandbox.run(
            "new",
            "fargate-worker",
            "--dir",
            "a",
            "--name",
            "jobs",
            "--description",
            "Runs \"jobs\"",
            "--stack",
            "dev"
        )
        #expect(outcome.succeeded, "\(outcome.error)")
        let project = try Project(readingFile: sandbox.path("a/Pulumi.yaml"))
        #expect(project.name == "jobs" && project.description == "Runs \"jobs\"")
        #expect(await sandbox.run("stack", "ls", "--project", "jobs").output.contains("dev"))
    }

    @Test("a person is asked for the template and the name")
    func asks() async throws {
        let sandbox = try Sandbox()
        await sandbox.run("new", "--dir", "a", input: ["fargate-worker", "jobs"], isTerminal: true)
        #expect(try sandbox.text("a/Pulumi.yaml").contains("awsx:ecs:FargateService"))
        #expect(try Project(readingFile: sandbox.path("a/Pulumi.yaml")).name == "jobs")
    }

    @Test(
        "what cannot be created is refused with the way on",
        arguments: [
            (["new"], "missing template"),
            (["new", "fargate-wroker", "--dir", "a"], "did you mean \"fargate-worker\"?"),
            (["new", "fargate-worker"], "is not empty: name a new folder with --dir, or pass --force"),
            (["new", "fargate-worker", "--dir", "a", "--name", "a b"], "project name \"a b\""),
            (["new", "fargate-worker", "--dir", "a/b/c"], "cannot create the folder"),
        ]
    )
    func refuses(_ words: [String], _ message: String) async throws {
        let outcome = await (try Sandbox()).run(words)
        #expect(outcome.status == .usage && outcome.error.contains(message), "\(outcome.error)")
    }

    @Test("the templates are listed")
    func lists() async throws {
        let output = await (try Sandbox()).run("new", "--list-templates").output
        for template in ProjectTemplate.all { #expect(output.contains(template.description)) }
    }
}
