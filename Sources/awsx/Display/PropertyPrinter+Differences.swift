import Engine
import PulumiProtocol

extension PropertyPrinter {
    /// Writes the differences between two property maps, restricted to the top-level `keys` unless they are empty.
    mutating func differences(_ old: PropertyMap, _ new: PropertyMap, only keys: [String] = [], _ place: Place) {
        let wanted = Set(keys)
        let differing = Set(old.keys).union(new.keys).sorted().filter { key in
            !key.hasPrefix("__") && (wanted.isEmpty || wanted.contains(key)) && differ(old[key], new[key])
        }
        let width = differing.map { PlainText.line($0).columns }.max() ?? 0
        for key in differing { difference(old[key], new[key], .name(key, width: width), place) }
    }

    private func differ(_ old: PropertyValue?, _ new: PropertyValue?) -> Bool {
        guard let old, let new else { return old != nil || new != nil }
        if old.isSecretValue || new.isSecretValue { return old.plain != new.plain }
        return old.revealed(showsSecrets) != new.revealed(showsSecrets) && old.plain != new.plain
    }

    /// Writes the difference between two values, of which `nil` is an absent one.
    mutating func difference(_ old: PropertyValue?, _ new: PropertyValue?, _ title: Title, _ place: Place) {
        let before = old.map { $0.revealed(showsSecrets) }
        let after = new.map { $0.revealed(showsSecrets) }
        switch (before, after) {
        case (.none, .none): return
        case (.none, let new?): added(new, title, place)
        case (let old?, .none): removed(old, title, place)
        case (.list(let old)?, .list(let new)?):
            structure(title, "[", "]", place) { $0.elements(old, new, $1) }
        case (.map(let old)?, .map(let new)?):
            structure(title, "{", "}", place) { $0.differences(old, new, $1) }
        case (.asset(let old)?, .asset(let new)?): asset(old, new, title, place)
        case (.archive(let old)?, .archive(let new)?): archive(old, new, title, place)
        case (let old?, let new?): change(old, new, title, place)
        }
    }

    /// Writes an added value.
    mutating func added(_ value: PropertyValue, _ title: Title, _ place: Place) {
        write(title, place.signed(.create))
        self.value(value, place.signed(.create))
    }

    /// Writes a removed value.
    mutating func removed(_ value: PropertyValue, _ title: Title, _ place: Place) {
        write(title, place.signed(.delete))
        self.value(value, place.signed(.delete))
    }

    /// Writes a list or map with differences inside.
    mutating func structure(
        _ title: Title,
        _ opening: String,
        _ closing: String,
        _ place: Place,
        _ body: (inout PropertyPrinter, Place) -> Void
    ) {
        let place = place.signed(.update)
        write(title, place)
        write("\(opening)\n", place)
        body(&self, place.indented())
        begin(place, signed: false)
        write("\(closing)\n", place)
    }

    private mutating func elements(_ old: [PropertyValue], _ new: [PropertyValue], _ inner: Place) {
        for index in 0..<max(old.count, new.count) {
            let before: PropertyValue? = index < old.count ? old[index] : Optional.none
            let after: PropertyValue? = index < new.count ? new[index] : Optional.none
            if differ(before, after) { difference(before, after, .element(index), inner.indented()) }
        }
    }

    /// Writes a changed value: on one line if both values are primitive, otherwise as a removal and an addition.
    private mutating func change(_ old: PropertyValue, _ new: PropertyValue, _ title: Title, _ place: Place) {
        guard old.isWorthShowing, new.isWorthShowing, old.isPrimitive, new.isPrimitive else {
            if old.isWorthShowing { removed(old, title, place) }
            if new.isWorthShowing { added(new, title, place) }
            return
        }
        if case .string(let before) = old, case .string(let after) = new {
            return text(before, after, title, place.signed(.update))
        }
        write(title, place.signed(.update))
        write(Self.primitive(old), place.signed(.delete))
        write(" => ", place.signed(.update))
        write(Self.primitive(new), place.signed(.create))
        endLine()
    }

