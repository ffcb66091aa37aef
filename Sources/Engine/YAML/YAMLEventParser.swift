import CYAML

/// An event of the YAML parser.
struct YAMLEvent {
    /// The kind of an event.
    enum Kind {
        case documentStart(isVersion11: Bool)
        case documentEnd
        case streamEnd
        case alias(String)
        case scalar(YAMLScalar, anchor: String?)
        case sequenceStart(anchor: String?, isFlow: Bool)
        case sequenceEnd
        case mappingStart(anchor: String?, isFlow: Bool)
        case mappingEnd
        case other
    }

    var kind: Kind
    var start: TextPosition
    var end: TextPosition
}

/// A syntax error.
struct YAMLSyntaxError: Error {
    var problem: String
    /// The position, unless the encoding is at fault.
    var position: TextPosition?
    /// The offset of the faulty byte, if the text is not valid UTF-8.
    var offset: Int?
    /// The construct being parsed, such as a quoted text, and its start.
    var context: (what: String, start: TextPosition)?
    /// Indicates that the tokens are valid and only their order is wrong.
    var isOfStructure = false

    /// The position to report: for an unterminated text, its start.
    var place: TextPosition? {
        guard !isOfStructure, let start = context?.start, start.line > 1 else { return position }
        return start
    }

    /// A hint about other possible positions: for a wrong order of tokens, Pulumi reports a line above.
    var hint: String? {
        guard isOfStructure, let position else { return context?.what }
        if let context, context.start.line > 1 {
            return
                "\(context.what) that starts on line \(context.start.line): look from line \(context.start.line - 1) on"
        }
        return position.line > 1 ? "the cause may stand on line \(position.line - 1)" : nil
    }
}

/// A wrapper of libyaml's event parser for a whole file.
final class YAMLEventParser {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>

    init(_ bytes: [UInt8]) {
        parser = .allocate(capacity: 1)
        input = .allocate(capacity: bytes.count)
        _ = input.initialize(from: bytes)
        yaml_parser_initialize(parser)
        yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        input.deallocate()
    }

    /// Returns the next event.
    func next() throws(YAMLSyntaxError) -> YAMLEvent {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
        defer { yaml_event_delete(&event) }
        return YAMLEvent(kind: kind(of: event), start: position(event.start_mark), end: position(event.end_mark))
    }

    private func kind(of event: yaml_event_t) -> YAMLEvent.Kind {
        switch event.type {
        case YAML_DOCUMENT_START_EVENT:
            let version = event.data.document_start.version_directive
            return .documentStart(isVersion11: version.map { $0.pointee.major == 1 && $0.pointee.minor == 1 } ?? true)
        case YAML_DOCUMENT_END_EVENT: return .documentEnd
        case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return .streamEnd
        case YAML_ALIAS_EVENT: return .alias(text(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT: return scalar(event.data.scalar)
        case YAML_SEQUENCE_START_EVENT:
            let start = event.data.sequence_start
            return .sequenceStart(anchor: text(start.anchor), isFlow: start.style == YAML_FLOW_SEQUENCE_STYLE)
        case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
        case YAML_MAPPING_START_EVENT:
            let start = event.data.mapping_start
            return .mappingStart(anchor: text(start.anchor), isFlow: start.style == YAML_FLOW_MAPPING_STYLE)
        case YAML_MAPPING_END_EVENT: return .mappingEnd
        default: return .other
        }
    }

    private func scalar(_ data: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar) -> YAMLEvent.Kind {
        let text = String(decoding: UnsafeBufferPointer(start: data.value, count: data.length), as: UTF8.self)
        let tag = self.text(data.tag) ?? ""
        let prefix = "tag:yaml.org,2002:"
        let short = tag.hasPrefix(prefix) ? "!!" + tag.dropFirst(prefix.utf8.count) : tag
        return .scalar(YAMLScalar(text, style: style(data.style), tag: short), anchor: self.text(data.anchor))
    }

    private func style(_ style: yaml_scalar_style_t) -> YAMLScalar.Style {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: .literal
        case YAML_FOLDED_SCALAR_STYLE: .folded
        default: .plain
        }
    }

    private func text(_ pointer: UnsafeMutablePointer<UInt8>?) -> String? {
        pointer.map { String(cString: $0) }
    }

    private func position(_ mark: yaml_mark_t) -> TextPosition {
        TextPosition(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }

    private func failure() -> YAMLSyntaxError {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "the text is not YAML"
        if parser.pointee.error == YAML_READER_ERROR {
            return YAMLSyntaxError(problem: problem, offset: Int(parser.pointee.problem_offset))
        }
        let context = parser.pointee.context.map { (String(cString: $0), position(parser.pointee.context_mark)) }
        return YAMLSyntaxError(
            problem: problem,
            position: position(parser.pointee.problem_mark),
            context: context,
            isOfStructure: parser.pointee.error == YAML_PARSER_ERROR
        )
    }
}
