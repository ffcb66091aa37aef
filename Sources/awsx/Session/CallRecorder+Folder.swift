import Glibc
import ProviderKit

extension CallRecorder {
    /// Opens the recording in a folder, which is made if it is missing; an earlier recording is continued.
    ///
    /// - Throws: ``UsageError`` if the folder or the file cannot be written.
    init(folder: String) throws(UsageError) {
        guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
            throw UsageError("--record \(folder): \(String(cString: strerror(errno)))")
        }
        guard let recorder = CallRecorder(package: "", file: folder + "/grpc.json", isContinued: true) else {
            throw UsageError("--record \(folder): \(String(cString: strerror(errno)))")
        }
        self = recorder
    }
}
