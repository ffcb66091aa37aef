internal import Glibc

/// The processes of this machine by parent, as `/proc` tells at one moment.
struct ProcessTree {
    private let children: [Int32: [Int32]]

    /// Reads the processes.
    init() {
        var children: [Int32: [Int32]] = [:]
        if let folder = opendir("/proc") {
            defer { closedir(folder) }
            while let entry = readdir(folder) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
                guard let process = Int32(name), let parent = Self.parent(of: process) else { continue }
                children[parent, default: []].append(process)
            }
        }
        self.children = children
    }

    /// Returns the processes below one, children before their own children.
    func descendants(of process: Int32) -> [Int32] {
        var found: [Int32] = []
        var next = [process]
        while let one = next.popLast() {
            let own = children[one] ?? []
            found += own
            next += own
        }
        return found
    }

    /// Kills the processes below one that have no children and run another program.
    ///
    /// A program has its work done by such processes; its own helpers stay.
    func killWork(of process: Int32) {
        let own = Self.program(of: process)
        for worker in descendants(of: process) where children[worker] == nil && Self.program(of: worker) != own {
            kill(worker, SIGKILL)
        }
    }

    /// The parent in the fourth field of `stat`; the second, a name in parentheses, may hold anything.
    private static func parent(of process: Int32) -> Int32? {
        let descriptor = open("/proc/\(process)/stat", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let text = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 512) { buffer in
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            return String(decoding: buffer[..<max(count, 0)], as: UTF8.self)
        }
        guard let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[end...].split(separator: " ")
        return fields.count > 2 ? Int32(fields[2]) : nil
    }

    /// The executable of a process; `nil` if it has ended, or is another user's.
    private static func program(of process: Int32) -> String? {
        guard let resolved = realpath("/proc/\(process)/exe", nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
