"""Browsers may tell what the policy forbade; what they tell is one line in the log and never a way in."""

import json
from typing import Any

import pytest
from django.test import Client
from structlog.testing import capture_logs

from baigong.kit.http import reports

REPORT = {
    "csp-report": {
        "document-uri": "https://award.example/library/?q=secret",
        "blocked-uri": "https://evil.example/x.js?who=lin",
        "violated-directive": "script-src-elem",
    }
}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "budget", reports.Budget())


def noted(body: Any, *, times: int = 1) -> list[dict[str, Any]]:
    client = Client(enforce_csrf_checks=True)
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    with capture_logs() as lines:
        for _ in range(times):
            answer = client.post("/policy-report", data, content_type="application/csp-report")
            assert (answer.status_code, answer.content) == (204, b"")
    return [line for line in lines if line["event"] == "a page went against the policy"]


def test_every_page_says_where_to_tell(client: Client) -> None:
    assert "report-uri /policy-report" in client.get("/healthz").headers["Content-Security-Policy"]


def test_the_rule_the_page_and_the_origin_are_noted_and_nothing_more() -> None:
    (line,) = noted(REPORT)
    assert (line["rule"], line["page"]) == ("script-src-elem", "/library/")
    assert line["blocked"] == "https://evil.example"


NOT_REPORTS = [b"", b"\x00\xff", b"[" * 5000, b"null", b'{"csp-report": 7}', b'{"csp-report": {}}', b"{" + b" " * 9000]


@pytest.mark.parametrize("body", NOT_REPORTS)
def test_anything_else_is_taken_and_forgotten(body: bytes) -> None:
    assert noted(body) == []


def test_whoever_sends_thousands_fills_no_disk() -> None:
    assert len(noted(REPORT, times=reports.MOST + 5)) == reports.MOST


def test_it_takes_only_reports(client: Client) -> None:
    assert client.get("/policy-report").status_code == 405
