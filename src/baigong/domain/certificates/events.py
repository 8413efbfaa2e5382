"""What happens to certificates."""

from dataclasses import dataclass

from baigong.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class CertificateIssued(Event):
    """A certificate can be fetched."""

    certificate_id: int


@dataclass(frozen=True, kw_only=True)
class CertificateReplaced(Event):
    """A corrected one took its place."""

    certificate_id: int


@dataclass(frozen=True, kw_only=True)
class CertificateRevoked(Event):
    """It no longer holds."""

    certificate_id: int
