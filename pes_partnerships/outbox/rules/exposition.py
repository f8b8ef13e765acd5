"""Numbers in the text format that Prometheus reads (version 0.0.4). Pure."""

from collections.abc import Iterator
from typing import Any

from .clock import ClockState


def exposition(watch: Any) -> str:
    """`watch` is what the clock and the outbox are at a moment (outbox/services/watching.py)."""
    return "".join(f"{line}\n" for line in _lines(watch))


def _lines(watch: Any) -> Iterator[str]:
    yield from _gauge("pes_clock_up", "1 while the clock beats as it should.", {"": int(watch.state == ClockState.OK)})
    if watch.beat_age is not None:
        said = "Seconds since the last beat; negative: it is dated in the future."
        yield from _gauge("pes_clock_beat_age_seconds", said, {"": watch.beat_age})
    starts = {f'part="{part}"': watch.starts.get(part, 0) for part in ("beat", "worker")}
    yield from _gauge("pes_clock_starts_last_day", "How often each process of the clock came up in 24 hours.", starts)
    yield from _gauge("pes_outbox_waiting", "Mails that should be out by now.", {"": watch.waiting})
    yield from _gauge("pes_outbox_oldest_unsent_seconds", "How long the oldest of them waits.", {"": watch.oldest_age})
    yield from _gauge("pes_outbox_sent_last_day", "Mails sent in 24 hours.", {"": watch.sent_last_day})
    states = {f'state="{state}"': number for state, number in sorted(watch.states.items())}
    yield from _gauge("pes_outbox_mails", "Mails in the database by their state.", states)


def _gauge(name: str, said: str, values: dict[str, int]) -> Iterator[str]:
    yield f"# HELP {name} {said}"
    yield f"# TYPE {name} gauge"
    for label, value in values.items():
        yield f"{name}{{{label}}} {value}" if label else f"{name} {value}"
