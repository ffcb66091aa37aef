internal import CCurl

/// The transfers on their way, on the worker's thread.
struct CurlLoop {
    private static let idleLimit = 64
    /// The greatest number of transfers at a time.
    ///
    /// Further ones wait here: in curl's own queue their time to connect would run already, and without a limit a large
    /// deployment would run out of file descriptors.
    private static let activeLimit = 200

    private let multi: UnsafeMutableRawPointer
    private let options: CurlTransport.Options
    private var active: [UnsafeMutableRawPointer: CurlTransfer] = [:]
    /// Transfers that wait for one of the active to end, the oldest first.
    private var waiting: [CurlTransfer] = []
    /// Handles of transfers that are over, for the next ones.
    private var idle: [UnsafeMutableRawPointer] = []

    init(multi: UnsafeMutableRawPointer, options: CurlTransport.Options) {
        self.multi = multi
        self.options = options
    }

    mutating func start(_ transfer: CurlTransfer, _ answer: CurlWorker.Answer) {
        transfer.answer = answer
        if transfer.isCancelled {
            return transfer.finish(.failure(Self.neverSent))
        }
        if active.count < Self.activeLimit { begin(transfer) } else { waiting.append(transfer) }
    }

    private static let neverSent = HTTPFailure(.cancelled, "interrupted before the request was sent")

    private mutating func begin(_ transfer: CurlTransfer) {
        guard let easy = idle.popLast() ?? ccurl_easy_init() else {
            return transfer.finish(.failure(HTTPFailure(.setup, "no memory for a transfer")))
        }
        transfer.prepare(easy, options)
        active[easy] = transfer
        ccurl_multi_add_handle(multi, easy)
    }

    mutating func cancel(_ transfer: CurlTransfer) {
        transfer.isCancelled = true
        guard let easy = transfer.easy else {
            guard let position = waiting.firstIndex(where: { $0 === transfer }) else { return }
            waiting.remove(at: position)
            return transfer.finish(.failure(Self.neverSent))
        }
        // Any other ends at its deadline.
        if !transfer.wasSent { return end(easy, .failure(Self.neverSent)) }
        if transfer.request.isReadOnly {
            end(easy, .failure(HTTPFailure(.cancelled, "interrupted before an answer came")))
        }
    }

    /// Lets curl work, hands over what is over, and waits until there is something to do.
    mutating func turn() {
        var running: CInt = 0
        ccurl_multi_perform(multi, &running)
        var result = CURLE_OK
        while let easy = ccurl_multi_next_done(multi, &result) {
            end(easy, active[easy]?.result(result) ?? .failure(HTTPFailure(.setup, "an unknown transfer ended")))
        }
        let soonest = giveUpLate().map { ($0 - .now).inMilliseconds + 1 }
        ccurl_multi_poll(multi, CInt(clamping: min(soonest ?? 60_000, 60_000)))
    }

    /// Frees everything at the end.
    mutating func close() {
        for transfer in waiting { transfer.finish(.failure(HTTPFailure(.setup, "the transport was closed"))) }
        waiting = []
        for easy in Array(active.keys) {
            end(easy, .failure(HTTPFailure(.setup, "the transport was closed")))
        }
        for easy in idle { ccurl_easy_cleanup(easy) }
        ccurl_multi_cleanup(multi)
    }

    /// Ends the transfers whose time is over.
    ///
    /// - Returns: The time at which that of the next one is.
    private mutating func giveUpLate() -> ContinuousClock.Instant? {
        let now = ContinuousClock.now
        var soonest: ContinuousClock.Instant?
        for (easy, transfer) in active {
            guard let deadline = transfer.deadline(options) else { continue }
            if deadline <= now {
                end(easy, .failure(transfer.lateness(options)))
            } else {
                soonest = min(soonest ?? deadline, deadline)
            }
        }
        return soonest
    }

    private mutating func end(_ easy: UnsafeMutableRawPointer, _ result: Result<HTTPResponse, HTTPFailure>) {
        ccurl_multi_remove_handle(multi, easy)
        let transfer = active.removeValue(forKey: easy)
        if idle.count < Self.idleLimit {
            ccurl_easy_reset(easy)
            idle.append(easy)
        } else {
            ccurl_easy_cleanup(easy)
        }
        transfer?.finish(result)
        if !waiting.isEmpty, active.count < Self.activeLimit { begin(waiting.removeFirst()) }
    }
}
