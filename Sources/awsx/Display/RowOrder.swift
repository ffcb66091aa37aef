/// An ordered list of rows from which any row can be removed in constant time.
struct RowOrder: Sendable {
    private var places: [Int] = []
    private var positions: [Int: Int] = [:]

    /// The number of rows.
    var count: Int { positions.count }

    /// Appends a row, unless the list contains it.
    mutating func insert(_ place: Int) {
        guard positions[place] == nil else { return }
        positions[place] = places.count
        places.append(place)
    }

    /// Removes a row.
    mutating func remove(_ place: Int) {
        guard let position = positions.removeValue(forKey: place) else { return }
        places[position] = -1
        // The gaps are removed once they are the larger part, so that iterations do not visit many.
        if places.count > 32, places.count > positions.count * 2 {
            places.removeAll { $0 < 0 }
            for (position, place) in places.enumerated() { positions[place] = position }
        }
    }

    /// Returns the first rows, in order.
    func first(_ limit: Int) -> [Int] { Array(places.lazy.filter { $0 >= 0 }.prefix(limit)) }

    /// Returns the last rows, the newest first.
    func newest(_ limit: Int) -> [Int] { Array(places.reversed().lazy.filter { $0 >= 0 }.prefix(limit)) }
}
