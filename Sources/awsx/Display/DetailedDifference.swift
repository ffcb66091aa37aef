import Engine
import PulumiProtocol

/// The provider's differences by property path, as a tree for display.
struct DetailedDifference {
    private enum Change {
        case added(PropertyValue)
        case removed(PropertyValue)
        case updated(PropertyValue?, PropertyValue?)
    }

    private struct Node {
        var change: Change?
        var children: [PropertyPath.Element: Node] = [:]
    }

    private var root = Node()
    /// The paths of differences that `hideDiff` hides.
    private(set) var hidden: [String] = []

    /// Builds the tree of a step's differences.
    ///
    /// Old values are inputs or outputs, as the provider says; new ones are inputs or, after a refresh, outputs.
    init(_ step: EngineEvent.Step) {
        let hiddenPaths = (step.new ?? step.old)?.hideDiff ?? []
        let parsed = hiddenPaths.map { ($0, PropertyPath($0)) }
        for (text, difference) in step.detailedDifference.sorted(by: { $0.key < $1.key }) {
            let path = PropertyPath(text) ?? PropertyPath([.key(text)])
            if let cover = parsed.first(where: { $0.1?.contains(path) ?? false }) {
                if !hidden.contains(cover.0) { hidden.append(cover.0) }
                continue
            }
            let old = difference.isOfInputs ? step.old?.inputs : step.old?.outputs
            let new = step.isRefresh && !difference.isOfInputs ? step.new?.outputs : step.new?.inputs
            let kind = difference.kind
            Self.insert(path.elements[...], kind, .map(old ?? [:]), .map(new ?? [:]), into: &root)
        }
    }

    private static func insert(
        _ path: ArraySlice<PropertyPath.Element>,
        _ kind: PropertyDifference.Kind,
        _ oldParent: PropertyValue?,
        _ newParent: PropertyValue?,
        into parent: inout Node
    ) {
        guard let element = path.first else { return }
        let old = oldParent?.part(element)
        let new = newParent?.part(element)
        var node = parent.children[element] ?? Node()
        if path.count == 1 {
            switch kind {
            case .add, .addReplace: node.change = .added(new ?? .unknown)
            case .delete, .deleteReplace: node.change = .removed(old ?? .unknown)
            case .update, .updateReplace: node.change = .updated(old, new)
            }
        } else if old.isAbsent, let new, !new.isNull {
            node.change = .added(new)
        } else if new.isAbsent, let old, !old.isNull {
            node.change = .removed(old)
        } else {
            insert(path.dropFirst(), kind, old, new, into: &node)
        }
        parent.children[element] = node
    }

    /// Writes the differences.
    func print(to printer: inout PropertyPrinter, _ place: PropertyPrinter.Place) {
        for path in hidden {
            printer.begin(place.signed(.update))
            printer.write("\(PlainText.line(path)) (hidden)\n", place.signed(.update))
        }
        Self.children(of: root, &printer, place)
    }

    private static func children(of node: Node, _ printer: inout PropertyPrinter, _ place: PropertyPrinter.Place) {
        let names = node.children.compactMap { element, child in element.name.map { ($0, child) } }
        let width = names.map { PlainText.line($0.0).columns }.max() ?? 0
        for (name, child) in names.sorted(by: { $0.0 < $1.0 }) {
            print(child, .name(name, width: width), &printer, place)
        }
        let elements = node.children.compactMap { element, child in element.index.map { ($0, child) } }
        for (index, child) in elements.sorted(by: { $0.0 < $1.0 }) {
            print(child, .element(index), &printer, place.indented())
        }
    }

    private static func print(
        _ node: Node,
        _ title: PropertyPrinter.Title,
        _ printer: inout PropertyPrinter,
        _ place: PropertyPrinter.Place
    ) {
        switch node.change {
        case .added(let value)?: printer.added(value, title, place)
        case .removed(let value)?: printer.removed(value, title, place)
        case .updated(let old, let new)?: printer.difference(old, new, title, place)
        case nil:
            let isList = node.children.keys.contains { $0.index != nil }
            printer.structure(title, isList ? "[" : "{", isList ? "]" : "}", place) { printer, inner in
                children(of: node, &printer, inner)
            }
        }
    }
}

extension PropertyPath.Element {
    fileprivate var name: String? {
        switch self {
        case .key(let key): key
        case .any: "*"
        case .index: nil
        }
    }

    fileprivate var index: Int? {
        if case .index(let index) = self { index } else { nil }
    }
}

extension PropertyValue {
    /// Returns the value at a path element; any part of a secret or unknown value is that value itself.
    fileprivate func part(_ element: PropertyPath.Element) -> PropertyValue? {
        switch (self, element) {
        case (.list(let elements), .index(let index)) where elements.indices.contains(index): return elements[index]
        case (.map(let map), .key(let key)): return map[key]
        case (.secret, _), (.unknown, _), (.output, _): return self
        default: return .none
        }
    }
}

extension PropertyValue? {
    fileprivate var isAbsent: Bool { self?.isNull ?? true }
}
