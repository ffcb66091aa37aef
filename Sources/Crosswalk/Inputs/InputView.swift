import ProviderKit
import PulumiProtocol

/// A typed view of an object among a component's inputs; the views are generated from `schema.json`.
protocol InputView: Sendable {
    /// The names of all properties that the schema has.
    static var names: [String] { get }
    /// What is viewed.
    var object: InputObject { get }
    /// A view of an object.
    init(object: InputObject)
}

extension InputView {
    /// The properties that were given, less the named ones: what a child takes over as it is.
    func properties(without handled: Set<String> = []) -> PropertyMap {
        object.properties(named: Self.names.lazy.filter { !handled.contains($0) })
    }

    /// Refuses a pair of properties of which only one may be given.
    ///
    /// - Parameter remedy: What to do about it; empty if that is plain.
    func exclude(_ first: String, _ second: String, _ remedy: String = "") throws {
        guard object[first].given != nil, object[second].given != nil else { return }
        let advice = remedy.isEmpty ? "remove one of them" : remedy
        throw object.failure(at: second, "cannot be given together with \(object.path(of: first)); \(advice)")
    }
}
