import JSON
import Testing

@testable import AWSResources

@Suite("A wait of the facts")
struct WaitRuleTests {
    private let rule = WaitRule([
        "after": ["create"], "poll": "x.Describe", "path": "things[0].state", "pending": ["making"],
        "target": ["ready", "present-enough"], "failure": ["broken"], "reason": ["things[0].why"], "seconds": 60,
    ])
    private let blocks = WaitRule([
        "after": ["ipv6"], "poll": "x.Describe", "path": "blocks[].state", "pending": ["associating"],
        "target": ["associated"], "seconds": 60,
    ])
    private let deletion = WaitRule([
        "after": ["delete"], "poll": "x.Describe", "path": "things[0]", "pending": ["present"], "target": ["<absent>"],
        "seconds": 60,
    ])

    private func isReady(_ rule: WaitRule, _ answer: JSON?, after elapsed: Duration = .zero) throws -> Bool {
        if case .ready = try rule.status(answer, for: "it", after: elapsed) { true } else { false }
    }

    @Test("ends at a target, and goes on before")
    func target() throws {
        #expect(try isReady(rule, ["things": [["state": "ready"]]]))
        #expect(try !isReady(rule, ["things": [["state": "making"]]]))
        #expect(try !isReady(rule, ["things": []], after: .seconds(50)))
        #expect(try !isReady(rule, nil))
    }

    @Test("fails at a failure, with AWS's reason")
    func failure() throws {
        let error = #expect(throws: FailedState.self) {
            try isReady(rule, ["things": [["state": "broken", "why": "no room"]]])
        }
        #expect(error?.state == "broken: no room")
    }

    @Test("bears an unexpected value for a while, since answers lag behind")
    func unexpected() throws {
        #expect(try !isReady(rule, ["things": [["state": "gone"]]], after: .seconds(5)))
        #expect(throws: FailedState.self) { try isReady(rule, ["things": [["state": "gone"]]], after: .seconds(31)) }
    }

    @Test("of several elements wants one at a target, and none on the way")
    func elements() throws {
        #expect(try isReady(blocks, ["blocks": [["state": "disassociated"], ["state": "associated"]]]))
        #expect(try !isReady(blocks, ["blocks": [["state": "associating"], ["state": "associated"]]]))
        #expect(try !isReady(blocks, ["blocks": []]))
    }

    @Test("for absence ends when nothing is there, or AWS knows no such thing")
    func absence() throws {
        #expect(try isReady(deletion, ["things": []]))
        #expect(try isReady(deletion, nil))
        #expect(try !isReady(deletion, ["things": [["state": "deleting"]]], after: .seconds(50)))
    }
}
