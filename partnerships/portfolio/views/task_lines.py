"""Tasks in words: the groups of the start page."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from partnerships.portfolio.services.tasks import OTHERS, Group
from partnerships.shared.views.task_lines import TaskLine, lines_of


def group_lines(groups: list[Group], whose: str, today: datetime.date) -> list[dict[str, Any]]:
    firsts = {line.task.pk: line for line in lines_of([group.first for group in groups if group.first], today)}
    return [
        _group_line(group, firsts[group.first.pk], whose)
        for group in groups
        if group.first and group.first.pk in firsts
    ]


def _group_line(group: Group, first: TaskLine, whose: str) -> dict[str, Any]:
    return {**kind_line(group, whose), "sentence": group.kind.sentence, "first": first, "tag": _tag(group, first)}


def kind_line(group: Group, whose: str) -> dict[str, Any]:
    """The kind, its number, and the list of exactly these."""
    query = urlencode({"whose": whose, "kind": group.key, **({"late": "1"} if whose == OTHERS else {})})
    return {"label": group.kind.label, "count": group.count, "url": f"{reverse('partnerships:tasks')}?{query}"}


def _tag(group: Group, first: TaskLine) -> str:
    """“oldest 14 weeks late”, or how late the only one is."""
    if not first.is_late:
        return ""
    return _("oldest %(late)s") % {"late": first.late} if group.count > 1 else first.late
