"""Answers questions about AWS's protocols with botocore, an implementation that we did not write.

Reads a JSON list of questions, writes a JSON list of answers:
  {"ask": "request", "operation": "ecs.CreateCluster", "input": {…}}: method, path with query, headers and body as
      botocore serialises them, and the signature that it makes for a fixed time and fixed keys;
  {"ask": "sample", "operation": "ec2.DescribeVpcs"}: an answer with every member of the output, as a body, and the output
      as botocore parses it;
  {"ask": "unknown terms", "services": ["ec2"], "terms": […]}: those that neither name a member of the services'
      structures nor stand as code in their documentation, as the keys of attributes do;
  {"ask": "response", "operation": …, "status": 200, "headers": {…}, "body": "…"}: the output as botocore parses it.
"""
import base64
import datetime
import json
import re
import sys
import xml.etree.ElementTree as xml
from unittest import mock

import botocore.auth
import botocore.awsrequest
import botocore.credentials
import botocore.model
import botocore.parsers
import botocore.serialize
import botocore.session
import botocore.utils

session = botocore.session.Session()
loader = session.get_component("data_loader")
models = {}
NOW = datetime.datetime(2024, 5, 6, 7, 8, 9, tzinfo=datetime.timezone.utc)


def operation_model(name):
    service, operation = name.split(".")
    if service not in models:
        models[service] = botocore.model.ServiceModel(loader.load_service_model(service, "service-2"), service)
    model = models[service]
    spoken = ["json", "query", "ec2", "rest-json", "rest-xml"]
    offered = model.metadata.get("protocols") or [model.metadata["protocol"]]
    return model, model.operation_model(operation), next(p for p in spoken if p in offered)


def native(value, shape):
    """The input in Python's types: blobs as bytes."""
    if shape.type_name == "structure" and not shape.is_document_type:
        return {key: native(item, shape.members[key]) for key, item in value.items()}
    if shape.type_name == "list":
        return [native(item, shape.member) for item in value]
    if shape.type_name == "map":
        return {key: native(item, shape.value) for key, item in value.items()}
    return base64.b64decode(value) if shape.type_name == "blob" else value


def request(question):
    model, operation, protocol = operation_model(question["operation"])
    given = native(question["input"], operation.input_shape) if operation.input_shape else {}
    serializer = botocore.serialize.create_serializer(protocol, include_validation=False)
    made = serializer.serialize_to_request(given, operation)
    query = made["query_string"]
    url = "https://example.amazonaws.com" + made["url_path"]
    if isinstance(query, dict) and query:
        url += ("&" if "?" in url else "?") + botocore.utils.percent_encode_sequence(query)
    body = made["body"]
    if isinstance(body, dict):
        body = botocore.compat.urlencode(body, doseq=True)
    if isinstance(body, str):
        body = body.encode()
    headers = {key: value for key, value in made["headers"].items()}
    sent = botocore.awsrequest.AWSRequest(made["method"], url, headers, body)
    credentials = botocore.credentials.Credentials("AKID", "secret/key+", "a token")
    signer = botocore.auth.SigV4Auth(credentials, model.signing_name, "us-west-2")
    if model.signing_name == "s3":
        signer = botocore.auth.S3SigV4Auth(credentials, "s3", "us-west-2")
        sent.context["signing"] = {"disableDoubleEncoding": True}
    with mock.patch("botocore.auth.get_current_datetime", lambda: NOW):
        signer.add_auth(sent)
    target = url[len("https://example.amazonaws.com"):]
    return {"method": made["method"], "target": target, "headers": headers, "body": (body or b"").decode(),
            "authorization": sent.headers["Authorization"], "date": sent.headers["X-Amz-Date"]}


def plain(value):
    if isinstance(value, datetime.datetime):
        text = value.astimezone(datetime.timezone.utc).isoformat(timespec="milliseconds")
        return text.replace("+00:00", "Z").replace(".000Z", "Z")
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if key != "ResponseMetadata"}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def response(question):
    _, operation, protocol = operation_model(question["operation"])
    parser = botocore.parsers.create_parser(protocol)
    given = {"status_code": question["status"], "headers": question.get("headers", {}),
             "body": question["body"].encode()}
    return plain(parser.parse(given, operation.output_shape))


