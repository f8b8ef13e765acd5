"""Beyond Django's own tags: addresses that keep their query, distances in words, links to errors."""

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from datetime import date, datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.utils import render_crispy_form
from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet, BoundField, CheckboxSelectMultiple, RadioSelect, Select
from django.middleware.csrf import get_token
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pes_partnerships.lib import once, tables
from pes_partnerships.lib.dates import display_date, display_datetime
from pes_partnerships.lib.form_pages import UNSAVED_FIELD
from pes_partnerships.lib.numbers import display_number
from pes_partnerships.lib.selects import flat_select, is_flat
from pes_partnerships.lib.text import render_markdown

register = template.Library()

TAG_KINDS = frozenset({"success", "warning", "error", "info", "neutral"})
# A status that is not here gets a neutral tag: an unknown word must not look like good or bad news.
STATUS_KINDS = {
    "in_force": "success", "signed": "success", "done": "success", "met": "success", "on_course": "success",
    "running": "success", "published": "success", "sent": "success", "confirmed": "success", "due": "warning",
    "expiring": "warning", "ending": "warning", "incomplete": "warning", "behind": "warning", "uncertain": "warning",
    "to_check": "warning", "differs": "warning", "unchecked": "warning",
    "returned": "warning", "suspended": "warning", "unconfirmed": "warning",
    "declined": "error", "late": "error", "overdue": "error", "missed": "error", "failed": "error",
    "undelivered": "error",
    "lapsed": "error", "member": "success", "drafting": "info", "preparing": "info", "draft": "info",
    "out_for_signature": "info", "under_amendment": "info", "not_started": "info",
    "opened": "info", "letter": "info", "proposed": "info", "planned": "info", "in_review": "info", "forming": "info",
}  # fmt: skip
TINTS = STATUS_KINDS | {kind: kind for kind in TAG_KINDS}
_DAYS_UP_TO = 48  # longer distances are easier to read in weeks, and from a year and a half in years
_WEEKS_UP_TO = 540


@register.filter
def as_markdown(words: str) -> SafeString:
    return render_markdown(words)


@register.simple_tag(takes_context=True)
def query_string(context: Context, request: Any = None, **changes: Any) -> str:
    """This page's query with some keys replaced: `?status=draft&page=2`; None or "" drops a key."""
    query = (request or context.request).GET.copy()
    for key, value in changes.items():
        if value is None or value == "":
            query.pop(key, None)
        elif isinstance(value, list | tuple):
            query.setlist(key, [str(item) for item in value])
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}"


def _sorted_by(context: Context) -> str:
    request = getattr(context, "request", None)
    return request.GET.get("sort", "") if request else ""


@register.simple_tag(takes_context=True)
def sort_link(context: Context, key: str, label: str, current: str | None = None) -> SafeString:
    """A column head that sorts: `current` is the key in use, "-key" when downwards (default: ?sort=)."""
    current = _sorted_by(context) if current is None else current
    arrow = {key: "↑", f"-{key}": "↓"}.get(current, "")
    url = query_string(context, sort=f"-{key}" if current == key else key, page=None)
    mark = format_html(' <span aria-hidden="true">{}</span>', arrow) if arrow else ""
    return format_html('<a href="{}">{}</a>{}', url, label, mark)


@register.simple_tag(takes_context=True)
def aria_sort(context: Context, key: str, current: str | None = None) -> SafeString | str:
    """`aria-sort="ascending"` for the head of the column in use, else nothing."""
    current = _sorted_by(context) if current is None else current
    direction = {key: "ascending", f"-{key}": "descending"}.get(current)
    return format_html(' aria-sort="{}"', direction) if direction else ""


def _as_day(moment: Any) -> date | None:
    if hasattr(moment, "latest"):  # a year alone or an interval lasts until its last day
        return moment.latest()
    if isinstance(moment, datetime):
        return timezone.localdate(moment) if timezone.is_aware(moment) else moment.date()
    return moment or None


@register.filter
def distance(moment: Any, today: date | None = None) -> str:
    """How far a day is, in words: "in 14 days", "14 days late", "today"; nothing for an unknown one."""
    day = _as_day(moment)
    if day is None:
        return ""
    days = (day - (_as_day(today) or timezone.localdate())).days
    if days == 0:
        return _("today")
    return _ahead(days) if days > 0 else _behind(-days)


def _ahead(days: int) -> str:
    if days <= _DAYS_UP_TO:
        return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}
    if days <= _WEEKS_UP_TO:
        weeks = round(days / 7)
        return ngettext("in %(count)d week", "in %(count)d weeks", weeks) % {"count": weeks}
    years = round(days / 365.25)
    return ngettext("in %(count)d year", "in %(count)d years", years) % {"count": years}


def _behind(days: int) -> str:
    if days <= _DAYS_UP_TO:
        return ngettext("%(count)d day late", "%(count)d days late", days) % {"count": days}
    if days <= _WEEKS_UP_TO:
        weeks = round(days / 7)
        return ngettext("%(count)d week late", "%(count)d weeks late", weeks) % {"count": weeks}
    years = round(days / 365.25)
    return ngettext("%(count)d year late", "%(count)d years late", years) % {"count": years}


@register.filter
def partial_date(value: Any) -> str:
    """A date as it is known, in the reader's language: anything with display(), a date or a time."""
    return value.display() if hasattr(value, "display") else display_date(value)


@register.filter
def moment(value: datetime) -> str:
    """A day with its time, in the reader's language and time zone."""
    return display_datetime(value)


@register.filter
def number(value: Any) -> str:
    """A number in the reader's language, without needless zeros."""
    return display_number(value)


@register.filter
def is_late(moment: Any, today: date | None = None) -> bool:
    """Whether a day has passed; an unknown day never has."""
    day = _as_day(moment)
    return day is not None and day < (_as_day(today) or timezone.localdate())


