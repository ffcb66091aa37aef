import Engine
import PulumiProtocol

/// The resources of a run as a person sees them: rows that know their parents, each with what happens to it.
///
/// It only grows. What is shown of it is picked by place, so that showing a few rows of thousands costs little.
struct ResourceTree: Sendable {
    /// One resource.
    struct Row: Sendable {
        /// Its URN, which is its identity here.
        let urn: String
        /// Its type, shortened as people write it.
        let type: String
        /// Its name.
        let name: String
        /// The place of the row above it.
        var parent: Int?
        /// The operation, once known.
        var operation: StepOperation?
        /// When its operation began.
        var since: ContinuousClock.Instant?
        /// Where the operation stands.
        var phase = Phase.unknown
        /// URNs of what it waits for.
        var waitsFor: [String] = []
        /// The present status, as its provider tells it.
        var status = ""
        /// Which properties change: `[diff: +a,~b]`.
        var changes = ""
        /// How many messages of each severity are told below the tree.
        var messages: [EngineEvent.Severity: Int] = [:]
        /// Whether the resource stays where it is although the stack lets go of it.
        var isRetained = false
        /// Whether it has no operation of its own and only holds others together.
        var isComponent = false
    }

    /// Where an operation stands.
    enum Phase: Sendable, Equatable {
        /// Nothing is known of it, except that others stand below it.
        case unknown
        /// Not begun: it waits for its inputs, or for a place.
        case waiting
        /// Begun.
        case running
        /// Done after this time.
        case done(after: Duration)
        /// Failed after this time.
        case failed(after: Duration)
    }

    /// A row with the lines that lead to it from its parent.
    struct Line: Sendable {
        let place: Int
        let row: Row
        let guide: String
    }

    private(set) var rows: [Row] = []
    private var places: [String: Int] = [:]

    /// Changes the row of a resource, which is made when it is first seen, as is that of its parent.
    ///
    /// - Returns: The row's place.
    @discardableResult
    mutating func update(_ urn: String, parent: String = "", _ change: (inout Row) -> Void = { _ in }) -> Int {
        var above: Int?
        if !parent.isEmpty, parent != urn { above = places[parent] ?? update(parent) }
        let place = places[urn] ?? insert(urn)
        if let above, rows[place].parent == nil, !isAbove(place, above) { rows[place].parent = above }
        change(&rows[place])
        return place
    }

    /// The row of a resource.
    subscript(urn: String) -> Row? { places[urn].map { rows[$0] } }

    /// The row at a place.
    subscript(place: Int) -> Row { rows[place] }

    /// How many rows are above a resource.
    func depth(of urn: String) -> Int {
        guard let place = places[urn] else { return 0 }
        return sequence(first: place) { rows[$0].parent }.reduce(-1) { count, _ in count + 1 }
    }

    private mutating func insert(_ urn: String) -> Int {
        let (type, name) = Self.typeAndName(of: urn)
        rows.append(Row(urn: urn, type: type, name: name))
        places[urn] = rows.count - 1
        return rows.count - 1
    }

    /// Whether one row is the other or above it: what would make a circle is not taken for a parent.
    private func isAbove(_ place: Int, _ other: Int) -> Bool {
        sequence(first: other) { rows[$0].parent }.contains(place)
    }

    /// The places with those of all rows above them.
    func withParents(_ chosen: some Sequence<Int>) -> Set<Int> {
        var all: Set<Int> = []
        for place in chosen {
            var next: Int? = place
            while let place = next, all.insert(place).inserted { next = rows[place].parent }
        }
        return all
    }

    /// The rows at these places and those above them, parents first, in the order in which they were first seen.
    func lines(_ chosen: some Sequence<Int>) -> [Line] {
        var roots: [Int] = []
        var children: [Int: [Int]] = [:]
        for place in withParents(chosen).sorted() {
            if let parent = rows[place].parent {
                children[parent, default: []].append(place)
            } else {
                roots.append(place)
            }
        }
        var lines: [Line] = []
        for root in roots {
            lines.append(Line(place: root, row: rows[root], guide: ""))
            appendChildren(of: root, children, guide: "", to: &lines)
        }
        return lines
    }

    private func appendChildren(of place: Int, _ children: [Int: [Int]], guide: String, to lines: inout [Line]) {
        let below = children[place] ?? []
        for child in below {
            let isLast = child == below.last
            lines.append(Line(place: child, row: rows[child], guide: guide + (isLast ? "└─ " : "├─ ")))
            appendChildren(of: child, children, guide: guide + (isLast ? "   " : "│  "), to: &lines)
        }
    }

    /// `aws:ecs:Service` and `web` of `urn:pulumi:dev::app::awsx:ecs:FargateService$aws:ecs/service:Service::web`.
    static func typeAndName(of urn: String) -> (type: String, name: String) {
        guard let parsed = URN(urn) else { return (PlainText.line(urn), PlainText.line(urn)) }
        let name = PlainText.line(parsed.name)
        let token = parsed.type.split(separator: ":", omittingEmptySubsequences: false)
        guard token.count == 3, let module = token[1].split(separator: "/").first else {
            return (PlainText.line(parsed.type), name)
        }
        return (PlainText.line("\(token[0]):\(module):\(token[2])"), name)
    }
}
