"""Keep a command running: `python bin/keep.py COMMAND …` starts it again whenever it ends, after pauses that grow.

honcho ends everything as soon as one of its processes ends. That is right for the web, and wrong for the clock: people
can go on without it, and it may come back. So the Procfile starts the clock's two processes through this one. A stop
(SIGTERM, Ctrl-C) is handed on to the command, and to nothing else.
"""

import asyncio
import logging
import os
import signal
import sys
import time
from contextlib import suppress

FIRST_PAUSE = 1.0  # seconds
LONGEST_PAUSE = float(os.environ.get("LONGEST_PAUSE", "60"))
STEADY = 60.0  # whatever ran for so long had started well: the pauses begin again
GRACE = 2.0  # honcho and Ctrl-C tell the whole group: a second SIGTERM would only disturb a command that is ending
STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

log = logging.getLogger("keep")


def pause_after(ends: int, longest: float = LONGEST_PAUSE) -> float:
    """Seconds before the next start, after so many ends in a row: 1, 2, 4, … and never more than the longest."""
    return min(FIRST_PAUSE * 2 ** min(ends - 1, 30), longest)


async def run(command: list[str], stopped: asyncio.Task) -> str:
    """Start it and wait for its end, which a stop brings about; how it ended, in words for the log."""
    try:
        child = await asyncio.create_subprocess_exec(*command)
    except OSError as error:
        return f"did not start: {error}"
    ended = asyncio.create_task(child.wait())
    await asyncio.wait({ended, stopped}, return_when=asyncio.FIRST_COMPLETED)
    await asyncio.wait({ended}, timeout=GRACE)
    if not ended.done():
        with suppress(ProcessLookupError):
            child.terminate()
    return f"ended with code {await ended}"


async def keep(command: list[str]) -> None:
    stop, loop, ends, starts = asyncio.Event(), asyncio.get_running_loop(), 0, 0
    for each in STOPS:
        loop.add_signal_handler(each, stop.set)
    stopped = asyncio.create_task(stop.wait())
    while not stop.is_set():
        started = loop.time()
        end = await run(command, stopped)
        if stop.is_set():
            return
        ends, starts = 1 if loop.time() - started > STEADY else ends + 1, starts + 1
        pause = pause_after(ends)
        log.error("%s %s; start again in %g s (restart %d)", " ".join(command), end, pause, starts)
        await asyncio.wait({stopped}, timeout=pause)


def main() -> None:
    logging.Formatter.converter = time.gmtime
    line = "%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s %(message)s"
    logging.basicConfig(format=line, datefmt="%Y-%m-%dT%H:%M:%S")
    asyncio.run(keep(sys.argv[1:]))


if __name__ == "__main__":
    main()
