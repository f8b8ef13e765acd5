"""N2: sweeps that really run side by side write each round once."""

from django_scopes import scope, scopes_disabled

from pes_partnerships.outbox.models import OutboxMail
from reviews.models import Reminder, ReminderRound
from reviews.reminders.services.reminding import sweep_reminders
from tests.cast import make_cast
from tests.reviews.conftest import make_running
from tests.reviews.reminders.test_sweep import morning

REVIEWS, SWEEPS = 6, 3


def prepare() -> None:
    cast = make_cast()
    with scope(service=cast.service):
        for number in range(REVIEWS):
            make_running(cast, title=f"Partnership {number}")


def written() -> tuple[int, int, int]:
    with scopes_disabled():
        return ReminderRound.objects.count(), Reminder.objects.count(), OutboxMail.objects.count()


def test_sweeps_side_by_side_write_each_round_once(in_a_thread):
    in_a_thread(prepare).result()
    swept = [in_a_thread(lambda: sweep_reminders(now=morning(60))) for _each in range(SWEEPS)]
    assert sum(each.result() for each in swept) == 2 * REVIEWS
    assert in_a_thread(written).result() == (REVIEWS, 2 * REVIEWS, 2 * REVIEWS)
