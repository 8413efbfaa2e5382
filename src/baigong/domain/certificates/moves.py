"""How a certificate ends: a corrected one takes its place, or it is taken back."""

from baigong.domain.abilities import Can
from baigong.domain.certificates.events import CertificateReplaced, CertificateRevoked
from baigong.domain.certificates.models import Certificate
from baigong.domain.certificates.states import CertificateState
from baigong.kit.moves import move, table

VALID, SUPERSEDED, REVOKED = CertificateState.VALID, CertificateState.SUPERSEDED, CertificateState.REVOKED

MOVES = table(
    Certificate,
    move("supersede", [VALID], SUPERSEDED, Can.CORRECT_CERTIFICATE, emits=CertificateReplaced),
    move("revoke", [VALID, SUPERSEDED], REVOKED, Can.REVOKE_CERTIFICATE, emits=CertificateRevoked),
)
