"""The forms that facts take, as data for the provider.

Facts are written to be read by people: `State in [deleted, failed]`, `ecs.CreateCluster:cluster.clusterArn`,
`create|update`. Every function here turns one form into JSON that needs no parser at run time, and fails on what it
does not understand. A fact that stays a matter of code says so: `byHand` names the Swift file that holds it, and `later`
says why it is not used yet; neither is written.
"""
import re
from pathlib import Path

from facts.reader import fail

ROOT = Path(__file__).resolve().parent.parent.parent
OPERATION = re.compile(r"[a-z][a-z0-9-]*\.[A-Z]\w+")
PATH = r"[A-Za-z]\w*(?:\[\d*\])?(?:\.[A-Za-z]\w*(?:\[\d*\])?)*"
# What calls may name besides properties; `change` is one that Route 53 still spreads, `operation` one that Cloud Map
# has begun.
CONTEXT = {"id", "arn", "partition", "region", "account", "change", "operation"}


def by_hand(place, fact):
    """Whether a fact is a matter of code, or of a later time."""
    if not isinstance(fact, dict) or not fact.keys() & {"byHand", "later"}:
        return False
    if name := fact.get("byHand"):
        if not list((ROOT / "Sources" / "AWSResources").rglob(f"{name}.swift")):
            fail(place, f"byHand: there is no {name}.swift in Sources/AWSResources")
    return True


def keys(place, fact, allowed):
    if unknown := fact.keys() - set(allowed.split()) - {"note"}:
        fail(place, f"no form for {', '.join(sorted(unknown))} in {fact}")


def operation(place, text):
    if not OPERATION.fullmatch(text):
        fail(place, f"{text!r} is no operation, such as ecs.CreateCluster")
    return text


def path(place, text):
    if not re.fullmatch(PATH, text):
        fail(place, f"{text!r} is no path, such as clusters[0].status")
    return text


def value(text):
    text = text.strip()
    if text in ("true", "false"):
        return text == "true"
    return int(text) if re.fullmatch(r"-?\d+", text) else text.strip("'\"")


def values(text):
    return [value(v) for v in text.split(",")]


# Ids

def template(place, text, names):
    """A text with places such as `{name}`, `{policyArn*}` (may hold the separator) and `[,{port}]` (may be absent)."""
    if text.count("[") != text.count("]"):
        fail(place, f"brackets do not match in {text!r}")
    for name in re.findall(r"\{([^}]*)\}", text):
        if name.rstrip("*") not in names | CONTEXT:
            fail(place, f"{{{name}}} in {text!r} is no property")
    return text


def identifier(place, fact, names):
    if by_hand(place, fact):
        return None
    keys(place, fact, "from without legacy idExamples idChangesOnUpdate")
    text = fact["from"]
    if text.startswith("input:"):
        return {"input": template(place, text.removeprefix("input:"), names)}
    if "{" in text:
        return {"template": template(place, text, names)}
    call, _, place_of_id = text.partition(":")
    prefix = {"without": fact["without"]} if "without" in fact else {}
    return {"operation": operation(place, call), "path": path(place, place_of_id), **prefix}


def importing(place, text, names):
    if text is None or by_hand(place, text):
        return None
    if isinstance(text, dict):
        keys(place, text, "form choices")
        for choice in text["choices"].values():
            for one in choice:
                keys(place, one, "property begins contains")
                template(place, f"{{{one['property']}}}", names)
        return {"template": template(place, text["form"], names | text["choices"].keys()), "choices": text["choices"]}
    if m := re.fullmatch(r"([a-z]+-)\*", text):
        return {"prefix": m[1]}
    return {"template": template(place, text, names)}


def arn(place, derived, names):
    """The template of an ARN that AWS does not tell; what else `derived` says is for people."""
    text = derived.get("arn", "")
    return template(place, text, names) if text.startswith("arn:") else None


# Lookups

def lookup(place, fact, names):
    """One call that finds the object: its input, where in the answer the object stands, and which one of a list."""
    if fact is None:
        fail(place, "lookup: say which call finds the object, or byHand which Swift file does")
    if by_hand(place, fact):
        return None
    keys(place, fact, "operation input at where pages id")
    def fill(value):
        if isinstance(value, dict):
            return {k: fill(v) for k, v in value.items()}
        if isinstance(value, list):
            return [fill(v) for v in value]
        return template(place, value, names) if isinstance(value, str) else value
    operation(place, fact["operation"])
    if fact["at"] != "$":
        path(place, fact["at"])
    if fact["at"].endswith("[]") != ("where" in fact):
        fail(place, "a lookup in a list (at: things[]) needs a where, and no other has one")
    return {k: fill(v) if k in ("input", "where") else v for k, v in fact.items() if k != "note"}


