"""N2: sweeps that run side by side share the work and never send one mail twice."""

from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import Swept, sweep

MAILS, SWEEPS = 30, 3


def test_sweeps_side_by_side_send_each_mail_once(in_a_thread, invite, smtp):
    mails = in_a_thread(lambda: [invite() for _each in range(MAILS)]).result()

    swept: list[Swept] = [each.result() for each in [in_a_thread(sweep) for _each in range(SWEEPS)]]

    sent = [message["Message-ID"] for message in smtp.messages]
    assert sorted(sent) == sorted(mail.message_id for mail in mails)
    assert sum(each.sent for each in swept) == MAILS
    assert in_a_thread(OutboxMail.objects.filter(state="sent").count).result() == MAILS