    private mutating func text(_ old: String, _ new: String, _ title: Title, _ place: Place) {
        if let before = EncodedValue(old), let after = EncodedValue(new), before.value != after.value {
            let isSame = before.format == after.format
            let format = isSame ? "(\(before.format))" : "(\(before.format) => \(after.format))"
            switch (before.value, after.value) {
            case (.map(let before), .map(let after)):
                return structure(title, "\(format) {", "}", place) { $0.differences(before, after, $1) }
            case (.list(let before), .list(let after)):
                return structure(title, "\(format) [", "]", place) { $0.elements(before, after, $1) }
            default: break
            }
        }
        write(title, place)
        if old.contains("\n") || new.contains("\n") { lines(old, new, place) } else { characters(old, new, place) }
    }

    /// Writes `"old" => "new"`, with the common prefix and suffix uncoloured.
    private mutating func characters(_ old: String, _ new: String, _ place: Place) {
        let (before, after) = (Array(old), Array(new))
        let head = zip(before, after).prefix { $0 == $1 }.count
        let tail = zip(before[head...].reversed(), after[head...].reversed()).prefix { $0 == $1 }.count
        for (characters, operation) in [(before, StepOperation.delete), (after, .create)] {
            if operation == .create { write(" => ", place) }
            let end = characters.count - tail
            write("\"", place)
            text += Self.escaped(String(characters[..<head]))
            write(Self.escaped(String(characters[head..<end])), place.signed(operation))
            text += Self.escaped(String(characters[end...]))
            write("\"", place)
        }
        endLine()
    }

    /// Writes the differing lines, each with two unchanged ones before and after it.
    private mutating func lines(_ old: String, _ new: String, _ place: Place) {
        endLine()
        let inner = Place(indent: place.indent + 1)
        func split(_ text: String) -> [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
        for line in TextLines.withContext(TextLines.changes(from: split(old), to: split(new)), 2) {
            switch line {
            case nil:
                begin(inner)
                write("...", inner)
            case .same(let line)? where line.allSatisfy { $0 == " " || $0 == "\t" }: continue
            case .same(let line)?:
                begin(inner)
                write(PlainText.line(String(line)), inner)
            case .removed(let line, _)?:
                begin(inner.signed(.delete))
                write(PlainText.line(String(line)), inner.signed(.delete))
            case .added(let line, _)?:
                begin(inner.signed(.create))
                write(PlainText.line(String(line)), inner.signed(.create))
            }
            endLine()
        }
    }

    private mutating func asset(_ old: Asset, _ new: Asset, _ title: Title, _ place: Place) {
        let hashes = Self.becoming(String(old.hash.prefix(7)), String(new.hash.prefix(7)))
        switch (old.source, new.source) {
        case (.path(let before), .path(let after)):
            source("asset(file:\(hashes))", Self.becoming(before, after), title, place)
        case (.uri(let before), .uri(let after)):
            source("asset(uri:\(hashes))", Self.becoming(before, after), title, place)
        case (.text(let before), .text(let after)):
            structure(title, "asset(text:\(hashes)) {", "}", place) { $0.lines(before, after, $1.indented(-1)) }
        default:
            removed(.asset(old), title, place)
            added(.asset(new), title, place)
        }
    }

    private mutating func archive(_ old: Archive, _ new: Archive, _ title: Title, _ place: Place) {
        let hashes = Self.becoming(String(old.hash.prefix(7)), String(new.hash.prefix(7)))
        switch (old.source, new.source) {
        case (.path(let before), .path(let after)):
            source("archive(file:\(hashes))", Self.becoming(before, after), title, place)
        case (.uri(let before), .uri(let after)):
            source("archive(uri:\(hashes))", Self.becoming(before, after), title, place)
        case (.members(let before), .members(let after)):
            structure(title, "archive(assets:\(hashes)) {", "}", place) { $0.differences(before, after, $1) }
        default:
            removed(.archive(old), title, place)
            added(.archive(new), title, place)
        }
    }

    private mutating func source(_ kind: String, _ content: String, _ title: Title, _ place: Place) {
        write(title, place.signed(.update))
        write("\(kind) { \(PlainText.line(content)) }\n", place.signed(.update))
    }

    private static func becoming(_ old: String, _ new: String) -> String { old == new ? old : "\(old)->\(new)" }
}

extension PropertyValue {
    fileprivate var isSecretValue: Bool {
        switch self {
        case .secret: true
        case .output(let output): output.isSecret
        default: false
        }
    }
}
