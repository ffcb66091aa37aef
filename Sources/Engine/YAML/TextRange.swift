/// A place in a text file.
public struct TextPosition: Hashable, Sendable, Comparable {
    /// The line, counted from 1.
    public var line: Int
    /// The column in characters (code points), counted from 1.
    public var column: Int

    /// A place from its parts.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Whether one place stands before another.
    public static func < (left: Self, right: Self) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// A stretch of a text file.
public struct TextRange: Hashable, Sendable {
    /// Where it starts.
    public var start: TextPosition
    /// Where it ends, as near as Pulumi tells it: the closing bracket of a collection is not counted.
    public var end: TextPosition

    /// A stretch from its parts; without an end it is a place.
    public init(_ start: TextPosition, end: TextPosition? = nil) {
        self.start = start
        self.end = end ?? start
    }
}
