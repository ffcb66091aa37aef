import Testing

@testable import Engine

@Suite("Deletion schedule")
struct DeletionScheduleTests {
    private func deletion(_ token: Int, _ name: String, needs: String...) -> Deletion {
        var state = ResourceState(urn: "urn:\(name)", type: "a:b:C", isCustom: true)
        state.dependencies = needs.map { "urn:\($0)" }
        return Deletion(token: Snapshot.Token(rawValue: token), state: state, kind: .unwanted)
    }

    @Test("takes those farthest from the roots first")
    func batches() {
        let deletions = [
            deletion(0, "a"), deletion(1, "b", needs: "a"), deletion(2, "x"), deletion(3, "c", needs: "b", "x"),
        ]
        #expect(DeletionSchedule(deletions).batches == [[3], [1], [0, 2]])
    }

    @Test("keeps all that a resource needs that stays")
    func kept() {
        let deletions = [deletion(0, "a"), deletion(1, "b", needs: "a"), deletion(2, "c", needs: "b")]
        let schedule = DeletionSchedule(deletions)
        #expect(schedule.needed(by: [2]) == [0, 1])
        #expect(schedule.waiting().map(\.index) == [0, 1])
    }

    @Test("an old bearer of a URN waits for who was made with it, not for who came later")
    func sameURN() {
        let deletions = [deletion(0, "a"), deletion(1, "b", needs: "a"), deletion(2, "a")]
        #expect(DeletionSchedule(deletions).batches == [[1], [0, 2]])
    }
}
