import Glibc
import Testing

@testable import Connections

@Suite("Process environment")
struct ProcessEnvironmentTests {
    @Test(
        "splits an entry at its first equals sign, and leaves out what has none",
        arguments: [
            (["A=value"], ["A": "value"]), (["A="], ["A": ""]), (["A=b=c"], ["A": "b=c"]), (["A"], [:]),
            (["A=1", "B=2", "A=3"], ["A": "1", "B": "2"]),
        ] as [([String], [String: String])]
    )
    func splits(_ entries: [String], _ variables: [String: String]) {
        #expect(ProcessEnvironment.variables(in: entries) == variables)
    }

    @Test("has what getenv has")
    func present() throws {
        let path = try #require(getenv("PATH").map { String(cString: $0) })
        #expect(ProcessEnvironment.variables["PATH"] == path)
        #expect(ProcessEnvironment.entries.contains("PATH=\(path)"))
    }
}
