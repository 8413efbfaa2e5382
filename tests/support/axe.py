"""Looks at a page with axe, and at its width."""

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

# Of what axe would fetch beforehand only the media serve a rule that runs. It would also ask for every style sheet
# that a style sheet imports, at the address of the page: a hundred requests a look, each answered with "not found".
OPTIONS = {"resultTypes": ["violations"], "preload": {"assets": ["media"]}}
# What fades from one colour to the next is at its end at once: halfway there is a colour that nobody is meant to read.
SETTLE = """() => {
  for (const one of document.getAnimations()) if (Number.isFinite(one.effect.getComputedTiming().endTime)) one.finish();
}"""


def look(page: Page, *, name: str) -> None:
    """Fail when axe finds something, or when the page is wider than its window."""
    page.evaluate(SETTLE)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{name} is {wide} px too wide"
    if not page.evaluate("Boolean(window.axe?.run)"):  # it stays until the next page, whatever the width
        page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate("(options) => axe.run(options)", OPTIONS))
    assert found.violations_count == 0, f"{name}: {found.generate_report()}"
