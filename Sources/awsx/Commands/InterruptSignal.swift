import Dispatch
import Engine
import Glibc

/// Handles SIGINT and SIGTERM: the first ends the run after running operations are saved, the second exits at once.
struct InterruptSignal {
    private static let numbers = [SIGINT, SIGTERM]

    private let sources: [any DispatchSourceSignal]

    /// Starts handling the signals; `exitMessage` returns the message when the process exits at once.
    init(_ interruption: Interruption, exitMessage: @escaping @Sendable () -> String) {
        sources = Self.numbers.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                guard interruption.isTriggered else { return interruption.trigger() }
                TerminalMode.leave()
                writeError("\n" + exitMessage())
                _exit(128 + number)
            }
            source.resume()
            return source
        }
    }

    /// Restores the default handling of the signals.
    func end() {
        for source in sources { source.cancel() }
        for number in Self.numbers { signal(number, SIG_DFL) }
    }
}
