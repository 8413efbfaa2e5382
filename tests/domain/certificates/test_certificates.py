import io
import json
from collections.abc import Callable

import pytest
from pypdf import PdfReader

from baigong.domain.certificates import actions, jobs
from baigong.domain.certificates.models import Certificate
from baigong.domain.certificates.queries import certificate_file, checked, signed_statement
from baigong.domain.certificates.statement import Names, printed
from baigong.domain.selection.models import Award
from baigong.kit.audit.models import AuditEvent
from baigong.kit.errors import BadInput, NotAllowed, Refused
from baigong.kit.files.models import StoredFile
from baigong.kit.signing.statements import Signed, verify
from tests.support.jury import Year
from tests.support.winners import lead_of, selection_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(year: Year) -> Certificate:
    found = Certificate.objects.order_by("pk").first()
    assert found is not None
    return found


def test_every_winner_has_one_certificate_and_nobody_else(year: Year) -> None:
    assert Certificate.objects.count() == Award.objects.filter(prize__key="top100").count() == 3
    assert StoredFile.objects.filter(purpose="certificate").count() == 3


def test_the_sheet_names_the_people_and_the_prize(one: Certificate) -> None:
    assert one.file is not None
    text = PdfReader(io.BytesIO(one.file.read())).pages[0].extract_text().replace(" ", "")
    assert one.name in text
    assert "獲獎證書" in text
    assert printed(one.code) in text.replace("\n", "")


def test_issuing_again_changes_nothing(year: Year) -> None:
    codes = set(Certificate.objects.values_list("code", flat=True))
    assert jobs.issue_all.func(selection_of(year).pk) == 0
    for award in Award.objects.filter(prize__key="top100"):
        actions.issue(award, by=year.office)
    assert set(Certificate.objects.values_list("code", flat=True)) == codes


def test_the_check_says_exactly_what_is_printed(one: Certificate) -> None:
    answer = checked(printed(one.code))
    assert answer.state == "valid"
    assert answer.said == one.payload
    assert "email" not in json.dumps(answer.said)


def misread(code: str) -> str:
    return code.replace("0", "O").replace("1", "l")


@pytest.mark.parametrize("typed", [str.upper, printed, misread, "  {}".format])
def test_a_code_may_be_typed_as_it_is_read(one: Certificate, typed: Callable[[str], str]) -> None:
    assert checked(typed(one.code)).state == "valid"


@pytest.mark.parametrize("code", ["", "0" * 26, "x" * 200, "../../etc", "%00"])
def test_an_unknown_code_is_unknown(year: Year, code: str) -> None:
    assert checked(code) == checked("0" * 25 + "z")
    assert signed_statement(code) is None


def test_its_statement_can_be_verified_without_us(one: Certificate) -> None:
    text = signed_statement(one.code)
    assert text is not None
    assert verify(Signed.parse(text))["code"] == one.code


def test_a_corrected_name_gives_a_new_certificate_and_the_old_one_says_replaced(year: Year, one: Certificate) -> None:
    new = actions.supersede(one, names=Names(("林𠮷祥",)), reason="姓名誤植", by=year.office)
    assert checked(one.code).state == "superseded"
    assert checked(new.code).said["names"]["zh"] == ["林𠮷祥"]
    assert new.replaces == one
    assert certificate_file(one.code) is None


def test_a_revoked_one_says_so_and_is_not_handed_out(year: Year, one: Certificate) -> None:
    actions.revoke(one, reason="資料不實", by=year.director)
    assert checked(one.code).state == "revoked"
    assert certificate_file(one.code) is None


def test_who_may_do_what(year: Year, one: Certificate) -> None:
    lead = lead_of(one.award.entry)
    for who, act in ((lead, actions.supersede), (lead, actions.revoke), (year.office, actions.revoke)):
        with pytest.raises(NotAllowed):
            act(one, reason="x", by=who)
    assert checked(one.code).state == "valid"


def test_a_reason_is_asked_for(year: Year, one: Certificate) -> None:
    with pytest.raises(BadInput):
        actions.revoke(one, reason=" ", by=year.director)


def test_a_closed_certificate_is_not_replaced_again(year: Year, one: Certificate) -> None:
    actions.supersede(one, reason="姓名誤植", by=year.office)
    with pytest.raises(Refused):
        actions.supersede(one, reason="再一次", by=year.office)
    assert Certificate.objects.filter(award=one.award, state="valid").count() == 1


def test_everything_stands_in_the_audit(year: Year, one: Certificate) -> None:
    actions.revoke(one, reason="資料不實", by=year.director)
    verbs = list(AuditEvent.objects.filter(kind="Certificate").values_list("verb", flat=True))
    assert verbs.count("certificate.issue") == 3
    assert verbs[-1] == "certificate.revoke"


def test_a_character_that_no_typeface_has_is_named_and_holds_up_nobody_else(year: Year, one: Certificate) -> None:
    with pytest.raises(Refused, match="\U000323af"):
        actions.supersede(one, names=Names(("林\U000323af",)), reason="更名", by=year.office)
    assert checked(one.code).state == "valid"
