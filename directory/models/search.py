"""What the search reads instead of entries: a row an entry, the words that occur, and what changed (D1).

The tokens themselves lie in a table that each database has in its own way (directory/search/services/index.py).
All of it can be made again from the entries: manage.py rebuild_search.
"""

import uuid

from django.db import models

from .entry import Entry


class SearchDocument(models.Model):
    """An entry as far as filters and orders go; `facets`: a line for each value, “country:LT”."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="+")
    is_shown = models.BooleanField(default=True)
    title_key = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    commenced = models.CharField(max_length=10, blank=True)
    facets = models.TextField(blank=True)

    class Meta:
        verbose_name = "row of the search"
        verbose_name_plural = "rows of the search"

    def __str__(self) -> str:
        return self.title_key


class SearchWord(models.Model):
    """A folded word of an entry: what a wrongly typed word may have meant. One that occurs no more does no harm."""

    word = models.CharField(max_length=60, unique=True)

    class Meta:
        verbose_name = "word of the search"
        verbose_name_plural = "words of the search"

    def __str__(self) -> str:
        return self.word


class SearchChange(models.Model):
    """Which entry was written, in the order of the commits; without an entry: all of them.

    `stamp` tells apart two changes that had one number, of which one was rolled back or lost with a backup.
    """

    stamp = models.UUIDField(default=uuid.uuid4)
    entry_id = models.BigIntegerField(null=True)
    made_with = models.CharField(max_length=64, blank=True)  # of all of them: the tables and code that made tokens

    class Meta:
        verbose_name = "change of the search"
        verbose_name_plural = "changes of the search"
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.stamp)
