internal import Crypto
internal import Glibc
internal import JSON

/// The holder of a stack's lock, as recorded in the lock file.
public struct LockHolder: Hashable, Sendable, CustomStringConvertible {
    /// The process id.
    public var processIdentifier: Int
    /// The user of the process.
    public var user: String
    /// The name of the machine.
    public var host: String
    /// The time at which the lock was acquired, in RFC 3339.
    public var since: String
    /// The start time of the process in kernel ticks, which detects a reused process id; `nil` for locks of other
    /// engines.
    var start: String?

    /// The text `user@host (process 123) since 2026-01-02T03:04:05Z`.
    public var description: String { "\(user)@\(host) (process \(processIdentifier)) since \(since)" }

    /// Returns this process as a holder from now on.
    static func current() -> LockHolder {
        LockHolder(
            processIdentifier: Int(getpid()),
            user: getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? String(getuid()),
            host: hostName,
            since: TimeText.now(),
            start: startTicks(of: Int(getpid()))
        )
    }

    /// Indicates a process of this machine that runs; for other machines this is unknown, and `false`.
    public var isRunning: Bool { host == Self.hostName && processIdentifier > 0 && !isGone }

    /// Indicates a process of this machine that has ended; for other machines this is unknown, and `false`.
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

    /// Returns field 22 of `/proc/<pid>/stat`; field 2, the command in parentheses, may hold blanks.
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

    /// Pulumi's members, plus `start`, which Pulumi ignores.
    var json: JSON {
        var object: JSON.Object = [
            "pid": .number(processIdentifier), "username": .string(user), "hostname": .string(host),
            "timestamp": .string(since),
        ]
        object["start"] = start.map { .string($0) }
        return .object(object)
    }
}

/// A stack's lock, held by this process.
struct StackLock: Sendable {
    private let store: FileStore
    private let stack: StackReference
    private let key: String

    /// Returns the folder of a stack's lock files.
    static func folder(of stack: StackReference) -> String { ".pulumi/locks/\(stack)" }

    /// Acquires the lock, after removing locks of processes of this machine that have ended.
    ///
    /// - Throws: ``StateError`` that names the holder.
    init(_ store: FileStore, _ stack: StackReference) throws(StateError) {
        self.store = store
        self.stack = stack
        let folder = Self.folder(of: stack)
        key = "\(folder)/\(randomUUID()).json"
        try Self.refuse(try Self.holders(store, folder, except: nil, removingGone: true), stack)
        try store.write(key, LockHolder.current().json.bytes())
        // Two engines that start at the same time see each other's lock here, and both stop, as in Pulumi.
        do throws(StateError) {
            try Self.refuse(try Self.holders(store, folder, except: key, removingGone: false), stack)
        } catch {
            try store.remove(key)
            throw error
        }
    }

    /// Checks that nobody has removed the lock.
    ///
    /// - Throws: ``StateError/Kind/locked``.
    func check() throws(StateError) {
        guard !store.exists(key) else { return }
        throw StateError(
            .locked,
            "the lock of stack '\(stack.name)' was removed while this command worked on it, so that it goes no further",
            remedy: "its journal keeps what it has done: when nothing else works on the stack, run the command again"
        )
    }

    /// Releases the lock.
    func release() {
        // If this fails, the next engine removes the lock, because this process will have ended.
        try? store.remove(key)
    }

    /// Returns the holders of a stack's locks.
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
            remedy: "wait until that process ends; if it no longer exists, run 'awsx cancel --stack \(stack.name)'"
        )
    }
}
