"""The roof of the product and the ground its apps stand on."""

from pes_partnerships.celery import app as celery_app

__all__ = ["celery_app"]
