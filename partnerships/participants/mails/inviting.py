"""The mails of the preparatory dialogue: each writes an outbox row in the caller's transaction (F5)."""

from django.urls import reverse
from django.utils import timezone

from partnerships.access import Managers, managers_of
from partnerships.models import Invitation
from pes_partnerships.lib.links import absolute
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail


def invitation_sent(*, invitation: Invitation, token: str) -> OutboxMail:
    """In the language of who is asked; the link stands in the outbox only until the mail has gone."""
    partnership = invitation.participation.partnership
    return queue_mail(
        kind="invitation_sent",
        to_address=invitation.email,
        to_name=invitation.name,
        language=invitation.language,
        template="partnerships/participants/mail/invitation_sent",
        context={
            "partnership": partnership,
            "organisation": invitation.participation.name,
            "message": invitation.message,
            "answer_by": timezone.localdate(invitation.expires_at),
            "asks": Managers(partnership.service_id).named(partnership),
            "groups": list(partnership.target_groups.all()),  # named in the language of the mail
        },
        service=partnership.service,
        about=invitation,
        dedupe_key=f"invitation_sent:{invitation.pk}",
        secrets={"link": absolute(reverse("partnerships:answer", args=[token]))},
    )


def invitation_answered(*, invitation: Invitation) -> list[OutboxMail]:
    """To whoever manages the partnership, in their own language."""
    participation = invitation.participation
    partnership = participation.partnership
    return [
        queue_mail(
            kind="invitation_answered",
            to_address=manager.email,
            to_name=manager.name,
            language=manager.language,
            template="partnerships/participants/mail/invitation_answered",
            context={
                "invitation": invitation,
                "organisation": participation.name,
                "partnership": partnership,
                "is_key_actor": participation.is_key_actor,
                "path": reverse("partnerships:dialogue", args=[partnership.pk]),
            },
            service=partnership.service,
            about=invitation,
            dedupe_key=f"invitation_answered:{invitation.pk}:{manager.pk}",
        )
        for manager in managers_of(partnership)
    ]
