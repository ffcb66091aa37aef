import Dispatch
import Engine
import Glibc

/// Ctrl-C, or a wish of the system that the process end: once ends the run when what is under way is finished and
/// saved, twice ends the process.
struct InterruptSignal {
    private static let numbers = [SIGINT, SIGTERM]

    private let sources: [any DispatchSourceSignal]

    /// Listens to SIGINT and SIGTERM from now on.
    ///
    /// - Parameter lastWords: What is said when the process ends at once.
    init(_ interruption: Interruption, lastWords: @escaping @Sendable () -> String) {
        sources = Self.numbers.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                guard interruption.isTriggered else { return interruption.trigger() }
                TerminalMode.leave()
                writeError("\n" + lastWords())
                _exit(128 + number)
            }
            source.resume()
            return source
        }
    }

    /// Gives the signals their usual meaning again.
    func end() {
        for source in sources { source.cancel() }
        for number in Self.numbers { signal(number, SIG_DFL) }
    }
}
