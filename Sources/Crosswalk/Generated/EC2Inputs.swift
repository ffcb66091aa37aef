// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit

/// The default VPC of the region and its subnets.
///
/// They are looked up; no resource is created.
///
/// `awsx:ec2:DefaultVpc`
struct DefaultVpcInputs: ComponentInputs {
    static let type = "awsx:ec2:DefaultVpc"

    let object: InputObject
}
