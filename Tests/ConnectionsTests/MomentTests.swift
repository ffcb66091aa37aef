import Connections
import Testing

@Suite("Moment")
struct MomentTests {
    @Test("counts durations on", arguments: [Duration.zero, .nanoseconds(1), .seconds(-3), .milliseconds(1500)])
    func adds(duration: Duration) {
        let start = Moment.now
        #expect((start + duration) - start == duration)
    }

    @Test("stops at the end of time", arguments: [Duration.seconds(Int64.max), .seconds(Int64.max / 1_000_000_000)])
    func farAway(duration: Duration) {
        let start = Moment.now
        #expect(start + duration > start + .seconds(1_000_000_000))
    }

    @Test("does not go back")
    func grows() {
        let moments = (0..<100).map { _ in Moment.now }
        #expect(moments == moments.sorted())
    }
}
