internal import CCurl
internal import Connections
internal import Synchronization

/// The thread that drives all transfers of a transport, and the inbox through which others ask it.
final class CurlWorker: Sendable {
    typealias Answer = CheckedContinuation<Result<HTTPResponse, HTTPFailure>, Never>

    private enum Command: Sendable {
        case start(CurlTransfer, Answer)
        case cancel(CurlTransfer)
    }

    private struct Inbox {
        var commands: [Command] = []
        var isStopped = false
    }

    private let options: CurlTransport.Options
    private let inbox = Mutex(Inbox())
    /// Only the thread uses it, except for `curl_multi_wakeup`, which libcurl allows from any thread; it is called under
    /// the inbox's lock and not after `isStopped`, so never after the thread has let go of it.
    private nonisolated(unsafe) let multi: UnsafeMutableRawPointer

    /// Starts the thread; `nil` if there is no memory or no thread to be had.
    init?(_ options: CurlTransport.Options) {
        guard let multi = ccurl_multi_init() else { return nil }
        self.options = options
        self.multi = multi
        ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 256)
        do {
            // Every signal is blocked on it, SIGPIPE too, which libcurl leaves alone because of CURLOPT_NOSIGNAL.
            try Thread.start { self.run() }
        } catch {
            ccurl_multi_cleanup(multi)
            return nil
        }
    }

    /// Starts a transfer, whose end resumes the continuation.
    func submit(_ transfer: CurlTransfer, _ answer: Answer) {
        if !post(.start(transfer, answer)) {
            answer.resume(returning: .failure(HTTPFailure(.setup, "the transport was closed")))
        }
    }

    /// Gives a transfer up: at once if it changes nothing or was not sent yet, else at the end of its grace.
    func cancel(_ transfer: CurlTransfer) { _ = post(.cancel(transfer)) }

    /// Ends the thread.
    ///
    /// Nobody waits for an answer then, since whoever waits holds the transport.
    func stop() {
        inbox.withLock { inbox in
            if inbox.isStopped { return }
            inbox.isStopped = true
            ccurl_multi_wakeup(multi)
        }
    }

    private func post(_ command: Command) -> Bool {
        inbox.withLock { inbox in
            if inbox.isStopped { return false }
            inbox.commands.append(command)
            ccurl_multi_wakeup(multi)
            return true
        }
    }

    // What follows runs on the thread.

    private func run() {
        var loop = CurlLoop(multi: multi, options: options)
        while true {
            let (commands, isStopped) = inbox.withLock { inbox in
                defer { inbox.commands = [] }
                return (inbox.commands, inbox.isStopped)
            }
            if isStopped { break }
            for command in commands {
                switch command {
                case .start(let transfer, let answer): loop.start(transfer, answer)
                case .cancel(let transfer): loop.cancel(transfer)
                }
            }
            loop.turn()
        }
        loop.close()
    }
}
