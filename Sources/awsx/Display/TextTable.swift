/// A table with columns as wide as their widest cell; the last column is not padded.
struct TextTable {
    /// A row, and extra lines below it.
    struct Row {
        var cells: [String]
        var remarks = ""
    }

    let headers: [String]
    let rows: [Row]
    /// The indentation of each row.
    var margin = ""

    /// Creates a table of cells.
    init(_ headers: [String], _ rows: [[String]], margin: String = "") {
        self.init(headers, rows: rows.map { Row(cells: $0) }, margin: margin)
    }

    /// Creates a table of rows.
    init(_ headers: [String], rows: [Row], margin: String = "") {
        self.headers = headers
        self.rows = rows
        self.margin = margin
    }

    /// The text of the table, which ends with a line break.
    var text: String {
        let lines = [Row(cells: headers)] + rows.flatMap(Self.split)
        let widths = headers.indices.map { column in lines.map { $0.cells[column].count }.max() ?? 0 }
        return lines.map { line in
            let cells = line.cells.enumerated().map { column, cell in
                column == headers.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
            }
            return margin + cells.joined(separator: "  ") + "\n" + line.remarks
        }.joined()
    }

    /// Splits a row with cells of several lines into several rows.
    private static func split(_ row: Row) -> [Row] {
        let cells = row.cells.map { $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
        let height = cells.map(\.count).max() ?? 1
        return (0..<height).map { line in
            Row(
                cells: cells.map { line < $0.count ? $0[line] : "" },
                remarks: line == height - 1 ? row.remarks : ""
            )
        }
    }
}
