"""Keeps the frame of a page, which everybody in the same place gets alike, and puts the visitor's own two values in."""

from __future__ import annotations

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
        address = conditional_escape(request.get_full_path())
        return mark_safe(frame.replace(TOKEN, str(context["csrf_token"])).replace(ADDRESS, address))  # noqa: S308

    def _keep(self, context: Context, place: tuple[object, ...]) -> str:
        with context.push(**OWN):
            frame = self.nodelist.render(context)
        if len(self.frames) >= MOST:
            self.frames.clear()
        self.frames[place] = frame
        return frame


def _place(context: Context, request: Any) -> tuple[object, ...]:
    """Everything that a frame may depend on."""
    found, user = request.resolver_match, context.get("user")
    return (
        context.template_name,
        found.view_name if found else "",
        get_language(),
        theme if (theme := request.COOKIES.get("theme")) in THEMES else "",
        bool(user and user.is_authenticated),
    )


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """`{% kept %}` … `{% endkept %}`; `{% kept KEY %}` where the inside depends on one more thing, named by its key."""
    vary = token.split_contents()[1:]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(nodelist, parser.compile_filter(vary[0]) if vary else None)
