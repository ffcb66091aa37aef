/// A position in a text file.
public struct TextPosition: Hashable, Sendable, Comparable {
    /// The line, counted from 1.
    public var line: Int
    /// The column in characters (code points), counted from 1.
    public var column: Int

    /// Creates a position.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Returns whether a position is before another.
    public static func < (left: Self, right: Self) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// A range of a text file.
public struct TextRange: Hashable, Sendable {
    /// The start.
    public var start: TextPosition
    /// The end as Pulumi reports it: without the closing bracket of a collection.
    public var end: TextPosition

    /// Creates a range, which is empty without an end.
    public init(_ start: TextPosition, end: TextPosition? = nil) {
        self.start = start
        self.end = end ?? start
    }
}