@register.filter
def blocks(done: int, total: int) -> list[bool]:
    """One entry for each unit of `total`, True for those that are done; never more than `total`."""
    reached = max(0, min(int(done or 0), int(total or 0)))
    return [number < reached for number in range(int(total or 0))]


@register.simple_tag
def status_tag(status: str, label: Any = "") -> SafeString:
    """A status as a tag, as ui/_tag.html draws it: the word says it, the tint only helps."""
    return format_html('<span class="tag tag-{}">{}</span>', STATUS_KINDS.get(str(status), "neutral"), label or status)


@register.filter
def tag_kind(kind: Any) -> str:
    """The tint's class name; what is no kind is looked up as a status, and is neutral if unknown."""
    return TINTS.get(str(kind), "neutral")


@register.simple_tag(takes_context=True)
def table(
    context: Context,
    columns: Sequence[dict[str, Any]],
    rows: Iterable[Sequence[Any]],
    caption: str = "",
    kind: str = "",
    current: str | None = None,
) -> SafeString:
    """What ui/_table.html says; by itself where a page has many small tables."""

    def sorting(key: str, label: str) -> tuple[str, str]:
        return aria_sort(context, key, current), sort_link(context, key, label, current)

    return tables.whole_table(columns, rows, TINTS, sorting, caption=caption, kind=kind)


@register.simple_tag(takes_context=True)
def csrf_field(context: Context) -> SafeString | str:
    """What every form that is posted hides: Django's token and its own one-time key (lib/once.py).

    It works inside `{% include … only %}` too, where Django's own tag has no value to write.
    """
    request = getattr(context, "request", None)
    if request is None:
        return ""
    if not hasattr(request, "token_on_page"):
        request.token_on_page = get_token(request)  # masked once: a page of sixty forms has one token
    hidden = [("csrfmiddlewaretoken", request.token_on_page), (once.FIELD, once.key_for(request))]
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', hidden)


@register.inclusion_tag("ui/_unsaved_line.html", takes_context=True)
def unsaved_line(context: Context, *, sends_later: bool = False) -> dict[str, Any]:
    """Inside a form, beside its buttons: what is typed is kept by itself, and here it is said (form_page).

    `sends_later`: without a connection the form stays in the browser and is sent by itself (decision 0033). Its view
    carries @once, and its page belongs to a person: a mailed link has nobody who signs out.
    """
    unsaved = getattr(getattr(context, "request", None), "unsaved", None)
    is_kept = bool(unsaved and unsaved.is_kept)
    later = sends_later and is_kept and unsaved.owner.user is not None
    return {"key": unsaved.key if is_kept else "", "field": UNSAVED_FIELD, "sends_later": later}


@register.simple_tag
def form_fields(form: BaseForm) -> str:
    """The form's crispy fields without <form>, token and buttons of their own."""
    own = getattr(form, "helper", None)
    helper = copy(own) if own else FormHelper(form)
    helper.form_tag = False
    helper.disable_csrf = True
    return render_crispy_form(form, helper)


def _first_input(field: BoundField) -> str:
    """The id of the input that takes the focus: a group of choices begins with its first."""
    grouped = isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple)
    return f"{field.auto_id}_0" if grouped else field.auto_id


def _form_errors(form: BaseForm) -> Iterator[dict[str, str]]:
    for message in form.non_field_errors():
        yield {"target": "", "label": "", "message": message}
    for field in form:
        for message in field.errors:
            target = "" if field.is_hidden else _first_input(field)
            yield {"target": target, "label": str(field.label), "message": message}


@register.filter
def error_links(forms: BaseForm | BaseFormSet | Iterable[BaseForm] | None) -> list[dict[str, str]]:
    """Every error of a form, a formset or several forms: `target` (an input's id), `label`, `message`.

    It notes on each form that its errors are summed up, so that the form's own fields do not do it again.
    """
    if not forms:
        # a formset without forms is false, and may still say that one is needed
        return _formset_errors(forms) if isinstance(forms, BaseFormSet) else []
    if isinstance(forms, BaseForm):
        forms.errors_summed_up = True
        return list(_form_errors(forms)) if forms.is_bound else []
    several = _formset_errors(forms) if isinstance(forms, BaseFormSet) else []
    return several + [link for form in forms for link in error_links(form)]


def _formset_errors(formset: BaseFormSet) -> list[dict[str, str]]:
    if not formset.is_bound:
        return []
    return [{"target": "", "label": "", "message": message} for message in formset.non_form_errors()]


@register.filter
def pair(columns: Iterable[Any], row: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Each column with its cell; a row of another length is a mistake of the view."""
    return list(zip(columns, row, strict=True))


@register.filter
def page_range(page: Page) -> list[int | str]:
    """The page numbers to offer, with a gap mark where some are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def is_number(value: Any) -> bool:
    """Whether this is a page's number and not the gap between two."""
    return isinstance(value, int)


@register.filter
def styled(field: BoundField) -> SafeString:
    """One field's control with Bootstrap's class for its kind, where crispy does not draw it."""
    kind = "form-select" if isinstance(field.field.widget, Select) else "form-control"
    attrs = {"class": f"{kind} is-invalid" if field.errors else kind}
    return flat_select(field, attrs) if is_flat(field.field.widget) else field.as_widget(attrs=attrs)


@register.simple_tag(takes_context=True)
def kept_query(context: Context, form: BaseForm) -> SafeString:
    """What a filter form must not lose, as hidden inputs: the query's other keys, without the page."""
    lost = {form.add_prefix(name) for name in form.fields} | {"page"}
    query = context.request.GET
    kept = [(key, value) for key in query if key not in lost for value in query.getlist(key)]
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', kept)
