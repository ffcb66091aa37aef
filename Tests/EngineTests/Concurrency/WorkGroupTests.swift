import RPC
import Testing

@testable import Engine

@Suite("Work group")
struct WorkGroupTests {
    @Test("settles only when all work has ended, also what nobody waits for any more")
    func settles() async throws {
        let gate = Promise<Void>()
        let ended = Promise<Void>()
        let wasFirst = try await WorkGroup.with { work in
            work.start { _ = try? await work.perform { try await gate.value } }
            let begun = Promise<Void>()
            work.start {
                _ = try? await work.perform {
                    begun.open()
                    try await gate.value
                    ended.open()
                }
            }
            try await begun.value
            work.start { gate.open() }
            await work.settle()
            return ended.isFulfilled
        }
        #expect(wasFirst)
    }

    @Test("refuses work after its end, in words")
    func refuses() async throws {
        let late = try await WorkGroup.with { $0 }
        let error = await #expect(throws: WorkGroup.Ended.self) { try await late.perform {} }
        #expect(error?.description == "it came too late: the run has ended")
    }
}
