"""How the tests of the review page ask and answer it; importing this skips a test file where it is not installed."""

import msgspec
import pytest

pytest.importorskip("starlette", reason="the review page needs 'mtaudit[serve]'")
from starlette.testclient import TestClient

from audit.serve.app import Desk

LOCAL = "http://127.0.0.1:8765"
FORM = {"content-type": "application/x-www-form-urlencoded"}


def say(client: TestClient, desk: Desk, finding: str, verdict: str, article: int = 1, **more: str) -> str:
    """Judge a finding as the form does; return where the answer leads."""
    answer = client.post(
        f"/article/{article}/finding", data={"csrf": desk.keys.csrf, "finding": finding, "verdict": verdict, **more}
    )
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def add(client: TestClient, desk: Desk, **fields: str) -> int:
    usual = {
        "csrf": desk.keys.csrf,
        "kind": "sense",
        "severity": "minor",
        "correction": "street lamps",
        "comment": "not lanterns",
    }
    return client.post("/article/1/missed", data=usual | fields).status_code


def exported(client: TestClient) -> list[dict[str, object]]:
    return [msgspec.json.decode(line) for line in client.get("/article/1/gold.jsonl").content.splitlines()]
