"""Draws the plain controls of forms in one step each; everything rarer goes through Django's templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

INPUTS = ("checkbox", "date", "email", "hidden", "input", "number", "password", "text", "url")


def textarea(widget: Mapping[str, Any]) -> SafeString:
    """A box of several lines."""
    shape = '<textarea name="{}"{}>\n{}</textarea>'
    return format_html(shape, widget["name"], attributes(widget["attrs"]), widget["value"] or "")


def box(widget: Mapping[str, Any]) -> SafeString:
    """An `<input>` of any type."""
    value = "" if widget["value"] is None else format_html(' value="{}"', widget["value"])
    return format_html(
        '<input type="{}" name="{}"{}{}>', widget["type"], widget["name"], value, attributes(widget["attrs"])
    )


def select(widget: Mapping[str, Any]) -> SafeString:
    """A list to choose from, in groups where options have some."""
    groups = [(name, _options(options)) for name, options, _place in widget["optgroups"]]
    drawn = (format_html('<optgroup label="{}">{}</optgroup>', *group) if group[0] else group[1] for group in groups)
    inside = mark_safe("".join(drawn))  # noqa: S308 - joined from safe pieces
    return format_html('<select name="{}"{}>{}</select>', widget["name"], attributes(widget["attrs"]), inside)


def _options(options: Iterable[Mapping[str, Any]]) -> SafeString:
    told = ((option["value"], attributes(option["attrs"]), option["label"]) for option in options)
    return format_html_join("", '<option value="{}"{}>{}</option>', told)


def attributes(given: Mapping[str, Any]) -> SafeString:
    """Those that are set; one that is only true stands by its name."""
    bare = (mark_safe(f" {name}") for name, value in given.items() if value is True)  # noqa: S308 - names of our own
    told = ((name, value) for name, value in given.items() if not isinstance(value, bool) and value is not None)
    return mark_safe(format_html_join("", ' {}="{}"', told) + "".join(bare))  # noqa: S308 - joined from safe pieces


DRAWN = {"django/forms/widgets/textarea.html": textarea, "django/forms/widgets/select.html": select} | {
    f"django/forms/widgets/{name}.html": box for name in INPUTS
}


class Renderer(DjangoTemplates):
    """The renderer of all forms."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if draw := DRAWN.get(template_name):
            return draw(context["widget"])
        return super().render(template_name, context, request)
