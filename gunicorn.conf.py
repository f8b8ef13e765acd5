"""What gunicorn reads by itself when it is started in this folder; options on the command line come on top."""

from pes_partnerships.lib.gunicorn_logs import ACCESS_FORMAT, GunicornLogger

logger_class = GunicornLogger
access_log_format = ACCESS_FORMAT
