import AWSClient
import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension FunctionDescriptor {
    /// `aws:ec2/getAmi:getAmi`.
    static let getAmi = FunctionDescriptor(token: "aws:ec2/getAmi:getAmi") { call in
        let found = try await call.matchingImages()
        let isNewest = call.arguments["mostRecent"]?.bool == true
        let image = try call.theOne(
            isNewest ? found.max { call.time($0) < call.time($1) }.map { [$0] } ?? [] : found,
            "AMI",
            remedy: "narrow the search, or set mostRecent to take the newest"
        )
        return call.outputs(ofImage: image)
    }
}

extension FunctionCall {
    /// The images that AWS finds by the arguments, and whose name matches.
    fileprivate func matchingImages() async throws -> [JSON] {
        var input = filters
        for (argument, member) in [("owners", "Owners"), ("executableUsers", "ExecutableUsers")] {
            let texts = (arguments[argument]?.list ?? []).compactMap(\.string)
            if !texts.isEmpty { input[member] = JSON.Object.texts(texts) }
        }
        if arguments["includeDeprecated"]?.bool == true { input["IncludeDeprecated"] = true }
        let found = try await list("ec2.DescribeImages", input).list(at: "Images")
        guard let text = arguments["nameRegex"]?.string, !text.isEmpty else { return found }
        guard let pattern = TextPattern(text) else { throw UnknownPattern(text: text) }
        return found.filter { $0["Name"]?.string.map { !$0.isEmpty && pattern.isFound(in: $0) } ?? false }
    }

    /// The time at which an image was made, in seconds since 1970; 0 if AWS does not tell.
    fileprivate func time(_ image: JSON) -> Double {
        image.time(at: "CreationDate") ?? 0
    }

    fileprivate func outputs(ofImage image: JSON) -> PropertyMap {
        let id = image["ImageId"]?.string ?? ""
        let devices = image.list(at: "BlockDeviceMappings")
        var outputs = outputs(image, id: id, arn: "image").merging(
            arguments.withoutDefaults.filter { $0.key != "tags" }
        )
        // The ARN of an image names no account.
        let region = outputs["region"]?.string ?? ""
        outputs["arn"] = .string("arn:\(AWSClient.partition(ofRegion: region).id):ec2:\(region)::image/\(id)")
        outputs["blockDeviceMappings"] = .list(devices.map(device))
        let root = devices.first { $0["DeviceName"] == image["RootDeviceName"] }
        outputs["rootSnapshotId"] = .string(root?.text(at: "Ebs.SnapshotId") ?? "")
        let reason = image["StateReason"]
        // Upstream's words where there is no reason.
        outputs["stateReason"] = [
            "code": .string(reason.map { $0["Code"]?.string ?? "" } ?? "UNSET"),
            "message": .string(reason.map { $0["Message"]?.string ?? "" } ?? "UNSET"),
        ]
        return outputs
    }

    /// A device of an image; what it says of its disk is text under the names that AWS's provider for Terraform has.
    private func device(_ mapping: JSON) -> PropertyValue {
        let names = [
            "DeleteOnTermination": "delete_on_termination", "Encrypted": "encrypted", "Iops": "iops",
            "SnapshotId": "snapshot_id", "Throughput": "throughput", "VolumeSize": "volume_size",
            "VolumeType": "volume_type",
        ]
        func text(_ value: JSON?) -> PropertyValue { .string(value.map(PropertyValue.init(plain:))?.scalarText ?? "") }
        let disk = mapping["Ebs"].map { disk in
            PropertyMap(names.sorted { $0.value < $1.value }.map { ($0.value, text(disk[$0.key])) })
        }
        return [
            "deviceName": text(mapping["DeviceName"]), "ebs": .map(disk ?? [:]), "noDevice": text(mapping["NoDevice"]),
            "virtualName": text(mapping["VirtualName"]),
        ]
    }
}

/// A regular expression has a form that the matcher does not know.
private struct UnknownPattern: Error, CustomStringConvertible {
    let text: String

    var description: String {
        """
        nameRegex "\(text)" uses a form that this provider does not know: it takes classes, groups, alternatives, \
        repetition and anchors; a filter on name with * and ? may say the same
        """
    }
}