SCALARS = {"string": "a <b> & ü", "integer": 7, "long": 8, "float": 1.5, "double": 2.5, "boolean": True,
           "blob": "YWJj", "timestamp": "2024-05-06T07:08:09Z"}


def sample_json(shape, depth=0):
    if getattr(shape, "is_document_type", False):
        return {"any": ["thing", 1]}
    if shape.type_name == "structure":
        members = list(shape.members.items()) if depth < 12 else []
        if shape.is_tagged_union:
            members = members[:1]
        return {member.serialization.get("name", name): sample_json(member, depth + 1) for name, member in members}
    if shape.type_name == "list":
        return [sample_json(shape.member, depth + 1), sample_json(shape.member, depth + 1)] if depth < 8 else []
    if shape.type_name == "map":
        return {"k": sample_json(shape.value, depth + 1), "ü": sample_json(shape.value, depth + 1)}
    return 1714979289.5 if shape.type_name == "timestamp" else SCALARS[shape.type_name]


def sample_xml(parent, name, shape, depth=0):
    flattened = shape.serialization.get("flattened")
    if shape.type_name == "list":
        item = shape.member.serialization.get("name")
        around = parent if flattened else xml.SubElement(parent, name)
        for _ in range(2 if depth < 8 else 0):
            sample_xml(around, (item or name) if flattened else (item or "member"), shape.member, depth + 1)
    elif shape.type_name == "map":
        around = parent if flattened else xml.SubElement(parent, name)
        for key in ("k", "ü"):
            entry = xml.SubElement(around, name if flattened else "entry")
            xml.SubElement(entry, shape.key.serialization.get("name", "key")).text = key
            sample_xml(entry, shape.value.serialization.get("name", "value"), shape.value, depth + 1)
    elif shape.type_name == "structure":
        fill_xml(xml.SubElement(parent, name), shape, depth)
    else:
        value = SCALARS[shape.type_name]
        xml.SubElement(parent, name).text = str(value).lower() if shape.type_name == "boolean" else str(value)


def fill_xml(element, shape, depth):
    for name, member in shape.members.items() if depth < 12 else []:
        if "location" not in member.serialization:
            key = member.serialization.get("name", name)
            if member.serialization.get("xmlAttribute"):
                element.set("{http://www.w3.org/2001/XMLSchema-instance}" + key.split(":")[-1], "x")
            else:
                sample_xml(element, key, member, depth + 1)


def sample(question):
    _, operation, protocol = operation_model(question["operation"])
    shape = operation.output_shape
    if shape is None:
        return {"body": "", "output": {}}
    if protocol in ("json", "rest-json"):
        body = json.dumps(sample_json(shape))
    else:
        root = xml.Element(operation.name + "Response")
        wrapper = shape.serialization.get("resultWrapper")
        payload = shape.serialization.get("payload")
        if payload and shape.members[payload].type_name == "structure":
            fill_xml(root, shape.members[payload], 1)
        else:
            fill_xml(xml.SubElement(root, wrapper) if wrapper else root, shape, 0)
        body = xml.tostring(root, encoding="unicode")
    return {"body": body, "output": response({**question, "status": 200, "body": body})}


def unknown_terms(question):
    known = set()
    for service in question["services"]:
        model = loader.load_service_model(service, "service-2")
        known |= {name for shape in model["shapes"].values() for name in shape.get("members", {})}
        known |= set(re.findall(r"<code>([\w.:/-]+)</code>", json.dumps(model)))
    return [term for term in question["terms"] if term not in known]


answers = {"request": request, "response": response, "sample": sample, "unknown terms": unknown_terms}
json.dump([answers[question["ask"]](question) for question in json.load(sys.stdin)], sys.stdout)
