"""How many published entries lead with each model (D6)."""

from django.db.models import Count

from directory.models import Entry


def models_in_use() -> dict[str, int]:
    """By the code of the model; those of none are left out."""
    rows = Entry.objects.published().exclude(model="").values_list("model").annotate(number=Count("pk")).order_by()
    return dict(rows)
