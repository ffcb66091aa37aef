import AWSClient
import RPC

/// The end of an operation by an error, as far as it matters to whoever tells of it.
struct OperationFailure {
    let error: any Error

    init(_ error: any Error) { self.error = error }

    /// `true` if nothing failed, and the run was interrupted.
    var isInterruption: Bool { error is CancellationError || kind == .cancelled }

    /// `true` if the endpoint did not answer: asking it for more would be waiting for nothing.
    var isSilence: Bool { [.timeout, .noConnection, .cancelled].contains(kind) }

    /// One or two sentences.
    var reason: String { error is CancellationError ? "the run was interrupted" : String(describing: error) }

    /// Returns the error of a call of the engine's, with what was being done.
    func status(_ doing: String) -> StatusError {
        StatusError(isInterruption ? .cancelled : .unknown, "\(doing): \(reason)")
    }

    private var kind: AWSError.Kind? { (error as? AWSError)?.kind }
}
