"""An act that came too late gets a page of its own, whatever view it reached."""

from django.test import RequestFactory

from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.web.moved_on import MovedOnMiddleware


def test_who_was_overtaken_reads_what_to_do(rf: RequestFactory, db):
    answer = MovedOnMiddleware(lambda request: None).process_exception(rf.get("/"), MoveRefused("ended"))

    assert answer.status_code == 409
    assert "Nothing was saved." in answer.content.decode()


def test_every_other_failure_stays_a_failure(rf: RequestFactory):
    assert MovedOnMiddleware(lambda request: None).process_exception(rf.get("/"), ValueError("bug")) is None
