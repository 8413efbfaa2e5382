"""What is drawn in one step says the same as its words, and text stays text."""

from datetime import UTC, datetime

from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe

from baigong.kit.ui import charts, pieces

NASTY = """"><script>alert(1)</script>' onfocus='x"""


def test_nothing_breaks_out_of_a_piece() -> None:
    cells = [{"state": NASTY, "char": NASTY, "label": NASTY, "title": NASTY, "href": "/x/"}, {"label": NASTY}]
    drawn = (
        pieces.sign(NASTY, label=NASTY, size=NASTY),
        pieces.status(NASTY, NASTY, shape=NASTY),
        pieces.grid(cells),
        pieces.linked_grid(cells),
        pieces.row([NASTY]),
        pieces.card(href="/x/", title=NASTY, text=NASTY, sign=NASTY, top=NASTY, by=NASTY),
        pieces.points(["1"], name=NASTY, value="1", error=NASTY),
    )
    for html in drawn:
        assert "<script" not in html
        assert "onfocus='x" not in html


def test_one_point_is_chosen_and_all_are_shut_where_the_sheet_is() -> None:
    html = pieces.points(["1", "1.5", "2"], name="clarity", value="1.5", readonly=True)
    assert html.count(" checked") == 1
    assert 'value="1.5" checked disabled' in html
    assert html.count(" disabled") == 3


def test_a_day_is_the_day_in_taipei() -> None:
    with translation.override("zh-hant"):
        html = pieces.day(datetime(2026, 5, 3, 16, 30, tzinfo=UTC))
    assert html == '<time datetime="2026-05-04T00:30+08:00">5 月 4 日（一）</time>'
    assert pieces.day(None) == ""


def test_bars_carry_their_figures_for_eye_and_ear() -> None:
    drawn = charts.strip([3, 7.5], current="", most=10)
    assert pieces.said(drawn) == "3、7.5"
    assert pieces.bars(drawn).count("<rect") == 2


def test_a_kept_frame_has_the_address_and_token_of_each_visitor() -> None:
    inside = "{% here as back %}{% csrf_token %}<a href='{{ back }}'>{{ word }}</a>"
    template = engines["django"].from_string(f"{{% load ui kept %}}{{% kept %}}{inside}{{% endkept %}}")
    seen = []
    for path in ("/a/?x=1&y=2", "/b/"):
        request = RequestFactory().get(path)
        request.resolver_match = None
        seen.append(template.render({"user": AnonymousUser(), "word": path}, request))
    assert "/a/?x=1&amp;y=2" in seen[0]
    assert "href='/b/'>/a/?x=1&amp;y=2<" in seen[1], "the frame itself was kept"
    tokens = {html.split('value="')[1].split('"')[0] for html in seen}
    assert len(tokens) == 2


def test_a_key_keeps_frames_apart() -> None:
    template = engines["django"].from_string("{% load kept %}{% kept key %}{{ key }}{% endkept %}")
    request = RequestFactory().get("/")
    request.resolver_match = None
    assert [template.render({"key": key}, request) for key in ("a", "b", "a")] == ["a", "b", "a"]


def alike(inside: str, **context: object) -> str:
    """One and the same tag, asked again with other values around it."""
    return (
        engines["django"]
        .from_string(f"{{% load i18n kept %}}{{% for word in words %}}{inside}{{% endfor %}}")
        .render(context)
    )


def test_what_is_drawn_alike_sees_nothing_but_the_values_it_names() -> None:
    inside = "{% alike word %}{{ word }}{{ secret }}{{ user }}{{ forloop.counter }}{% endalike %}"
    assert alike(inside, words=["a", "b", "a"], secret="hers", user="somebody") == "aba"


def test_values_that_print_differently_are_drawn_apart() -> None:
    words = [1, True, 1.0, "1", "<b>", mark_safe("<b>"), ["<b>"], [mark_safe("<b>")], {"a": 1}, {"a": True}]
    inside = "{% alike word %}{% if word is True %}yes{% endif %}{{ word }},{% endalike %}"
    plain = inside.replace("{% alike word %}", "").replace("{% endalike %}", "")
    assert alike(inside, words=words) == alike(plain, words=words)


def test_a_language_has_its_own_drawing() -> None:
    template = engines["django"].from_string('{% load i18n kept %}{% alike %}{% translate "Close" %}{% endalike %}')
    said = []
    for language in ("en", "zh-hant", "en"):
        with translation.override(language):
            said.append(template.render({}))
    assert said[0] == said[2] == "Close" != said[1]


def test_a_table_keeps_every_cell_a_text() -> None:
    html = pieces.table(NASTY, [NASTY], [[NASTY, "1"]])
    assert "<script" not in html
    assert html.count("<td ") == 2
