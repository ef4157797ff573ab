#!/usr/bin/env python3
"""Sends connection requests and reads the decisions, from Python, with Debian's python3-confluent-kafka (librdkafka)
and python3-avro. Shows all that a client in another language needs: the registry's HTTP API for schema ids, five bytes
of framing, Avro, and read_committed.

    ./certconnect quickstart            # elsewhere
    python3 examples/python/check.py

Exit code 0 if every request was decided once and as expected.
"""

import argparse
import datetime
import io
import json
import struct
import sys
import time
import urllib.request
import uuid

import avro.io
import avro.schema
from confluent_kafka import Consumer, Producer


class Registry:
    """Just enough of the Schema Registry's API: ids by subject, schemas by id."""

    def __init__(self, url):
        self.url = url
        self.by_id = {}

    def latest(self, subject):
        answer = self._get(f"/subjects/{subject}/versions/latest")
        return answer["id"], avro.schema.parse(answer["schema"])

    def schema(self, schema_id):
        if schema_id not in self.by_id:
            self.by_id[schema_id] = avro.schema.parse(self._get(f"/schemas/ids/{schema_id}")["schema"])
        return self.by_id[schema_id]

    def _get(self, path):
        with urllib.request.urlopen(self.url + path, timeout=10) as response:
            return json.load(response)


def encode(schema_id, schema, record):
    out = io.BytesIO()
    out.write(struct.pack(">bI", 0, schema_id))
    avro.io.DatumWriter(schema).write(record, avro.io.BinaryEncoder(out))
    return out.getvalue()


def decode(registry, value):
    magic, schema_id = struct.unpack(">bI", value[:5])
    if magic != 0:
        raise ValueError("not in Confluent's format")
    schema = registry.schema(schema_id)
    return avro.io.DatumReader(schema).read(avro.io.BinaryDecoder(io.BytesIO(value[5:])))


class Sender:
    def __init__(self, bootstrap, registry, topic):
        self.producer = Producer({"bootstrap.servers": bootstrap, "enable.idempotence": True})
        self.topic = topic
        self.schema_id, self.schema = registry.latest(f"{topic}-value")
        self.failed = []

    def send(self, key, record):
        self.producer.produce(
            self.topic, key=key, value=encode(self.schema_id, self.schema, record), on_delivery=self._delivered)

    def flush(self):
        if self.producer.flush(30) or self.failed:
            raise RuntimeError(f"not delivered to {self.topic}: {self.failed or 'time-out'}")

    def _delivered(self, error, _message):
        if error:
            self.failed.append(str(error))


def profile(profile_id, account_id, status="ACTIVE"):
    return {
        "certificationProfileId": profile_id,
        "accountId": account_id,
        "status": status,
        "legalName": None,
        "email": None,
        "version": 1,
        "updatedAt": now(),
    }


def request(learn_profile_id, account_id, kind="PERSONAL", named=None):
    return {
        "requestId": str(uuid.uuid4()),
        "learnProfileId": learn_profile_id,
        "accounts": [{"accountId": account_id, "kind": kind}],
        "certificationProfileId": named,
        "requestedAt": now(),
    }


def now():
    return datetime.datetime.now(datetime.timezone.utc)


def answer_of(decided):
    if decided["outcome"] == "CONNECTED":
        return "CONNECTED"
    return decided["rejected"]["reason"]


def decisions(consumer, registry, wanted, seconds):
    """Reads until every wanted request is answered; then a little longer, for an answer too many."""
    answers = {request_id: [] for request_id in wanted}
    deadline = time.monotonic() + seconds
    complete_at = None
    while time.monotonic() < deadline and (complete_at is None or time.monotonic() < complete_at + 2):
        message = consumer.poll(0.5)
        if message is None:
            continue
        if message.error():
            raise RuntimeError(message.error())
        decided = decode(registry, message.value())
        if str(decided["requestId"]) in answers:
            answers[str(decided["requestId"])].append(answer_of(decided))
        if complete_at is None and all(answers.values()):
            complete_at = time.monotonic()
    return answers


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--bootstrap", default="localhost:9092")
    options.add_argument("--registry", default="http://localhost:8081/apis/ccompat/v7")
    options.add_argument("--seconds", type=int, default=60, help="how long to wait for the decisions")
    options = options.parse_args()

    registry = Registry(options.registry)
    consumer = Consumer({
        "bootstrap.servers": options.bootstrap,
        "group.id": f"python-check-{uuid.uuid4()}",
        "isolation.level": "read_committed",
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
    })
    consumer.subscribe(["connect.events.v1"])

    run = uuid.uuid4().hex[:8]
    profiles = Sender(options.bootstrap, registry, "certification.profiles.v1")
    for number in range(10):
        profiles.send(f"cp-{run}-{number}", profile(f"cp-{run}-{number}", f"account-{run}-{number}"))
    profiles.flush()

    requests = Sender(options.bootstrap, registry, "connect.requests.v1")
    expected = {}
    # A named profile may be late: CERTIFICATION_PROFILE_UNKNOWN is retryable, under a new request id.
    pending = {number: None for number in range(10)}
    deadline = time.monotonic() + options.seconds
    while pending and time.monotonic() < deadline:
        sent = {}
        for number in pending:
            asked = request(f"lp-{run}-{number}", f"account-{run}-{number}", named=f"cp-{run}-{number}")
            requests.send(asked["learnProfileId"], asked)
            sent[asked["requestId"]] = number
        requests.flush()
        for request_id, answers in decisions(consumer, registry, sent, options.seconds).items():
            if answers != ["CERTIFICATION_PROFILE_UNKNOWN"]:
                expected[request_id] = ("CONNECTED", answers)
                del pending[sent[request_id]]

    taken = request(f"lp-{run}-other", f"account-{run}-0")
    work_only = request(f"lp-{run}-work", f"account-{run}-1", kind="WORK_OR_SCHOOL")
    stranger = request(f"lp-{run}-stranger", f"account-{run}-nobody")
    last = {
        taken["requestId"]: "CERTIFICATION_PROFILE_TAKEN",
        work_only["requestId"]: "NO_PERSONAL_ACCOUNT",
        stranger["requestId"]: "ACCOUNT_MISMATCH",
    }
    for asked in (taken, work_only, stranger, taken):
        requests.send(asked["learnProfileId"], asked)
    requests.flush()
    for request_id, answers in decisions(consumer, registry, last, options.seconds).items():
        expected[request_id] = (last[request_id], answers)
    consumer.close()

    wrong = {request_id: pair for request_id, pair in expected.items() if pair[1] != [pair[0]]}
    for request_id, (wanted, answers) in wrong.items():
        print(f"request {request_id}: expected {wanted} once, read {answers}", file=sys.stderr)
    if pending:
        print(f"{len(pending)} profiles stayed unknown", file=sys.stderr)
    print(f"{len(expected) - len(wrong)} passed, {len(wrong) + len(pending)} failed")
    return 1 if wrong or pending else 0


if __name__ == "__main__":
    sys.exit(main())
