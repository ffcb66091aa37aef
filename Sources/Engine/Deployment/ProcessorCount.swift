import Glibc

/// The number of processors that this process may use.
enum ProcessorCount {
    static let available = max(1, Int(sysconf(CInt(_SC_NPROCESSORS_ONLN))))
}
