import Foundation
import JSON
import PulumiProtocol
import ResourceKit
import TestKit
import Testing

@testable import AWSResources

/// A recorded call of the aws provider.
struct RecordedCall: Sendable, CustomTestStringConvertible {
    let recording: String
    let request: JSON
    let response: JSON

    var urn: String { request["urn"]?.string ?? "" }
    var type: String { urn.components(separatedBy: "::").dropFirst(2).first?.components(separatedBy: "$").last ?? "" }
    var testDescription: String { "\(recording) \(type) \(urn.components(separatedBy: "::").last ?? "")" }

    func map(_ name: String) throws -> PropertyMap { try PropertyMap(json: request[name] ?? [:]) }

    /// The calls of a method about the types that this provider has; none where the recordings are not at hand.
    static func all(_ method: String) -> [RecordedCall] {
        let folder = WorkingCopy.shared.appending(path: "recordings/aws-5.35")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()) ?? []
        return names.flatMap { name -> [RecordedCall] in
            guard let text = try? String(contentsOf: folder.appending(path: "\(name)/grpc.json"), encoding: .utf8)
            else {
                return []
            }
            return text.split(separator: "\n").compactMap { line in
                guard line.contains("ResourceProvider/\(method)\""), let json = try? JSON(parsing: String(line)),
                    json["errors"] == nil, let request = json["request"], let response = json["response"]
                else {
                    return nil
                }
                let call = RecordedCall(recording: name, request: request, response: response)
                return ResourceDescriptor.all[call.type] == nil ? nil : call
            }
        }
    }
}

extension PropertyValue {
    /// The value without notes of defaults, in one spelling, for comparisons.
    var comparable: PropertyValue { plain.withoutNestedDefaults }
}
