import Dispatch
import Engine
import Glibc

/// Ctrl-C: once ends the run when what is under way is finished and saved, twice ends the process.
struct InterruptSignal {
    private let source: any DispatchSourceSignal

    /// Listens to SIGINT and SIGTERM from now on.
    init(_ interruption: Interruption) {
        signal(SIGINT, SIG_IGN)
        source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        source.setEventHandler {
            if interruption.isTriggered {
                writeError("\nstopped at once: the next run tells what was under way\n")
                _exit(130)
            }
            interruption.trigger()
        }
        source.resume()
    }

    /// Gives the signal its usual meaning again.
    func end() {
        source.cancel()
        signal(SIGINT, SIG_DFL)
    }
}
