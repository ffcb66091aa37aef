import Synchronization

/// A report that a connection's body adds to.
final class ReportBox: Sendable {
    private let content: Mutex<ReplayReport>

    init(_ report: ReplayReport) { content = Mutex(report) }

    var report: ReplayReport {
        get { content.withLock { $0 } }
        set { content.withLock { $0 = newValue } }
    }
}
