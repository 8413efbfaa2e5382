"""Where the fonts of our documents lie on this machine."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

WEIGHTS = ("400Regular", "600SemiBold", "700Bold", "900Black")
PACKAGES = ("noto-serif-tc", "noto-sans-tc", "noto-serif-jp", "noto-emoji")
SYSTEM = ("opentype/noto", "truetype/noto", "truetype/cns11643", "truetype/hanazono", "noto-cjk")


def folders() -> list[Path]:
    """Return the folders to look in: those set by hand, the installed packages, the system's."""
    own = [Path(one) for one in getattr(settings, "FONT_DIRS", ())]
    packages = Path(settings.NODE_MODULES) / "@expo-google-fonts"
    installed = [packages / name / weight for name in PACKAGES for weight in WEIGHTS]
    system = [Path("/usr/share/fonts") / name for name in SYSTEM]
    return [one for one in (*own, *installed, *system) if one.is_dir()]
