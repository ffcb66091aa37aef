/// Places of rows in the order in which they came, from which any can be taken out at little cost.
struct PlaceList: Sendable {
    private var places: [Int] = []
    private var positions: [Int: Int] = [:]

    /// How many there are.
    var count: Int { positions.count }

    /// Adds a place at the end, unless it is there.
    mutating func insert(_ place: Int) {
        guard positions[place] == nil else { return }
        positions[place] = places.count
        places.append(place)
    }

    /// Takes a place out.
    mutating func remove(_ place: Int) {
        guard let position = positions.removeValue(forKey: place) else { return }
        places[position] = -1
        // Gaps are closed when they are the greater part, so that no operation walks over many of them.
        if places.count > 32, places.count > positions.count * 2 {
            places.removeAll { $0 < 0 }
            for (position, place) in places.enumerated() { positions[place] = position }
        }
    }

    /// The first ones, in order.
    func first(_ limit: Int) -> [Int] { Array(places.lazy.filter { $0 >= 0 }.prefix(limit)) }

    /// The last ones, the newest first.
    func newest(_ limit: Int) -> [Int] { Array(places.reversed().lazy.filter { $0 >= 0 }.prefix(limit)) }
}