def absence(place, conditions):
    """The errors, and the conditions on an answer, that mean "there is no such thing".

    `State=deleted` is about the object looked up; `$.failures[].reason=MISSING` about the whole answer.
    """
    codes, absent = [], []
    for text in conditions:
        if sign := error_sign(text):
            codes.append(sign)
        elif m := re.fullmatch(rf"(\$\.)?({PATH})\s*=\s*([\w.]+)", text):
            absent.append(where(m[1], m[2]) | {"is": [value(m[3])]})
        elif m := re.fullmatch(rf"(\$\.)?({PATH}) in \[(.*)\]", text):
            absent.append(where(m[1], m[2]) | {"is": values(m[3])})
        elif m := re.fullmatch(rf"empty (\$\.)?({PATH})", text):
            absent.append(where(m[1], m[2]) | {"is": []})
        elif m := re.fullmatch(rf"(\$\.)?({PATH}) is present", text):
            absent.append(where(m[1], m[2]) | {"isPresent": True})
        else:
            fail(place, f"notFound: no form for {text!r}")
    return codes, absent


def error_sign(text):
    """An error by its code, or as `Code: part of the message`; `None` for another text."""
    m = re.fullmatch(r"([A-Z][\w.]*)(?:: (.+))?", text)
    return m and ({"code": m[1], "message": m[2]} if m[2] else m[1])


def ignored(place, conditions):
    """The errors that count as a successful deletion."""
    return [error_sign(text) or fail(place, f"ignoreOnDelete: no form for {text!r}") for text in conditions]


def where(whole, place):
    return {"answer": place} if whole else {"path": place}


# Waits

def wait(place, fact, names, finder):
    if by_hand(place, fact):
        return None
    keys(place, fact, "after poll input path pending target failure failureMessageFrom timeoutSeconds consecutive"
                      " delaySeconds upstreamDelaySeconds pollMinSeconds pollSeconds onTimeout")
    after = fact["after"].split("|")
    if not all(re.fullmatch(r"[a-z]\w*", step) for step in after):
        fail(place, f"waits: no form for after {fact['after']!r}")
    asked = fact.get("input")
    if asked is None and (finder is None or finder["operation"] != fact["poll"]):
        fail(place, f"waits: the input of {fact['poll']} is not known: it is not the lookup's")
    if asked is not None:
        asked = lookup(place, {"operation": fact["poll"], "input": asked, "at": "x"}, names)["input"]
    reasons = [path(place, p) for p in fact.get("failureMessageFrom", "").split("+") if p]
    states = fact["pending"] + fact["target"] + fact.get("failure", [])
    if bad := [s for s in states if not re.fullmatch(r"<absent>|[\w-]+", s)]:
        fail(place, f"waits: no form for the value {bad[0]!r}")
    return {k: v for k, v in {
        "after": after, "poll": operation(place, fact["poll"]), "input": asked, "path": path(place, fact["path"]),
        "pending": fact["pending"], "target": fact["target"], "failure": fact.get("failure"), "reason": reasons,
        "seconds": fact["timeoutSeconds"], "times": fact.get("consecutive"), "every": fact.get("pollSeconds")}.items() if v}


def is_visibility(wait):
    """Whether a wait only awaits that a new object shows, which every read after a create does."""
    return wait["after"] == ["create"] and wait["target"] == ["present"] and "times" not in wait and "input" not in wait


def retry(place, fact):
    if by_hand(place, fact):
        return None
    keys(place, fact, "operation code messageContains messageLacks timeoutSeconds says")
    codes = [fact["code"]] if isinstance(fact["code"], str) else fact["code"]
    message = {"message": fact["messageContains"]} if "messageContains" in fact else {}
    message |= {"lacks": fact["messageLacks"]} if "messageLacks" in fact else {}
    message |= {"says": fact["says"]} if "says" in fact else {}
    operation(place, fact["operation"].removesuffix("*"))
    return {"operation": fact["operation"], "codes": codes, **message, "seconds": fact["timeoutSeconds"]}


def partial_failures(place, fact):
    """Failures in a successful answer; the last two fields of one are its code and its message."""
    if fact is None or by_hand(place, fact):
        return []
    keys(place, fact, "operations path fields")
    code, message = (path(place, p) for p in fact["fields"][-2:])
    return [{"operations": [operation(place, o) for o in fact["operations"]],
             "path": path(place, fact["path"]).removesuffix("[]"), "code": code, "message": message}]


# Differences

def term(place, text, names):
    text = text.strip()
    if m := re.fullmatch(r"not \((.*)\)", text):
        return term(place, m[1], names) | {"not": True}
    if m := re.fullmatch(r"(\w+) -> (\w+)", text):
        return {"from": value(m[1]), "to": value(m[2])}
    if m := re.fullmatch(r"(!?)given\((old|new)\)", text):
        return {"given": m[2]} | ({"not": True} if m[1] else {})
    if text in ("decreased", "increased"):
        return {"moved": text}
    if m := re.fullmatch(r"changed\((\w+)\)", text):
        return {"changed": named(place, m[1], names)}
    if m := re.fullmatch(r"(\w+) (not in|in) \[(.*)\]", text):
        return {"of": named(place, m[1], names), "is": values(m[3])} | ({"not": True} if m[2] == "not in" else {})
    if m := re.fullmatch(r"(\w+) ?(!?)= ?(\w+)", text):
        return {"of": named(place, m[1], names), "is": [value(m[3])]} | ({"not": True} if m[2] else {})
    return fail(place, f"no form for the condition {text!r}")


