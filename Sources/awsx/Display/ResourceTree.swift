import Engine
import PulumiProtocol

/// The resources of a run as a person sees them: rows in a tree, each with what happens to it.
struct ResourceTree: Sendable {
    /// One resource.
    struct Row: Sendable {
        /// Its URN, which is its identity here.
        let urn: String
        /// Its type, shortened as people write it.
        let type: String
        /// Its name.
        let name: String
        /// The URN above it; empty at the top.
        var parent: String
        /// The operation, once known.
        var operation: StepOperation?
        /// When its operation began.
        var since: ContinuousClock.Instant?
        /// Where the operation stands.
        var phase = Phase.pending
        /// What it is waiting for, or what it has to say.
        var info = ""
        /// Names of the properties that change.
        var changes: [String] = []
    }

    /// Where an operation stands.
    enum Phase: Sendable, Equatable {
        /// Not begun: it waits for its inputs, or for a place.
        case pending
        /// Begun at this moment.
        case running(since: ContinuousClock.Instant)
        /// Done after this time.
        case done(after: Duration)
        /// Failed after this time.
        case failed(after: Duration)
    }

    private(set) var rows: [Row] = []
    private var places: [String: Int] = [:]
    private var children: [String: [Int]] = [:]
    private var roots: [Int] = []

    /// The row of a resource, made when it is first seen.
    mutating func update(_ urn: String, parent: String = "", _ change: (inout Row) -> Void) {
        let place = places[urn] ?? insert(urn, below: parent)
        change(&rows[place])
    }

    /// The row of a resource.
    subscript(urn: String) -> Row? { places[urn].map { rows[$0] } }

    /// Whether the tree has a row for the parent; a row whose parent is not there stands at the top.
    private mutating func insert(_ urn: String, below parent: String) -> Int {
        let place = rows.count
        let (type, name) = Self.typeAndName(of: urn)
        let known = places[parent] != nil
        rows.append(Row(urn: urn, type: type, name: name, parent: known ? parent : ""))
        places[urn] = place
        if known { children[parent, default: []].append(place) } else { roots.append(place) }
        return place
    }

    /// The rows to show, parents first, each with the lines that lead to it. A row is shown if `isShown` holds for it
    /// or for one below it.
    func lines(where isShown: (Row) -> Bool) -> [(row: Row, guide: String)] {
        var lines: [(row: Row, guide: String)] = []
        append(roots, guide: "", where: isShown, isTop: true, to: &lines)
        return lines
    }

    private func append(
        _ places: [Int],
        guide: String,
        where isShown: (Row) -> Bool,
        isTop: Bool,
        to lines: inout [(row: Row, guide: String)]
    ) {
        let shown = places.filter { isShownBelow($0, isShown) }
        for (index, place) in shown.enumerated() {
            let isLast = index == shown.count - 1
            lines.append((rows[place], isTop ? "" : guide + (isLast ? "└─ " : "├─ ")))
            let next = isTop ? "" : guide + (isLast ? "   " : "│  ")
            append(children[rows[place].urn] ?? [], guide: next, where: isShown, isTop: false, to: &lines)
        }
    }

    private func isShownBelow(_ place: Int, _ isShown: (Row) -> Bool) -> Bool {
        isShown(rows[place]) || (children[rows[place].urn] ?? []).contains { isShownBelow($0, isShown) }
    }

    /// `aws:ecs:Service` and `web` of `urn:pulumi:dev::app::awsx:ecs:FargateService$aws:ecs/service:Service::web`.
    static func typeAndName(of urn: String) -> (type: String, name: String) {
        guard let parsed = URN(urn) else { return (urn, urn) }
        let token = parsed.type.split(separator: ":", omittingEmptySubsequences: false)
        guard token.count == 3, let module = token[1].split(separator: "/").first else {
            return (parsed.type, parsed.name)
        }
        return ("\(token[0]):\(module):\(token[2])", parsed.name)
    }
}
