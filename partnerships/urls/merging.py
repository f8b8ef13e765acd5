"""The addresses of merging records, and changes of representative."""

from django.urls import URLPattern, path

from partnerships.merging.views import merging
from partnerships.participants.views import representative

MERGING: list[URLPattern] = [
    path("organisations/merges/", merging.merges, name="merges"),
    path("merges/<int:pk>/undo/", merging.merge_undo, name="merge_undo"),
    path("organisations/<int:pk>/merge/", merging.merge_choose, name="merge_choose"),
    path("organisations/<int:pk>/merge/<int:other>/", merging.merge, name="merge"),
    path("organisations/<int:pk>/representative/", representative.representative_change, name="representative_change"),
    path("representatives/<int:pk>/", representative.representative, name="representative"),
    path("fresh-looks/<int:pk>/", representative.fresh_look, name="fresh_look"),
]
