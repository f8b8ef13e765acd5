"""What gunicorn reads by itself when it is started in this folder; options on the command line come on top."""

import gc

from pes_partnerships.lib.logs.gunicorn import ACCESS_FORMAT, GunicornLogger

logger_class = GunicornLogger
access_log_format = ACCESS_FORMAT
preload_app = True  # loaded once; the workers share its memory


def when_ready(server: object) -> None:
    """Before the workers split off: what is loaded is not looked through for waste again, so its pages stay shared."""
    gc.collect()
    gc.freeze()
