"""The six digits of an authenticator app."""

import base64
import hashlib
import hmac
import struct

STEP = 30  # seconds


def totp(secret: str, *, at: float) -> str:
    """RFC 6238 with SHA-1, as every authenticator app has it."""
    mac = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(at) // STEP), hashlib.sha1).digest()
    start = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"
