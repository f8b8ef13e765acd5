"""The addresses of drafts that are shared for comment."""

from django.urls import path

from .views import comments, reading

urlpatterns = [
    path("agreements/<int:pk>/comments/", comments.comments, name="comments"),
    path("agreements/<int:pk>/comments/share/", comments.comments_share, name="comments_share"),
    path("agreements/<int:pk>/comments/new/", comments.remark_new, name="remark_new"),
    path("remarks/<int:pk>/answer/", comments.remark_answer, name="remark_answer"),
    path("comment-rounds/<int:pk>/extend/", comments.comments_extend, name="comments_extend"),
    path("comment-rounds/<int:pk>/close/", comments.comments_close, name="comments_close"),
    path("comment-requests/<int:pk>/remind/", comments.comments_remind, name="comments_remind"),
    path("comment/<str:token>/", reading.comment_page, name="comment"),
]
