"""What programs that read the whole directory are told: since when it is as it is (D5)."""

from django.db.models import Count, Max

from directory.models import Entry, Guide


def stamp() -> str:
    """Another one whenever an entry appears, changes or goes, or a guide comes."""
    found = Entry.objects.published().aggregate(number=Count("pk"), at=Max("changed_at"))
    day = found["at"].timestamp() if found["at"] else 0
    return f"{found['number']}-{day}-{Guide.objects.count()}"
