/// The protocols above IP, by the numbers and names that IANA has given them.
package enum InternetProtocol {
    /// The names in the order of their numbers, from 0 on; a number without a name stands for itself.
    private static let names = """
        hopopt icmp igmp ggp ipv4 st tcp cbt egp igp bbn-rcc-mon nvp-ii pup argus emcon xnet chaos udp mux dcn-meas hmp prm
        xns-idp trunk-1 trunk-2 leaf-1 leaf-2 rdp irtp iso-tp4 netblt mfe-nsp merit-inp dccp 3pc idpr xtp ddp idpr-cmtp
        tp++ il ipv6 sdrp ipv6-route ipv6-frag idrp rsvp gre dsr bna esp ah i-nlsp swipe narp mobile tlsp 57 ipv6-icmp
        ipv6-nonxt ipv6-opts 61 cftp 63 sat-expak kryptolan rvd ippc 68 sat-mon visa ipcv cpnx cphb wsn pvp br-sat-mon
        sun-nd wb-mon wb-expak iso-ip vmtp secure-vmtp vines ttp nsfnet-igp dgp tcf eigrp ospfigp sprite-rpc larp mtp ax.25
        ipip micp scc-sp etherip encap 99 gmtp ifmp pnni pim aris scps qnx a/n ipcomp snp compaq-peer ipx-in-ip vrrp pgm 114
        l2tp dd iatp stp srp uti smp sm ptp isis-over-ipv4 fire crtp crudp sscopmce iplt sps pipe sctp fc rsvp-e2e-ignore
        mobility-header udplite mpls-in-ip manet hip shim6 wesp rohc
        """

    private static let numbers: [Substring: Int] = {
        let list = names.split { $0.isWhitespace }
        return Dictionary(uniqueKeysWithValues: zip(list, list.indices))
    }()

    /// Returns the number of a protocol; -1 stands for all.
    ///
    /// - Parameter text: A name in lower case, `all`, or a number.
    /// - Returns: `nil` if there is no such protocol.
    package static func number(_ text: String) -> Int? {
        if text == "all" { return -1 }
        return Int(text).map { (-1...255).contains($0) ? $0 : nil } ?? numbers[text[...]]
    }
}
