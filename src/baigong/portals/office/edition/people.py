"""Who may do what in a year, and later dates for all or for one."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baigong.domain.abilities import Can
from baigong.domain.editions.actions import extend_deadline, grant_role, revoke_role
from baigong.domain.editions.models import Edition, Extension, Role
from baigong.domain.editions.queries import redress_due
from baigong.domain.entries.models import Entry
from baigong.domain.people.models import Person
from baigong.domain.people.queries import owner_of
from baigong.kit import policy
from baigong.kit.errors import Refused
from baigong.kit.http.doors import door
from baigong.kit.taiwan.dates import Moment
from baigong.portals.office.edition.loading import Work
from baigong.portals.office.edition.trouble import reasons_of
from baigong.portals.office.edition.versions import whole
from baigong.portals.office.edition.views import BOTH, page

KINDS = (
    (Role.Kind.OFFICE, gettext_lazy("office")),
    (Role.Kind.DIRECTOR, gettext_lazy("director")),
    (Role.Kind.CHAIR, gettext_lazy("chair of the jury")),
    (Role.Kind.PARTNER, gettext_lazy("partner")),
    (Role.Kind.AUDITOR, gettext_lazy("auditor")),
)


class RoleForm(forms.Form):
    """Give somebody with an account a role."""

    email = forms.EmailField(label=gettext_lazy("E-mail address of the account"), max_length=254)
    kind = forms.ChoiceField(label=gettext_lazy("Role"), choices=KINDS)

    def clean_email(self) -> Person:
        person = owner_of(self.cleaned_data["email"])
        if person is None:
            raise forms.ValidationError(_("Nobody has this address. Ask them to sign up first."))
        return person


class ExtensionForm(forms.Form):
    """A later date."""

    milestone = forms.ChoiceField(label=gettext_lazy("Date"))
    until = forms.CharField(
        label=gettext_lazy("New time"), help_text=gettext_lazy("Like 2026-05-03 24:00, Taipei time.")
    )
    entry = forms.CharField(
        label=gettext_lazy("Only for one entry"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("The address of its page, or the number in it; empty for all."),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    reason_en = forms.CharField(
        label=gettext_lazy("Reason in English"),
        help_text=gettext_lazy("For letters in English; without it they carry the reason above."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, milestones: list[tuple[str, str]], edition: Edition, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.edition = edition
        self.fields["milestone"].choices = milestones  # type: ignore[attr-defined]

    def clean_entry(self) -> str:
        """Time that is given to an entry that is not there would be given to nobody, in silence."""
        said = self.cleaned_data["entry"]
        found = Entry.objects.filter(edition=self.edition, public_id__in=said.split("/")).first() if said else None
        if said and found is None:
            raise forms.ValidationError(_("No entry of this year has this number."))
        return found.public_id if found else ""

    def clean_until(self) -> Moment:
        try:
            return Moment.parse(self.cleaned_data["until"])
        except ValueError as error:
            raise forms.ValidationError(_("Write the time as 2026-05-03 24:00.")) from error


@door(Can.VIEW_OFFICE, of=whole)
def roles(request: HttpRequest, work: Work) -> HttpResponse:
    """Who is office, director, chair, partner or auditor of this year."""
    return _roles(request, work, RoleForm())


@door(Can.GRANT_ROLE, methods=("POST",), of=whole)
def grant(request: HttpRequest, work: Work) -> HttpResponse:
    """Give somebody a role."""
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _roles(request, work, form)
    grant_role(work.edition, form.cleaned_data["email"], form.cleaned_data["kind"], by=request.user)
    messages.success(request, _("Granted."))
    return redirect("office:edition_roles", slug=work.edition.slug)


def _roles(request: HttpRequest, work: Work, form: RoleForm) -> HttpResponse:
    held = Role.objects.filter(edition=work.edition).select_related("person").order_by("kind", "person__name")
    words = dict(KINDS)
    rows = [(role, words[Role.Kind(role.kind)]) for role in held]
    may = policy.allowed(request.user, Can.GRANT_ROLE, work.edition)
    return page(request, "roles", work, form=form, roles=rows, may_grant=may, status=422 if form.errors else 200)


@door(Can.GRANT_ROLE, methods=("POST",), of=whole)
def revoke(request: HttpRequest, work: Work) -> HttpResponse:
    """Take a role back."""
    who, kind = work.also
    revoke_role(get_object_or_404(Role, edition=work.edition, person__public_id=who, kind=kind), by=request.user)
    messages.success(request, _("Taken back."))
    return redirect("office:edition_roles", slug=work.edition.slug)


@door(Can.CHANGE_EDITION, methods=BOTH, of=whole)
def extend(request: HttpRequest, work: Work) -> HttpResponse:
    """A later closing date, for all or for one entry."""
    choices = [(milestone.key, str(milestone.name)) for milestone in work.document.milestones]
    form = ExtensionForm(request.POST or None, milestones=choices, edition=work.edition)
    if request.method == "POST" and form.is_valid() and _extended(request, work, form):
        messages.success(request, _("The date is moved; those affected are told."))
        return redirect(request.path)
    due = redress_due(work.edition)
    shown = {"extensions": _moved(work, dict(choices)), "due": due, "why": due and reasons_of(due)}
    return page(request, "extend", work, form=form, **shown, status=422 if form.errors else 200)


def _moved(work: Work, names: dict[str, str]) -> list[tuple[Extension, str, str]]:
    """What was given, for which date, and for whom."""
    given = list(work.edition.extensions.order_by("-granted_at"))
    entries = {one.public_id: str(one) for one in Entry.objects.filter(public_id__in={row.entry for row in given})}
    return [(row, names.get(row.milestone, row.milestone), entries.get(row.entry, row.entry)) for row in given]


def _extended(request: HttpRequest, work: Work, form: ExtensionForm) -> bool:
    said = form.cleaned_data
    try:
        extend_deadline(
            work.edition,
            milestone=said["milestone"],
            until=said["until"].instant,
            reason=said["reason"],
            reason_en=said["reason_en"],
            entry=said["entry"],
            by=request.user,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
