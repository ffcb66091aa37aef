internal import Crypto
internal import Glibc
internal import JSON

/// Who holds a stack's lock: the content of a lock file.
public struct LockHolder: Hashable, Sendable, CustomStringConvertible {
    /// The process.
    public var processIdentifier: Int
    /// The user that it runs as.
    public var user: String
    /// The machine that it runs on.
    public var host: String
    /// Since when, in RFC 3339.
    public var since: String
    /// When the process started, in the kernel's ticks, by which it is told from a later one of the same number;
    /// `nil` if another engine holds the lock.
    var start: String?

    /// `user@host (process 123) since 2026-01-02T03:04:05Z`.
    public var description: String { "\(user)@\(host) (process \(processIdentifier)) since \(since)" }

    /// This process, now.
    static func current() -> LockHolder {
        LockHolder(
            processIdentifier: Int(getpid()),
            user: getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? String(getuid()),
            host: hostName,
            since: TimeText.now(),
            start: startTicks(of: Int(getpid()))
        )
    }

    /// Whether the process is known to be gone: only what ran on this machine can be.
    var isGone: Bool {
        guard host == Self.hostName, processIdentifier > 0 else { return false }
        if kill(pid_t(processIdentifier), 0) != 0 && errno == ESRCH { return true }
        guard let start else { return false }
        return Self.startTicks(of: processIdentifier) != start
    }

    private static var hostName: String {
        var buffer = [CChar](repeating: 0, count: 256)
        gethostname(&buffer, buffer.count - 1)
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The 22nd field of `/proc/<pid>/stat`; the second is the command in parentheses, which may hold blanks.
    private static func startTicks(of process: Int) -> String? {
        guard let bytes = try? TextFile.bytes(of: "/proc/\(process)/stat") else { return nil }
        let fields = String(decoding: bytes, as: UTF8.self).split(separator: ")").last?.split(separator: " ")
        return fields.flatMap { $0.count > 19 ? String($0[19]) : nil }
    }
}

extension LockHolder {
    init?(_ json: JSON) {
        guard let process = json["pid"]?.int else { return nil }
        processIdentifier = process
        user = json["username"]?.string ?? ""
        host = json["hostname"]?.string ?? ""
        since = json["timestamp"]?.string ?? ""
        start = json["start"]?.string
    }

    /// Pulumi's members, and one more that it does not read.
    var json: JSON {
        var object: JSON.Object = [
            "pid": .number(processIdentifier), "username": .string(user), "hostname": .string(host),
            "timestamp": .string(since),
        ]
        object["start"] = start.map { .string($0) }
        return .object(object)
    }
}

/// A stack's lock while this process holds it.
struct StackLock: Sendable {
    private let store: FileStore
    private let key: String

    /// Where the locks of a stack lie.
    static func folder(of stack: StackReference) -> String { ".pulumi/locks/\(stack)" }

    /// Takes the lock. Locks of processes of this machine that are gone are removed.
    ///
    /// - Throws: ``StateError`` that names the holder.
    init(_ store: FileStore, _ stack: StackReference) throws(StateError) {
        self.store = store
        let folder = Self.folder(of: stack)
        key = "\(folder)/\(randomUUID()).json"
        try Self.refuse(try Self.holders(store, folder, except: nil, removingGone: true), stack)
        try store.write(key, LockHolder.current().json.bytes())
        // Two that came at the same moment both see the other here; neither goes on, as in Pulumi's own engine.
        do throws(StateError) {
            try Self.refuse(try Self.holders(store, folder, except: key, removingGone: false), stack)
        } catch {
            try store.remove(key)
            throw error
        }
    }

    /// Gives the lock back.
    func release() {
        // A lock that cannot be deleted is one of a process that is gone: the next engine removes it.
        try? store.remove(key)
    }

    /// Who holds locks of a stack.
    static func holders(
        _ store: FileStore,
        _ folder: String,
        except own: String?,
        removingGone: Bool
    ) throws(StateError) -> [LockHolder] {
        var holders: [LockHolder] = []
        for name in try store.list(folder) where name.hasSuffix(".json") && "\(folder)/\(name)" != own {
            let key = "\(folder)/\(name)"
            guard let bytes = try store.read(key) else { continue }
            let holder =
                (try? JSON(parsing: bytes)).flatMap(LockHolder.init)
                ?? LockHolder(processIdentifier: 0, user: "unknown", host: "unknown", since: "unknown")
            if removingGone, holder.isGone {
                try store.remove(key)
            } else {
                holders.append(holder)
            }
        }
        return holders
    }

    private static func refuse(_ holders: [LockHolder], _ stack: StackReference) throws(StateError) {
        guard let first = holders.first else { return }
        let others = holders.count > 1 ? " and \(holders.count - 1) more" : ""
        throw StateError(
            .locked,
            "stack '\(stack.name)' is locked by \(first)\(others)",
            remedy: "wait until that process ends; if it is gone, run 'awsx cancel --stack \(stack.name)'"
        )
    }
}
