import Engine
import PulumiProtocol

/// The dependencies and parents of a stack's resources in Graphviz's language DOT, laid out as Pulumi writes them.
struct DependencyGraph {
    /// The parts and colors of the graph.
    struct Options {
        var showsDependencies = true
        var showsParents = true
        var dependencyColor = "#246C60"
        var parentColor = "#AA6639"
        /// Labels nodes with names instead of URNs.
        var usesNames = false
        /// Statements to insert at the top, such as `rankdir=LR;`.
        var fragment: String?
    }

    /// An arrow between two nodes.
    private struct Edge {
        let target: String
        let attributes: [(name: String, value: String)]
    }

    let resources: [ResourceState]
    let options: Options

    /// The document: nodes in the order of URNs, each followed by its arrows to dependents and to its parent.
    var text: String {
        let edges = edges
        var numbers: [String: Int] = [:]
        func node(_ urn: String) -> String {
            if numbers[urn] == nil { numbers[urn] = numbers.count }
            return "Resource\(numbers[urn] ?? 0)"
        }
        var lines = ["strict digraph {"] + (options.fragment.map { [$0] } ?? [])
        for urn in Set(resources.map(\.urn)).sorted() {
            let label = options.usesNames ? URN.name(in: urn) : urn
            lines.append("    \(node(urn)) [label=\(Self.quoted(label))];")
            for edge in edges[urn] ?? [] {
                let attributes = edge.attributes.map { "\($0.name) = \(Self.quoted($0.value))" }
                lines.append("    \(node(urn)) -> \(node(edge.target)) [\(attributes.joined(separator: ", "))];")
            }
        }
        return (lines + ["}"]).joined(separator: "\n") + "\n"
    }

    /// The arrows by the URN at which they begin; what the state does not hold has none.
    private var edges: [String: [Edge]] {
        let known = Set(resources.map(\.urn))
        var edges: [String: [Edge]] = [:]
        for state in resources {
            if options.showsDependencies {
                let properties = state.propertyDependencies.sorted { $0.key < $1.key }
                for dependency in state.dependencies where known.contains(dependency) {
                    let names = properties.filter { $0.value.contains(dependency) }.map(\.key)
                    let label = names.isEmpty ? [] : [(name: "label", value: names.joined(separator: ", "))]
                    let color = [(name: "color", value: options.dependencyColor)]
                    edges[dependency, default: []].append(Edge(target: state.urn, attributes: color + label))
                }
            }
            if options.showsParents, known.contains(state.parent) {
                let color = [(name: "color", value: options.parentColor)]
                edges[state.urn, default: []].append(Edge(target: state.parent, attributes: color))
            }
        }
        return edges
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"") + "\""
    }
}