def named(place, name, names):
    if name.split(".")[0].removesuffix("[]") not in names:
        fail(place, f"{name} is no property")
    return name


def condition(place, text, names):
    return [] if text == "always" else [term(place, part, names) for part in text.split("&&")]


def replacements(place, facts, names):
    """By property: alternatives, each a list of terms that must all hold."""
    result = {}
    for fact in facts:
        if by_hand(place, fact):
            continue
        keys(place, fact, "property when")
        result.setdefault(named(place, fact["property"], names), []).append(condition(place, fact["when"], names))
    return result


def suppressions(place, facts, names):
    """By path without indices: when a difference is none, and which texts mean the same."""
    result = {}
    for fact in facts:
        if by_hand(place, fact):
            continue
        keys(place, fact, "property properties when equivalent caseInsensitive")
        rule = {"when": condition(place, fact["when"], names)} if "when" in fact else {}
        rule |= {k: fact[k] for k in ("equivalent", "caseInsensitive") if k in fact}
        for name in fact.get("properties", [fact.get("property")]):
            if "." in name and any("of" not in t for t in rule.get("when", [])):
                fail(place, f"diffSuppress: a difference inside {name} can only depend on other inputs")
            result.setdefault(named(place, name, names).replace("[]", ""), []).append(rule)
    return result


EQUIVALENCES = {"json", "iamPolicy", "ecsContainerDefinitions", "ecrLifecyclePolicy", "instant"}


def equivalences(place, fact, names):
    if not isinstance(fact, dict):
        fail(place, f"equivalence: say which properties compare as {fact!r}, by name")
    for property, kind in fact.items():
        named(place, property, names)
        if kind not in EQUIVALENCES:
            fail(place, f"equivalence: there is no {kind!r}")
    return {property.replace("[]", ""): kind for property, kind in fact.items()}


# Inputs

def name_rule(place, r):
    """What AWS accepts as a name: by characters where an error can say so, else by a pattern."""
    if rule := r.get("nameRule"):
        keys(place, rule, "property maxLength characters notAtEnds notPrefix")
        return rule
    if "namePattern" not in r:
        return None
    re.compile(r["namePattern"])
    return {"property": r["autonaming"]["property"], "pattern": r["namePattern"]}


def constraints(place, facts, names):
    """`a => b`, `a => !b`: what the presence of one property asks for or forbids."""
    result = []
    for text in facts:
        if not (m := re.fullmatch(r"(\w+) => (!?)(\w+)", text)):
            fail(place, f"constraints: no form for {text!r}; a rule on a name stands in nameRule")
        result.append({"given": named(place, m[1], names), "forbids" if m[2] else "needs": named(place, m[3], names)})
    return result


def list_changes(place, facts, names):
    """By property: the calls and members that add elements to a list and take them out, all at once or each by itself."""
    def change(text):
        call, _, member = text.partition(":")
        return {"operation": operation(place, call), "member": path(place, member)}
    for property, fact in facts.items():
        named(place, property, names)
        keys(place, fact, "add remove each")
    return {property: {k: change(v) if k != "each" else v for k, v in fact.items()} for property, fact in facts.items()}


# Removal of properties

def add_removals(place, r, types):
    """Notes in every optional property what happens when it leaves the program, where nothing else says so."""
    for name, fact in r.get("onRemoval", {}).items():
        if name in r["inputs"]:
            add_removal(f"{place}: onRemoval of {name}", r["inputs"][name], fact)
    for path, fact in r.get("onRemovalNested", {}).items():
        properties = r["inputs"]
        for step in path.split(".")[:-1]:
            properties = types[properties[step]["type"].strip("#[]")]["properties"]
        add_removal(f"{place}: onRemoval of {path}", properties[path.split(".")[-1]], fact)


def add_removal(place, property, fact):
    form = removal(place, property, fact)
    if form is not None:
        property["onRemoval"] = form


def removal(place, property, fact):
    if fact == "keep":
        return None if property.get("computed") else "keep"
    if fact == "replace":
        return None if property.get("replaceOnChange") else "replace"
    if not isinstance(fact, dict):
        fail(place, f"{fact!r} is neither keep, replace nor a reset")
    keys(place, fact, "reset noop awsReset call member byHand unchecked")
    if property["type"] == "map<string>" or by_hand(place, fact):
        return None  # tags, and what a descriptor's code does
    if fact.get("noop"):
        # Upstream shows a difference that it does not send: ours resets it, or shows none.
        return {"reset": fact["awsReset"]} if "awsReset" in fact else "keep"
    if fact["reset"] is None or not fact.get("call"):
        return None  # a call without a value, or a switch that never goes to AWS
    if "default" in property and not property.get("leftToAWS"):
        if property["default"] != fact["reset"]:
            fail(place, f"a reset to {fact['reset']!r}, though Check fills in {property['default']!r}")
        return None
    return {"reset": fact["reset"]}
