import JSON
import Testing

@testable import awsx

@Suite("About")
struct AboutCommandTests {
    @Test("about prints version, host, backend, project and stack")
    func prints() async throws {
        let sandbox = try await Sandbox.withResources()
        let about = try JSON(parsing: await sandbox.run("about", "--json").output)
        #expect(about["command"]?["version"]?.string == CommandLineTool.version)
        #expect(about["backend"]?["url"]?.string == "file://" + sandbox.folder)
        #expect(about["project"]?["name"]?.string == "shop" && about["stack"]?["resources"]?.string == "4")
        #expect(about["host"]?["arch"]?.string?.isEmpty == false)
        #expect(await sandbox.run("about").output.contains("\nProject\n  Name     shop\n"))
    }

    @Test("a damaged project is an error in the report, which still succeeds")
    func reportsFaults() async throws {
        let outcome = await (try Sandbox("name: [\n")).run("about")
        #expect(outcome.succeeded && outcome.output.contains("\nErrors\n"), "\(outcome.output)")
    }
}
