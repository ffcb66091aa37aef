import Engine
import JSON

/// The output of `awsx stack history`.
struct HistoryList {
    let records: [UpdateRecord]
    let page: Int
    /// Decrypts the configuration; `nil` omits secret values.
    let secrets: (any SecretsProvider)?
    let showsDates: Bool

    /// The history as text, one paragraph for each update.
    var text: String {
        guard !records.isEmpty else {
            return page > 1 ? "No stack updates found on page '\(page)'\n" : "Stack has never been updated\n"
        }
        return records.map(paragraph).joined()
    }

    private func paragraph(_ record: UpdateRecord) -> String {
        let start = DateText(seconds: record.startTime)
        let changes = [("+", "create"), ("-", "delete"), ("~", "update"), (" ", "same")].map { sign, operation in
            "\(sign)\(record.resourceChanges[operation] ?? 0)"
        }
        var text = "Version: \(record.version)\nUpdateKind: \(record.kind)\nStatus: \(record.result)\n"
        text += "Message: \(record.message)\n"
        text += changes.joined()
        text += " Updated \(showsDates ? start.readable : start.ago()) took \(Self.duration(of: record))\n"
        for (key, value) in record.environment.sorted(by: { $0.key < $1.key }) where !value.allSatisfy(\.isWhitespace) {
            text += "    \(key): \(value)\n"
        }
        return text + "\n"
    }

    /// Returns the duration of an update in Go's format.
    private static func duration(of record: UpdateRecord) -> String {
        let seconds = record.endTime - record.startTime
        guard seconds >= 60 else { return "\(seconds)s" }
        let minutes = seconds / 60
        return (minutes >= 60 ? "\(minutes / 60)h\(minutes % 60)m" : "\(minutes)m") + "\(seconds % 60)s"
    }

    /// The history as a JSON document.
    var json: String {
        JSON.array(records.map(entry)).text([.indentedByTwo, .escapingLineSeparators]) + "\n"
    }

    private func entry(_ record: UpdateRecord) -> JSON {
        let environment = record.environment.map { ($0.key, JSON.string($0.value)) }
        let configuration = (record.configuration.object ?? [:]).map { ($0.key, value($0.value)) }
        var object: JSON.Object = [
            "version": .number(record.version), "kind": .string(record.kind),
            "startTime": .string(DateText(seconds: record.startTime).precise), "message": .string(record.message),
            "environment": .object(JSON.Object(environment).sorted()),
            "config": .object(JSON.Object(configuration).sorted()),
        ]
        if !record.result.isEmpty { object["result"] = .string(record.result) }
        if record.result != "in-progress" {
            object["endTime"] = .string(DateText(seconds: record.endTime).precise)
            let changes = record.resourceChanges.map { ($0.key, JSON.number($0.value)) }
            object["resourceChanges"] = .object(JSON.Object(changes).sorted())
        }
        return .object(object)
    }

    private func value(_ json: JSON) -> JSON {
        guard let redacted = try? ConfigurationValue(history: json, RedactingSecrets.forSettings) else { return [:] }
        guard redacted.containsSecrets else { return redacted.listing }
        guard let secrets else { return redacted.redactedListing }
        // A value that cannot be decrypted does not hide the others.
        return (try? ConfigurationValue(history: json, secrets))?.listing
            ?? ["value": "ERROR_UNABLE_TO_DECRYPT", "secret": true]
    }
}
