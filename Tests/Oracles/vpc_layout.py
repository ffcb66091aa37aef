"""Lays out VPCs by the rules of upstream's subnet strategies, written from their description and not from our code.

Reads a JSON list of requests from standard input and writes a JSON list of answers:
  {"name", "vpc", "zones", "zoneMask", "strategy", "dynamic", "specs", "nat", "addresses", "zoneName"}
A layout is {"subnets": [[zone, type, name, block]], "children": [[name, IPv6 block]], "outside": [name], "entries": [...],
"gateways": [name of the subnet of a NAT gateway]}; a refusal is {"rule": …, "paths": [property], "words": [what the message
must name]}. Both come with "nat" (the first rule that NAT gateways break, or null) and "suffix" (of the zone's name).
"""
import collections
import ipaddress
import itertools
import json
import re
import sys

KINDS = ("public", "private", "isolated")
V6 = list(ipaddress.ip_network("2600:1f14:abc:de00::/56").subnets(new_prefix=64))
Slot = collections.namedtuple("Slot", "type name mask index share")
Subnet = collections.namedtuple("Subnet", "zone type name face")


class Refused(Exception):
    def __init__(self, rule, paths, words=()):
        super().__init__(rule)
        self.answer = {"rule": rule, "paths": sorted(set(paths)), "words": [str(word) for word in words]}


def bits(count):
    return next(n for n in itertools.count() if 2**n >= count)


def face(address, mask, path):
    """An address with a mask, aligned or not."""
    if not 0 <= address < 2**32:
        raise Refused("addresses", [path])
    return ipaddress.IPv4Interface((address, mask))


def edges(face):
    network = face.network
    spare = 1 if network.prefixlen <= 30 else 0
    return int(network[0]) + spare, int(network[-1]) - spare


