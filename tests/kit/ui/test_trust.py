"""Text becomes markup only where it runs nothing, and an address becomes a worker only where it is ours."""

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

HARMLESS = [
    "<p>技職力100 on top</p>",
    "<!doctype html><html><head><script src='/static/ui/js/main.js'></script></head><body><p>a page</p></body></html>",
    "<script type='application/json'>{}</script>",
    "<meta name='description' content='words'>",
    "<a href='https://award.example/?q=javascript:'>link</a>",
    "<input value='javascript:x' placeholder='onload=1'>",
    "<template><b>inner</b></template>",
]
HARMFUL = [
    "<script>x()</script>",
    "<script src='https://evil.example/x.js'></script>",
    "<script src='//evil.example/static/x.js'></script>",
    "<img src=x onerror=x()>",
    "<svg><animate attributeName=href to='javascript:x()'></animate></svg>",
    "<svg onload=x()></svg>",
    "<a href='java\tscript:x()'>go</a>",
    "<a href=' \x01JaVaScRiPt:x()'>go</a>",
    "<form action='javascript:x()'></form>",
    "<button formaction='javascript:x()'>go</button>",
    "<iframe srcdoc='<p>'></iframe>",
    "<object data='/x'></object>",
    "<base href='https://evil.example/'>",
    "<template><template><img src=x onerror=x()></template></template>",
    "<div hx-on:click='x()'></div>",
]
MADE = """(texts) => texts.map((text) => {
  try { return Boolean(new DOMParser().parseFromString(text, "text/html")); } catch { return false; }
})"""
WORKERS = """(addresses) => Promise.all(addresses.map((one) => navigator.serviceWorker.register(one).catch(String)))"""


def test_what_would_run_is_refused(page: Page) -> None:
    page.goto("/kit/pages/404/")
    assert page.evaluate(MADE, HARMLESS) == [True] * len(HARMLESS)
    assert page.evaluate(MADE, HARMFUL) == [False] * len(HARMFUL)
    (elsewhere,) = page.evaluate(WORKERS, ["https://evil.example/x.js"])
    assert "TrustedScriptURL" in elsewhere
    assert page.evaluate("() => { try { document.createElement('script').text = 'x' } catch { return true } }")
