"""gunicorn's two logs, written as all the others are (gunicorn.conf.py names the class)."""

import logging
import logging.handlers
from typing import Any

from gunicorn.glogging import Logger

from . import HideSecretLinks, LineFormatter

ACCESS_LINE = "%(asctime)s ACCESS %(message)s"
ACCESS_FORMAT = '%(h)s "%(r)s" %(s)s %(b)s %(L)s "%(a)s"'


class GunicornLogger(Logger):
    """Whatever options gunicorn is started with: no secret link in a line, and the time in UTC."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for log, line in ((self.error_log, LineFormatter()), (self.access_log, LineFormatter(ACCESS_LINE))):
            if not any(isinstance(each, HideSecretLinks) for each in log.filters):
                log.addFilter(HideSecretLinks())
            for handler in log.handlers:
                if not isinstance(handler, logging.handlers.SysLogHandler):
                    handler.setFormatter(line)
