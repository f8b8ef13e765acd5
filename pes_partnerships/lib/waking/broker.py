"""The broker of the small installation: each wake-up of the clock is a file in a folder (docs/decisions/0021).

kombu's own transport writes a message in place and reads it while it grows. Half of one ends whoever reads it, and
after a full disk the empty files end each later start as well. Here a message comes into its place whole, and what
cannot be read is removed and told in the log.

Nothing that matters is in this folder. A wake-up only says “look”; the mail, the reminder or the import that is due is
a row (docs/architecture.md), and the sweep that finds it claims it there. A lost wake-up costs the time until the next.
So the worker empties the queue when it starts (`--purge` in the Procfile): what piled up while it was away says nothing
that the next wake-up does not say.
"""

import logging
import time
from pathlib import Path
from queue import Empty
from typing import Any
from uuid import uuid4

from kombu.exceptions import ChannelError
from kombu.transport import filesystem, virtual
from kombu.utils.json import dumps, loads

log = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    # Without fanout no table of exchanges is on the disk, and none can be damaged: each process declares its one queue.
    supports_fanout = False
    get_table = virtual.Channel.get_table

    def _put(self, queue: str, payload: dict[str, Any], **_: Any) -> None:
        path = Path(self.data_folder_out, f"{time.monotonic_ns():020}_{uuid4()}.{queue}.msg")
        growing = path.with_suffix(".part")
        try:
            growing.write_text(dumps(payload), encoding="utf-8")
            growing.rename(path)
        except OSError as error:
            growing.unlink(missing_ok=True)
            raise ChannelError(f"A wake-up cannot be written: {error}") from error

    def _get(self, queue: str) -> dict[str, Any]:
        for path in sorted(Path(self.data_folder_in).glob(f"*.{queue}.msg")):
            try:
                text = path.read_text(encoding="utf-8")
                path.unlink()  # whoever removes it has it
                return loads(text)
            except FileNotFoundError:
                continue
            except (OSError, ValueError) as error:
                log.warning("A wake-up cannot be read and is removed: %s (%s)", path.name, error)
                path.unlink(missing_ok=True)
        raise Empty


class Transport(filesystem.Transport):
    Channel = Channel
