import Synchronization
import Testing

@testable import RPC

@Suite("Questions that are asked once")
struct AnswerMemoTests {
    private struct Refusal: Error {}

    private final class Counter: Sendable {
        let count = Mutex(0)
    }

    @Test("are answered from memory the second time")
    func remembers() async throws {
        let memo = AnswerMemo<String, Int>()
        #expect(try await memo.answer(to: "a") { 1 } == 1)
        #expect(try await memo.answer(to: "a") { 2 } == 1)
        #expect(try await memo.answer(to: "b") { 3 } == 3)
    }

    @Test("share one call if they are asked while it runs")
    func shares() async throws {
        let memo = AnswerMemo<String, Int>()
        let calls = Counter()
        let (ended, end) = AsyncStream<Void>.makeStream()
        let answers = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    try await memo.answer(to: "a") {
                        calls.count.withLock { $0 += 1 }
                        for await _ in ended {}
                        return 7
                    }
                }
            }
            end.finish()
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers == Array(repeating: 7, count: 20))
        #expect(calls.count.withLock(\.self) == 1)
    }

    @Test("are asked again after a failure")
    func forgetsFailures() async throws {
        let memo = AnswerMemo<String, Int>()
        await #expect(throws: Refusal.self) { try await memo.answer(to: "a") { throw Refusal() } }
        #expect(try await memo.answer(to: "a") { 1 } == 1)
    }

    @Test("are asked by somebody else if the task that asked was cancelled")
    func cancellation() async throws {
        let memo = AnswerMemo<String, Int>()
        let (begun, begin) = AsyncStream<Void>.makeStream()
        try await withThrowingTaskGroup(of: Int?.self) { group in
            group.addTask {
                try? await memo.answer(to: "a") {
                    begin.finish()
                    let (never, open) = AsyncStream<Void>.makeStream()
                    try await withTaskCancellationHandler {
                        for await _ in never {}
                        try Task.checkCancellation()
                    } onCancel: {
                        open.finish()
                    }
                    return 1
                }
            }
            for await _ in begun {}
            async let other = memo.answer(to: "a") { 2 }
            group.cancelAll()
            let answer = try await other
            #expect(answer == 2)
            let cancelled = try await group.next()
            #expect(cancelled == .some(.none))
        }
    }
}