def multiple_above(address, mask, path):
    """The first block of a mask that begins above an address."""
    size = 2**(32 - mask)
    return face((address // size + 1) * size, mask, path)


def spec_faults(specs, zones, strategy):
    explicit = any("cidrBlocks" in spec for spec in specs)
    for index, spec in enumerate(specs):
        path = f"subnetSpecs[{index}]"
        same = [s.get("name") for s in specs[:index] if s["type"].lower() == spec["type"].lower()]
        if spec.get("name") in same:
            yield path + ".name"
        mask, size = spec.get("cidrMask"), spec.get("size")
        if size is not None and size not in {2**n for n in range(2, 33)}:
            yield path + ".size"
        if not explicit:
            if None not in (mask, size) and size * 2**mask != 2**32:
                yield path + ".size"
            continue
        blocks = spec.get("cidrBlocks")
        if blocks is None or len(blocks) != zones:
            yield path + ".cidrBlocks"
        for place, text in enumerate(blocks or []):
            try:
                block = ipaddress.IPv4Interface(text).network
            except ValueError:
                if strategy != "Legacy":
                    yield f"{path}.cidrBlocks[{place}]"
                continue
            if mask is not None and block.prefixlen != mask:
                yield path + ".cidrMask"
            if size is not None and block.num_addresses != size:
                yield path + ".size"


def slots_of(request):
    """The subnets of a zone, and the specs as the layout output repeats them."""
    specs, strategy = request.get("specs"), request["strategy"]
    defaults = [Slot("Private", None, None, None, 1), Slot("Public", None, None, None, 2)]
    if specs is None:
        return defaults, None
    if strategy == "AutoMerge":
        bad = [f"subnetSpecs[{i}].cidrBlocks" for i, spec in enumerate(specs) if "cidrBlocks" in spec]
        if bad:
            raise Refused("mergedBlocks", bad[:1])
    faults = list(spec_faults(specs, request["zones"], strategy))
    if faults:
        raise Refused("specs", faults)
    specs = [dict(spec) for spec in specs]
    if not any("cidrBlocks" in spec for spec in specs):
        for spec in specs:
            if "cidrMask" not in spec and "size" in spec:
                spec["cidrMask"] = next(m for m in range(33) if 2**(32 - m) == spec["size"])
            spec.pop("size", None)
            if 1 <= spec.get("cidrMask", 0) <= 30:
                spec["size"] = 2**(32 - spec["cidrMask"])
    slots = [Slot(s["type"], s.get("name"), s.get("cidrMask"), i, None) for i, s in enumerate(specs)]
    if strategy == "AutoMerge":
        over = {slot.type.lower(): slot for slot in slots if slot.name is None}
        merged = [over.get(slot.type.lower(), slot) for slot in defaults]
        slots = merged + [slot for slot in slots if slot not in merged]
    return slots, specs


def path_of(slot):
    return "cidrBlock" if slot.index is None else f"subnetSpecs[{slot.index}]"


def check_mask(slot, mask):
    if not 0 <= mask <= 32:
        raise Refused("masks", [path_of(slot) + ("" if slot.mask is None else ".cidrMask")])


def legacy(request, slots, has_specs):
    vpc, zones = ipaddress.IPv4Interface(request["vpc"]), request["zones"]
    z = vpc.network.prefixlen + bits(zones)
    if z > 32:
        raise Refused("masks", ["cidrBlock"])
    bases = [int(vpc.ip) + zone * 2**(32 - z) for zone in range(zones)]
    if not has_specs:
        private, public = slots
        check_mask(private, z + 1)
        for zone, base in enumerate(bases):
            yield zone, private, "Private", face(base, z + 1, "cidrBlock")
        check_mask(public, z + 2)
        for zone, base in enumerate(bases):
            yield zone, public, "Public", face(base + 2**(31 - z), z + 2, "cidrBlock")
        return
    d = int(len(slots) != 1)
    for zone, base in enumerate(bases):
        before, split = (base - 1, base - 1), base
        for kind, least in (("private", 19), ("public", 20), ("isolated", 24)):
            group = [slot for slot in slots if slot.type.lower() == kind]
            for j, slot in enumerate(group):
                mask = max(z + d, least) if slot.mask is None else slot.mask
                check_mask(slot, mask)
                chosen = face(split + j * 2**(32 - mask), mask, path_of(slot))
                if int(chosen.network[0]) <= before[1] and before[0] <= int(chosen.network[-1]):
                    chosen = multiple_above(before[1], mask, path_of(slot))
                before = int(chosen.network[0]), int(chosen.network[-1])
                yield zone, slot, kind.capitalize(), chosen
            if group:
                split = int(chosen.ip) + chosen.network.num_addresses


def automatic(request, slots, has_specs):
    vpc, zones = ipaddress.IPv4Interface(request["vpc"]).network, request["zones"]
    given = request.get("zoneMask")
    z = vpc.prefixlen + bits(zones) if given is None else given
    blame = "cidrBlock" if given is None else "availabilityZoneCidrMask"
    if z > 26 and (not has_specs or request["strategy"] == "AutoMerge"):
        raise Refused("zoneTooSmall", [blame], [f"/{z}", request["vpc"]])
    if not slots:
        raise Refused("noSpecs", ["subnetSpecs"])
    if not 0 <= z <= 32:
        raise Refused("masks", [blame])
    masks = []
    for slot in slots:
        usual = max(z, 16) + slot.share if slot.share else z + bits(len(slots))
        masks.append(usual if slot.mask is None else slot.mask)
        check_mask(slot, masks[-1])
    wanted, room = sum(2**(32 - mask) for mask in masks), 2**(32 - z)
    if wanted > room:
        raise Refused("zoneTooFull", ["subnetSpecs" if has_specs else "cidrBlock"], [wanted, room])
    origin = int(vpc[0]) // room * room
    for zone in range(zones):
        chosen = None
        for slot, mask in zip(slots, masks):
            if chosen is None:
                address = origin + zone * room
                chosen = face(address // 2**(32 - mask) * 2**(32 - mask), mask, path_of(slot))
            else:
                chosen = multiple_above(edges(chosen)[1], mask, path_of(slot))
            yield zone, slot, slot.type, chosen


def explicit(request, slots, specs):
    for zone, slot in itertools.product(range(request["zones"]), slots):
        yield zone, slot, slot.type, ipaddress.IPv4Interface(specs[slot.index]["cidrBlocks"][zone])


def overlapping(subnets):
    """The subnets whose block is, holds or lies in another's: blocks are either nested or apart."""
    owners = collections.defaultdict(list)
    for place, subnet in enumerate(subnets):
        owners[(int(subnet.face.network[0]), subnet.face.network.prefixlen)].append(place)
    found = set()
    for (first, prefix), places in owners.items():
        holders = [owners.get((first >> (32 - p) << (32 - p), p), []) for p in range(prefix)]
        around = [place for holder in holders for place in holder]
        if around or len(places) > 1:
            found.update(places + around)
    return [subnets[place] for place in sorted(found)]


def gaps(vpc, subnets):
    """The names of what does not stand where the one before it ends, with "end" if the last does not end the VPC."""
    ends = [int(vpc[0])] + [int(subnet.face.network[-1]) + 1 for subnet in subnets]
    names = [subnet.name for subnet, end in zip(subnets, ends) if int(subnet.face.network[0]) != end]
    return names + ([] if ends[-1] == int(vpc[-1]) + 1 else [str(vpc[-1])])


def filling(one, other):
    """The masks of the free blocks between two subnets."""
    lower, upper = sorted((one.network, other.network))
    touched = edges(one)[1]
    at, mask = int(lower[-1]) + 1, lower.prefixlen
    while at < int(upper[0]):
        # A wider block holds an address if its mask is no longer than the start of the two that is the same.
        common = [32 - (at ^ address).bit_length() for address in (touched, edges(ipaddress.IPv4Interface(upper))[0])]
        mask = min(mask, max(common) + 1)
        yield mask
        size = 2**(32 - mask)
        at = at // size * size
        touched = at + size - (2 if mask <= 30 else 1)
        at += size


def entries(request, specs, subnets):
    if specs is not None and request["strategy"] in ("Auto", "Exact"):
        keys = ("type", "name", "cidrMask", "size", "cidrBlocks")
        return [{key: spec[key] for key in keys if spec.get(key)} for spec in specs]
    shown = subnets[:len(subnets) // request["zones"]] if request["zones"] else []
    result = []
    for before, subnet in zip([None] + shown, shown):
        if before:
            result += [{"type": "Unused", "cidrMask": mask} for mask in filling(before.face, subnet.face)]
        result.append({"type": subnet.type, "cidrMask": subnet.face.network.prefixlen})
    return [{key: value for key, value in entry.items() if value} for entry in result]


def rank(type):
    return (KINDS + (type.lower(),)).index(type.lower())


def layout(request, slots, specs):
    vpc, strategy = ipaddress.IPv4Interface(request["vpc"]).network, request["strategy"]
    listed = specs is not None and strategy in ("Auto", "Exact") and any("cidrBlocks" in spec for spec in specs)
    automatically = not listed and (strategy.startswith("Auto") or strategy == "Exact" and specs is not None)
    if listed:
        rows = explicit(request, slots, specs)
    else:
        rows = (automatic if automatically else legacy)(request, slots, specs is not None)
    subnets = [
        Subnet(zone, type, f"{request['name']}-{slot.name or slot.type.lower()}-{zone + 1}", chosen)
        for zone, slot, type, chosen in rows
    ]
    blame = "cidrBlock" if specs is None else "subnetSpecs"
    clash = overlapping(subnets)
    if clash:
        raise Refused("overlap", [blame], [word for s in clash for word in (s.name, s.face)])
    created = [subnet for subnet in subnets if subnet.type != "Unused"]
    outside = [subnet.name for subnet in created if not subnet.face.network.subnet_of(vpc)]
    if outside and automatically:
        raise Refused("outside", [blame if request.get("zoneMask") is None else "availabilityZoneCidrMask"], outside)
    if strategy == "Exact" and not request.get("dynamic") and gaps(vpc, subnets):
        raise Refused("gaps", ["subnetStrategy"], gaps(vpc, subnets))
    children = []
    for zone, group in zones_of(created):
        for place, subnet in enumerate(sorted(group, key=lambda s: rank(s.type))):
            number = zone + request["zones"] * place
            children.append([subnet.name, str(V6[number]) if number < 256 else None])
    return {
        "subnets": [[s.zone, s.type, s.name, str(s.face)] for s in subnets],
        "children": children,
        "outside": [name for name, _ in children if name in outside],
        "entries": entries(request, specs, subnets),
    }


def zones_of(subnets):
    groups = collections.defaultdict(list)
    for subnet in subnets:
        groups[subnet.zone].append(subnet)
    return sorted(groups.items())


def created_of(request, slots):
    keeps = (lambda slot: slot.type.lower() in KINDS) if request["strategy"] == "Legacy" else (
        lambda slot: slot.type != "Unused")
    return [slot for slot in slots if keeps(slot)]


def check_names(request, slots):
    seen = {}
    for slot in created_of(request, slots):
        label = slot.name or slot.type.lower()
        if label in seen:
            named = slot if slot.index is not None else seen[label]
            raise Refused("names", [path_of(named) + ".name"], [f"{request['name']}-{label}-1"])
        seen[label] = slot


def nat(request, slots):
    strategies = {"none": 0, "single": 1, "oneperaz": request["zones"]}
    wanted = strategies.get(request["nat"].lower())
    if wanted is None:
        return "natGateways", []
    if request["addresses"] and request["addresses"] != wanted:
        return "elasticAddresses", []
    types = {slot.type.lower() for slot in created_of(request, slots)} if request["zones"] else set()
    if request["nat"].lower() != "none" and not ("public" in types and types & {"private", "isolated"}):
        return "natGateways", []
    label = next((s.name or s.type.lower() for s in created_of(request, slots) if s.type.lower() == "public"), None)
    return None, [f"{request['name']}-{label}-{zone + 1}" for zone in range(wanted)]


def answer(request):
    result = {"suffix": re.sub(r"^[a-z]{2}(-[a-z]+)+-", "", request["zoneName"])}
    try:
        slots, specs = slots_of(request)
        check_names(request, slots)
        if request.get("dynamic") and (request["strategy"] == "Legacy" or specs is None and request["strategy"] == "Exact"):
            raise Refused("dynamicBlock", ["subnetStrategy"])
        result["nat"], gateways = nat(request, slots)
        return {**result, **layout(request, slots, specs), "gateways": gateways}
    except Refused as refused:
        return {**result, **refused.answer}


json.dump([answer(request) for request in json.load(sys.stdin)], sys.stdout)
