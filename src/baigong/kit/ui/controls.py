"""One shape for every form control, whether it comes from a Django form or from a sheet's question."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
BARE = (*GROUPS, forms.CheckboxInput, forms.HiddenInput)
TYPED = ("email", "url", "number", "search", "tel", "date", "datetime-local", "time", "password")


@dataclass(frozen=True, slots=True)
class Choice:
    """One circle or box of a group: its id, its input and its words."""

    id: str
    input: str
    label: str


@dataclass(frozen=True, slots=True)
class Control:
    """What `<c-field>` draws."""

    id: str
    label: str
    help: str = ""
    errors: tuple[str, ...] = ()
    html: str = ""
    choices: tuple[Choice, ...] = ()
    is_box: bool = False
    is_hidden: bool = False
    limit: int = 0
    count_of: str = ""
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """What the template asked for."""

    name: str = ""
    label: str = ""
    value: Any = ""
    kind: str = "text"
    options: Iterable[tuple[str, str]] = ()
    rows: int = 5
    help: str = ""
    limit: int = 0
    errors: tuple[str, ...] = ()
    is_required: bool = True
    is_readonly: bool = False
    is_autosaved: bool = False
    attrs: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Asked:
        """From the attributes of `<c-field>`, where numbers may arrive as text."""
        same = ("name", "label", "value", "kind", "help", "attrs")
        return cls(
            **{name: given[name] for name in same},
            options=given["options"] or (),
            rows=int(given["rows"]),
            limit=int(given["limit"] or 0),
            errors=(given["error"],) if given["error"] else (),
            is_required=not given["optional"],
            is_readonly=bool(given["readonly"]),
            is_autosaved=bool(given["autosave"]),
        )


def of_question(asked: Asked) -> Control:
    """A control without a form: a question of a sheet, a filter, a note."""
    made = _form_field(asked)
    form = forms.Form(initial={asked.name: plain(asked.value)})
    form.fields[asked.name] = made
    return of_field(form[asked.name], asked)


def of_field(bound: BoundField, asked: Asked) -> Control:
    """A control of a Django form; what the template says goes before what the form says."""
    widget = bound.field.widget
    widget.attrs.pop("maxlength", None)  # a browser would cut what is pasted, in silence; we say what is too long
    limit = asked.limit or int(widget.attrs.get("data-zi-limit", 0))
    errors = asked.errors or tuple(map(str, bound.errors))
    key, words = _key(bound, asked), asked.help or str(bound.help_text)
    described = _described_by(key, has_help=bool(words), limit=limit, errors=errors)
    attrs = _attrs(asked, bound=bound, key=key, limit=limit) | described
    return Control(
        id=key,
        label=asked.label or str(bound.label),
        help=words,
        errors=errors,
        is_box=isinstance(widget, forms.CheckboxInput),
        is_hidden=bound.is_hidden,
        limit=limit,
        count_of=_counted(bound) if limit else "",
        is_required=bound.field.required and asked.is_required,
        **_drawn(bound, attrs),
    )


def _key(bound: BoundField, asked: Asked) -> str:
    return str(asked.attrs.get("id") or bound.auto_id or f"id_{bound.html_name}")


def _counted(bound: BoundField) -> str:
    return str(bound.value() or "")


def _drawn(bound: BoundField, attrs: dict[str, Any]) -> dict[str, Any]:
    """One widget, or its choices one by one."""
    if isinstance(bound.field.widget, GROUPS):
        return {"html": "", "choices": tuple(_choices(bound, attrs))}
    return {"html": bound.as_widget(attrs=attrs), "choices": ()}


def plain(value: object) -> object:
    """The text as a person typed it: `value="{{ answer }}"` arrives escaped, and the widget escapes again."""
    return unescape(value) if isinstance(value, SafeString) else value


def _described_by(key: str, *, has_help: bool, limit: int, errors: tuple[str, ...]) -> dict[str, str]:
    parts = [(has_help, "hint"), (bool(limit), "count"), (bool(errors), "error")]
    names = " ".join(f"{key}-{part}" for wanted, part in parts if wanted)
    return ({"aria-describedby": names} if names else {}) | ({"aria-invalid": "true"} if errors else {})


def _attrs(asked: Asked, *, bound: BoundField, key: str, limit: int) -> dict[str, Any]:
    widget = bound.field.widget
    own = {} if isinstance(widget, BARE) else {"class": f"input {widget.attrs.get('class', '')}".strip()}
    counted = {"data-zi-limit": limit} if limit else {}
    saved = {"data-answer": bound.html_name} if asked.is_autosaved else {}
    fixed = {"readonly": True} if asked.is_readonly else {}
    given = {name: plain(value) for name, value in asked.attrs.items()}
    return own | counted | saved | fixed | given | {"id": key}


def _choices(bound: BoundField, attrs: dict[str, Any]) -> Iterable[Choice]:
    shared = {name: value for name, value in attrs.items() if not name.startswith("aria-")}
    widget = bound.field.widget
    for data in widget.subwidgets(bound.html_name, bound.value(), attrs=widget.attrs | shared):
        one = BoundWidget(widget, data, bound.form.renderer)
        yield Choice(id=str(one.id_for_label), input=one.tag(wrap_label=False), label=str(one.choice_label))


def _form_field(asked: Asked) -> forms.Field:
    options = [(plain(value), str(plain(label))) for value, label in asked.options]
    labels: dict[str, Any] = {"label": plain(asked.label), "required": False}
    if asked.kind == "checkbox" and options:
        return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **labels)
    if asked.kind in {"radio", "select"}:
        picker = forms.RadioSelect if asked.kind == "radio" else forms.Select
        return forms.ChoiceField(choices=options, widget=picker, **labels)
    return forms.BooleanField(**labels) if asked.kind == "checkbox" else forms.CharField(widget=_text(asked), **labels)


def _text(asked: Asked) -> forms.Widget:
    if asked.kind == "textarea":
        return forms.Textarea(attrs={"rows": asked.rows, "cols": None})
    box = forms.TextInput()
    box.input_type = asked.kind if asked.kind in TYPED else "text"
    if asked.kind == "date":
        box.attrs["max"] = "9999-12-31"  # else the year takes six digits, and the next key goes into it
    return box
