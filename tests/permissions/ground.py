"""The ground's routes: account, sign-in, the demo's mailbox, health, language, admin (X1)."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail
from tests.permissions.routes import MANAGER, SERVICE_ADMINS, Route

WHOLE = "the clock is watched for a whole service; of the mails of others there are counts"


def by_mail(name: str) -> Any:
    return lambda world: {"mail": getattr(world, name).pk}


SIGN_IN = [
    Route("account_login", public=True, why="somebody signed in is led on"),
    Route("account_signup", public=True, why="says that accounts are made by administrators"),
    Route("account_inactive", public=True),
    Route("account_reset_password", public=True),
    Route("account_reset_password_done", public=True),
    Route(
        "account_reset_password_from_key",
        about=lambda w: {"uidb36": "1", "key": "wrong-key"},
        public=True,
        why="the key of the mail is the right; a wrong one is told so",
    ),
    Route("account_reset_password_from_key_done", public=True),
    Route("account_email_verification_sent", public=True),
    Route(
        "account_confirm_email",
        about=lambda w: {"key": "wrong-key"},
        posts=frozenset(),
        public=True,
        why="the key is the right; with a wrong one there is nothing to confirm",
    ),
    Route("account_logout", public=True, why="a visitor who signs out is led to the front page"),
]
OWN_ACCOUNT = [
    Route("accounts:account", signed_in=True),
    Route(
        "accounts:membership",
        signed_in=True,
        method="post",
        answers_404=True,
        why="only one's own membership can be chosen; the request names none",
    ),
    Route(
        "account_reauthenticate", signed_in=True, answers_404=True, why="an account without password has none to give"
    ),
    Route("account_email", signed_in=True),
    Route("account_change_password", signed_in=True),
    Route("account_set_password", signed_in=True),
    Route("mfa_index", signed_in=True),
    Route("mfa_reauthenticate", signed_in=True, answers_404=True, why="an account without password has none to give"),
    Route("mfa_activate_totp", signed_in=True),
    Route("mfa_deactivate_totp", signed_in=True, answers_404=True, why="no second step is set up"),
    Route("mfa_view_recovery_codes", signed_in=True, answers_404=True, why="no second step is set up"),
    Route("mfa_generate_recovery_codes", signed_in=True),
    Route("mfa_download_recovery_codes", signed_in=True, answers_404=True, why="no second step is set up"),
]
CLOCK = MANAGER | SERVICE_ADMINS
ROUTES: list[Route] = [
    *SIGN_IN,
    *OWN_ACCOUNT,
    Route("account_confirm_login_code", signed_in=True, why="a step of signing in; visitors begin anew"),
    Route("mfa_authenticate", signed_in=True, why="the second step; visitors begin with the first"),
    Route(
        "accounts:keep_unsaved",
        public=True,
        method="post",
        answers_404=True,
        why="the signed key of a page that was shown is the right; the request brings none",
    ),
    Route(
        "accounts:settle_unsaved",
        public=True,
        method="post",
        answers_404=True,
        why="the signed key of a page that was shown is the right; the request brings none",
    ),
    Route("set_language", public=True, method="post"),
    Route("healthz", public=True),
    Route(
        "metrics", public=True, answers_404=True, why="the token of the installation is the right; the request has none"
    ),
    Route("showcase", why="for those who build the product: is_staff alone, no role"),
    Route("outbox:mailbox", public=True, why="the demonstration's mails are everybody's; 404 elsewhere"),
    Route(
        "outbox:mailbox_message",
        about=lambda w: {"number": 1},
        public=True,
        answers_404=True,
        why="nothing was sent in the world of the tests",
    ),
    Route("outbox:clock", CLOCK, why=WHOLE),
    Route("outbox:clock_held", CLOCK, why=WHOLE),
    Route("outbox:clock_again", CLOCK, by_mail("lost_mail"), of_service=True, why=WHOLE),
    Route("outbox:clock_now", CLOCK, by_mail("tried_mail"), of_service=True, why=WHOLE),
    Route("outbox:clock_cancel", CLOCK, by_mail("tried_mail"), of_service=True, why=WHOLE),
    Route("admin:index", why="is_staff alone opens the technical admin; no role does"),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """A mail that was not delivered, one that is held, and one that is tried again."""
    now = timezone.now()
    states = {
        "lost_mail": {"state": "undelivered", "undelivered_at": now},
        "held_mail": {"state": "held"},
        "tried_mail": {"attempts": 1, "next_attempt_at": now},
    }
    found: dict[str, object] = {}
    with transaction.atomic():
        for name, changed in states.items():
            found[name] = queue_mail(
                kind="text_recalled", to_address=f"{name}@example.org", to_name="Ona", language="en",
                service=crew.service, template="partnerships/signing/mail/text_recalled",
                context={"reason": world.known},
            )  # fmt: skip
            OutboxMail.objects.filter(pk=found[name].pk).update(last_error=world.known, **changed)
    return found
