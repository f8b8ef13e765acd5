"""The addresses of the preparation of a partnership."""

from django.urls import URLPattern, path

from partnerships.preparation.views import chain, examination, preparation, support

PREPARATION: list[URLPattern] = [
    path("partnerships/<int:pk>/preparation/", preparation.preparation, name="preparation"),
    path("partnerships/<int:pk>/chain/", chain.chain, name="chain"),
    path("partnerships/<int:pk>/chain/map/", chain.chain_map, name="chain_map"),
    path("partnerships/<int:pk>/tests/", examination.five_tests, name="tests"),
    path("partnerships/<int:pk>/value/", examination.value, name="value"),
    path("partnerships/<int:pk>/support/", support.support, name="support"),
    path("partnerships/<int:pk>/decision/", examination.decision, name="decision"),
]
