import Engine
import PackageSchema
import PulumiProtocol

/// The resources of a run as a tree of rows.
///
/// Rows are never removed. Only the rows to show are visited, so that showing a few of thousands is cheap.
struct ResourceTree: Sendable {
    /// The row of one resource.
    struct Row: Sendable {
        /// The URN, which identifies the row.
        let urn: String
        /// The short form of the type.
        let type: String
        let name: String
        /// The index of the parent's row.
        var parent: Int?
        /// The operation, once known.
        var operation: StepOperation?
        /// The start time of the operation.
        var since: ContinuousClock.Instant?
        /// The phase of the operation.
        var phase = Phase.unknown
        /// The URNs of the resources that it waits for.
        var waitsFor: [String] = []
        /// The status message of its provider.
        var status = ""
        /// The summary of changed properties: `[diff: +a,~b]`.
        var changes = ""
        /// The number of messages by severity, shown below the tree.
        var messages: [EngineEvent.Severity: Int] = [:]
        /// Indicates that the resource is kept when the stack drops it (`retainOnDelete`).
        var isRetained = false
        /// Indicates a component, which has no operation of its own.
        var isComponent = false
    }

    /// The phase of an operation.
    enum Phase: Sendable, Equatable {
        /// Unknown: only children were seen.
        case unknown
        /// Waiting for its inputs, or for a free slot.
        case waiting
        case running
        /// Done after this time.
        case done(after: Duration)
        /// Failed after this time.
        case failed(after: Duration)
    }

    /// A row with the guide lines from its parent.
    struct Line: Sendable {
        let place: Int
        let row: Row
        let guide: String
    }

    /// Shows URNs in place of types and names.
    let showsURNs: Bool
    private(set) var rows: [Row] = []
    private var places: [String: Int] = [:]

    /// Creates an empty tree.
    init(showsURNs: Bool = false) { self.showsURNs = showsURNs }

    /// Updates the row of a resource, which is added if it is new, as is that of its parent.
    ///
    /// - Returns: The index of the row.
    @discardableResult
    mutating func update(_ urn: String, parent: String = "", _ change: (inout Row) -> Void = { _ in }) -> Int {
        var above: Int?
        if !parent.isEmpty, parent != urn { above = places[parent] ?? update(parent) }
        let place = places[urn] ?? insert(urn)
        if let above, rows[place].parent == nil, !isAbove(place, above) { rows[place].parent = above }
        change(&rows[place])
        return place
    }

    /// The row of a resource; `nil` if there is none.
    subscript(urn: String) -> Row? { places[urn].map { rows[$0] } }

    /// The row with an index.
    subscript(place: Int) -> Row { rows[place] }

    /// Returns the number of ancestors of a resource.
    func depth(of urn: String) -> Int {
        guard let place = places[urn] else { return 0 }
        return sequence(first: place) { rows[$0].parent }.reduce(-1) { count, _ in count + 1 }
    }

    private mutating func insert(_ urn: String) -> Int {
        let (type, name) = showsURNs ? (PlainText.line(urn), "") : Self.typeAndName(of: urn)
        rows.append(Row(urn: urn, type: type, name: name))
        places[urn] = rows.count - 1
        return rows.count - 1
    }

    /// Returns whether a row is the other one or its ancestor, in which case it must not become its child.
    private func isAbove(_ place: Int, _ other: Int) -> Bool {
        sequence(first: other) { rows[$0].parent }.contains(place)
    }

    /// Returns the rows with all their ancestors.
    func withParents(_ chosen: some Sequence<Int>) -> Set<Int> {
        var all: Set<Int> = []
        for place in chosen {
            var next: Int? = place
            while let place = next, all.insert(place).inserted { next = rows[place].parent }
        }
        return all
    }

    /// Returns these rows and their ancestors, parents first, otherwise in the order of their arrival.
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

    /// Returns type and name of a URN: `aws:ecs:Service` and `web` for
    /// `urn:pulumi:dev::app::awsx:ecs:FargateService$aws:ecs/service:Service::web`.
    static func typeAndName(of urn: String) -> (type: String, name: String) {
        guard let parsed = URN(urn) else { return (PlainText.line(urn), PlainText.line(urn)) }
        return (PlainText.line(TypeToken.withShortModule(parsed.type)), PlainText.line(parsed.name))
    }
}
