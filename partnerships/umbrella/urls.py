"""The addresses of local agreements under an umbrella."""

from django.urls import path

from .views import bringing, local_texts, template, umbrella

urlpatterns = [
    path("partnerships/<int:pk>/local/", local_texts.local_texts, name="local_texts"),
    path("partnerships/<int:pk>/local/template/", template.local_template, name="local_template"),
    path("partnerships/<int:pk>/local/make/", local_texts.local_texts_make, name="local_texts_make"),
    path("local/<int:pk>/none/", local_texts.local_text_none, name="local_text_none"),
    path("local/<int:pk>/template/", bringing.local_text_bring, name="local_text_bring"),
    path("local/<int:pk>/sections/<slug:part>/restore/", bringing.local_part_restore, name="local_part_restore"),
    path("agreements/<int:pk>/umbrella/", umbrella.agreement_umbrella, name="agreement_umbrella"),
]
