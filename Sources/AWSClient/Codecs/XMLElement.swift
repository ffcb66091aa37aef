internal import CExpat

/// An element of a parsed XML document.
///
/// Names are without prefix: AWS's answers have one namespace each.
struct XMLElement: Hashable, Sendable {
    var name: String
    var attributes: [String: String] = [:]
    /// The text directly within the element; empty where there are only elements.
    var text = ""
    var children: [XMLElement] = []

    /// The first child of a name.
    func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }

    /// The first element, this one included, that has a property.
    func first(where matches: (XMLElement) -> Bool) -> XMLElement? {
        if matches(self) { return self }
        for child in children {
            if let found = child.first(where: matches) { return found }
        }
        return nil
    }
}

extension XMLElement {
    /// The root element of a document.
    ///
    /// - Throws: ``UnreadableAnswer`` with line and column; also for elements more than 200 deep, and for document
    ///   types, which AWS never sends and which can be made to expand without end.
    init(parsing bytes: [UInt8]) throws(UnreadableAnswer) {
        let reader = XMLReader()
        self = try reader.parse(bytes)
    }
}

/// Builds a tree from expat's events.
///
/// A class, since expat is given a pointer to it for the time of one parse.
private final class XMLReader {
    private static let depthLimit = 200
    private var open: [XMLElement] = []
    private var text: [[UInt8]] = []
    private var root: XMLElement?
    private var fault: String?
    private var parser: XML_Parser?

    func parse(_ bytes: [UInt8]) throws(UnreadableAnswer) -> XMLElement {
        guard let parser = XML_ParserCreate(nil) else { throw UnreadableAnswer(reason: "no memory for XML") }
        self.parser = parser
        defer { XML_ParserFree(parser) }
        let status = withExtendedLifetime(self) {
            XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
            setHandlers(parser)
            return bytes.withUnsafeBytes { buffer in
                XML_Parse(parser, buffer.bindMemory(to: CChar.self).baseAddress, CInt(clamping: buffer.count), 1)
            }
        }
        if let root, status == XML_STATUS_OK, fault == nil { return root }
        let reason = fault ?? XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "malformed XML"
        let line = XML_GetCurrentLineNumber(parser), column = XML_GetCurrentColumnNumber(parser) + 1
        throw UnreadableAnswer(reason: "XML line \(line), column \(column): \(reason)")
    }

    private func setHandlers(_ parser: XML_Parser) {
        XML_SetElementHandler(
            parser,
            { data, name, attributes in XMLReader.of(data)?.start(name, attributes) },
            { data, _ in XMLReader.of(data)?.end() }
        )
        XML_SetCharacterDataHandler(parser) { data, bytes, count in XMLReader.of(data)?.characters(bytes, count) }
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
            XMLReader.of(data)?.stop("a document type is not allowed")
        }
    }

    private static func of(_ data: UnsafeMutableRawPointer?) -> XMLReader? {
        data.map { Unmanaged<XMLReader>.fromOpaque($0).takeUnretainedValue() }
    }

    private func stop(_ reason: String) {
        fault = reason
        XML_StopParser(parser, 0)
    }

    private func start(_ name: UnsafePointer<CChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
        guard let name else { return }
        if open.count == Self.depthLimit { return stop("elements more than \(Self.depthLimit) deep") }
        var element = XMLElement(name: Self.local(name))
        if var attributes {
            while let key = attributes[0], let value = attributes[1] {
                element.attributes[String(cString: key)] = String(cString: value)
                attributes += 2
            }
        }
        open.append(element)
        text.append([])
    }

    private func characters(_ bytes: UnsafePointer<CChar>?, _ count: CInt) {
        guard let bytes, !text.isEmpty else { return }
        UnsafeRawBufferPointer(start: bytes, count: Int(count)).withMemoryRebound(to: UInt8.self) {
            text[text.count - 1].append(contentsOf: $0)
        }
    }

    private func end() {
        guard var element = open.popLast(), let characters = text.popLast() else { return }
        let isBlank = !element.children.isEmpty && characters.allSatisfy { $0 <= 0x20 }
        if !isBlank { element.text = String(decoding: characters, as: UTF8.self) }
        if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
    }

    private static func local(_ name: UnsafePointer<CChar>) -> String {
        let full = String(cString: name)
        return full.split(separator: ":").last.map(String.init) ?? full
    }
}
