"""Where this machine keeps a Chromium, and how it is started without asking the network."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import expect

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FEATURES_OFF = (  # the last list is the one that Chromium heeds, so Playwright's stands here as well
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),  # pages for an address bar that nobody sees
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "LensOverlay"),
    *("HttpsFirstBalancedModeAutoEnable", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled"),
    "PreconnectToSearch",
)
QUIET = (
    f"--disable-features={','.join(FEATURES_OFF)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)

PATIENCE = 180_000  # milliseconds; a machine may be busy: only what never comes fails
expect.set_options(timeout=PATIENCE)


def chromium() -> Path | None:
    """Tell the path of a Chromium: CHROMIUM if set, else the first found on PATH."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None
