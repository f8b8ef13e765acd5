"""The entry point for gunicorn."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pes_partnerships.settings")
gc.set_threshold(50_000)  # looked through less often, as in manage.py

application = get_wsgi_application()
import_module("pes_partnerships.urls")  # every page's code, before workers share what is loaded
