"""Keeps parts of pages: the frame that all in one place get alike, and what the same values have drawn before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

if TYPE_CHECKING:
    from django.template.base import FilterExpression, NodeList, Parser, Token
    from django.template.context import Context

register = template.Library()
THEMES = ("light", "dark")
MOST = 2000  # frames: routes by languages by signed in or not
TOKEN, ADDRESS = "\x02token\x03", "\x02address\x03"
OWN = {"csrf_token": TOKEN, "page_address": ADDRESS}


class Kept(template.Node):
    """Rendered once for each place, then again only with another token and address.

    What stands inside may depend on nothing but the place: page, route, language, light or dark, whether somebody
    is signed in, and the key that the tag names. A test reads every template for that.
    """

    def __init__(self, nodelist: NodeList, vary: FilterExpression | None) -> None:
        self.nodelist, self.vary = nodelist, vary
        self.frames: dict[tuple[object, ...], str] = {}

    def render(self, context: Context) -> SafeString:
        request: Any = context.get("request")
        if request is None:
            return self.nodelist.render(context)
        place = (*_place(context, request), self.vary.resolve(context) if self.vary else "")
        if (frame := self.frames.get(place)) is None:
            frame = self._keep(context, place)
        if TOKEN in frame:
            frame = frame.replace(TOKEN, str(context["csrf_token"]))
        if ADDRESS in frame:
            frame = frame.replace(ADDRESS, conditional_escape(request.get_full_path()))
        return mark_safe(frame)  # noqa: S308 - rendered by a template

    def _keep(self, context: Context, place: tuple[object, ...]) -> str:
        with context.push(**OWN):
            frame = self.nodelist.render(context)
        if len(self.frames) >= MOST:
            self.frames.clear()
        self.frames[place] = frame
        return frame


def _place(context: Context, request: Any) -> tuple[object, ...]:
    """Everything that a frame may depend on; a page has several, all in one place."""
    known: tuple[object, ...] | None = request.__dict__.get("frame_place")
    if known is None or known[:2] != (context.template_name, get_language()):
        found, user = request.resolver_match, context.get("user")
        known = request.frame_place = (
            context.template_name,
            get_language(),
            found.view_name if found else "",
            theme if (theme := request.COOKIES.get("theme")) in THEMES else "",
            bool(user and user.is_authenticated),
        )
    return known


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """`{% kept %}` … `{% endkept %}`; `{% kept KEY %}` where the inside depends on one more thing, named by its key."""
    vary = token.split_contents()[1:]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(nodelist, parser.compile_filter(vary[0]) if vary else None)


class Alike(template.Node):
    """Drawn once for each set of values. The inside sees these values and nothing else, so nothing else can be kept."""

    def __init__(self, nodelist: NodeList, values: dict[str, FilterExpression]) -> None:
        self.nodelist, self.values = nodelist, values
        self.drawn: dict[tuple[object, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        values = {name: asked.resolve(context) for name, asked in self.values.items()}
        key = (get_language(), *map(_told, values.values()))
        if (drawn := self.drawn.get(key)) is None:
            if len(self.drawn) >= MOST:
                self.drawn.clear()
            drawn = self.drawn[key] = self.nodelist.render(context.new(values))
        return drawn


def _told(value: object) -> tuple[object, ...]:
    """A value as a key: 1 and True, or a text and the same text marked as safe, are drawn differently."""
    if isinstance(value, Mapping):
        return type(value), *((_told(name), _told(one)) for name, one in value.items())
    return (type(value), *map(_told, value)) if isinstance(value, list | tuple) else (type(value), value)


@register.tag
def alike(parser: Parser, token: Token) -> Alike:
    """`{% alike NAME NAME … %}` … `{% endalike %}`: what the same values of these variables draw for anybody."""
    names = token.split_contents()[1:]
    nodelist = parser.parse(("endalike",))
    parser.delete_first_token()
    return Alike(nodelist, {name: parser.compile_filter(name) for name in names})
