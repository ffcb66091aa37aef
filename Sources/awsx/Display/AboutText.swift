import JSON

/// The output of `awsx about`: facts in sections.
struct AboutText {
    /// A heading with facts below it.
    struct Section {
        let title: String
        /// The name in JSON.
        let key: String
        let facts: [Fact]
    }

    /// One fact.
    struct Fact {
        let title: String
        /// The name in JSON.
        let key: String
        let value: String

        init(_ title: String, _ key: String, _ value: String) {
            self.title = title
            self.key = key
            self.value = value
        }
    }

    let sections: [Section]

    /// The sections as tables.
    var text: String {
        sections.map { section in
            let width = section.facts.map(\.title.count).max() ?? 0
            let lines = section.facts.map { fact in
                "  " + fact.title + String(repeating: " ", count: width - fact.title.count + 2) + fact.value + "\n"
            }
            return section.title + "\n" + lines.joined()
        }.joined(separator: "\n")
    }

    /// The sections as one JSON document.
    var json: String {
        let members = sections.map { section in
            (section.key, JSON.object(JSON.Object(section.facts.map { ($0.key, .string($0.value)) })))
        }
        return JSON.object(JSON.Object(members)).text(.indentedByTwo) + "\n"
    }
}
