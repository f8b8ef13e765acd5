"""A select drawn in one go: Django renders a template for each option, a fifth of what a page of filters costs."""

from html import escape

from django.forms import BoundField, Select, Widget
from django.forms.models import ModelChoiceIterator
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString


def is_flat(widget: Widget) -> bool:
    """A plain select whose options stand in no groups."""
    if type(widget) is not Select:
        return False
    if isinstance(widget.choices, ModelChoiceIterator):  # rows of a model: looked up once, when they are drawn
        return True
    return not any(isinstance(label, list | tuple) for _value, label in widget.choices)


def flat_select(field: BoundField, attrs: dict[str, str]) -> SafeString:
    """What field.as_widget(attrs) gives, to the letter but for white space."""
    widget = field.field.widget
    attrs = field.build_widget_attrs(attrs, widget)
    if field.auto_id:
        attrs.setdefault("id", field.auto_id)
    chosen = set(widget.format_value(field.value()))
    options = SafeString("\n".join(_option(value, label, chosen) for value, label in widget.choices))
    start = flatatt(widget.build_attrs(widget.attrs, attrs))
    return format_html('<select name="{}"{}>\n{}\n</select>', field.html_name, start, options)


def _option(value: object, label: object, chosen: set[str]) -> str:
    words = "" if value is None else str(value)
    mark = " selected" if words in chosen else ""
    shown = label if isinstance(label, SafeString) else escape(str(label))
    return f'<option value="{escape(words)}"{mark}>{shown}</option>'
