/// The demands on instances of types that AWS chooses, as launch templates and Auto Scaling groups have them.
enum InstanceRequirements {
    /// Returns the members that are not named like their properties, by the properties' paths.
    ///
    /// - Parameter path: The path of the object with the demands.
    /// - Returns: A part of a mapping.
    static func names(at path: String) -> [String: String] {
        let names = [
            "acceleratorTotalMemoryMib": "AcceleratorTotalMemoryMiB", "memoryGibPerVcpu": "MemoryGiBPerVCpu",
            "memoryMib": "MemoryMiB", "totalLocalStorageGb": "TotalLocalStorageGB", "vcpuCount": "VCpuCount",
        ]
        return Dictionary(uniqueKeysWithValues: names.map { ("\(path).\($0.key)", $0.value) })
    }
}
