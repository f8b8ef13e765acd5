"""The addresses of the record of a text that was signed elsewhere."""

from django.urls import path

from .views import files, printing, record, signers, starting, states

urlpatterns = [
    path("partnerships/<int:pk>/record/new/", starting.record_new, name="record_new"),
    path("agreements/<int:pk>/record/", record.record, name="record"),
    path("agreements/<int:pk>/record/correct/", record.record_correct, name="record_correct"),
    path("agreements/<int:pk>/record/discard/", record.record_discard, name="record_discard"),
    path("agreements/<int:pk>/record/objectives/", record.record_objectives, name="record_objectives"),
    path("agreements/<int:pk>/record/signed-by/", signers.record_signers_many, name="record_signers_many"),
    path("agreements/<int:pk>/record/states/<int:number>/", states.record_state, name="record_state"),
    path("agreements/<int:pk>/record/files/new/", files.record_file_new, name="record_file_new"),
    path("agreements/<int:pk>/record/record.pdf", printing.record_pdf, name="record_pdf"),
    path("parties/<int:pk>/signed-by/", signers.record_signers, name="record_signers"),
    path("recorded-files/<int:pk>/", files.record_file, name="record_file"),
    path("recorded-files/<int:pk>/check/", files.record_file_check, name="record_file_check"),
    path("recorded-files/<int:pk>/replace/", files.record_file_replace, name="record_file_replace"),
    path("recorded-files/<int:pk>/remove/", files.record_file_remove, name="record_file_remove"),
]
