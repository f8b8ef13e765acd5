"""The addresses of drafts that are shared for comment."""

from django.urls import path

from .views import comments, reading, remarks, rounds

urlpatterns = [
    path("agreements/<int:pk>/comments/", comments.comments, name="comments"),
    path("agreements/<int:pk>/comments/share/", rounds.comments_share, name="comments_share"),
    path("agreements/<int:pk>/comments/new/", remarks.remark_new, name="remark_new"),
    path("remarks/<int:pk>/answer/", remarks.remark_answer, name="remark_answer"),
    path("comment-rounds/<int:pk>/extend/", rounds.comments_extend, name="comments_extend"),
    path("comment-rounds/<int:pk>/close/", rounds.comments_close, name="comments_close"),
    path("comment-requests/<int:pk>/remind/", rounds.comments_remind, name="comments_remind"),
    path("comment/<str:token>/annexes/<int:pk>/", reading.comment_annex, name="comment_annex"),
    path("comment/<str:token>/", reading.comment_page, name="comment"),
]
