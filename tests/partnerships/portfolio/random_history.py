"""Acts of all kinds on a few partnerships, drawn by a seed; the days go by meanwhile."""

import datetime
import random
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from partnerships.agreements.services.abandoning import abandon_draft
from partnerships.drafting.services.writing import draft_agreement
from partnerships.ending.services.finishing import end_partnership
from partnerships.models import (
    Agreement,
    Approval,
    FreshLook,
    Invitation,
    Participation,
    Partnership,
    TargetGroup,
)
from partnerships.participants.services.inviting import InvitationClosed, answer_invitation
from partnerships.participants.services.participants import change_participant
from partnerships.participants.services.representatives import take_fresh_look
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.shared.services.partnerships import change_partnership
from partnerships.signing.services.signing import LinkUnusable
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from reviews.follow_up.services.actions import close_action, open_action
from reviews.logging.services.logging import confirm_review, propose_decision, save_answers, send_back_review
from reviews.models import CorrectiveAction, Review
from reviews.shared.services import NotReady
from tests.factories import make_organisation, make_partnership, ready_agreement, sent_agreement, sign_all
from tests.factories.autonomy import asked_approval, decide
from tests.factories.dialogue import make_invitation, make_invited, make_talk
from tests.factories.representatives import changed

REFUSED = (
    IndexError, InvitationClosed, LinkUnusable, MoveRefused, NotReady, ObjectDoesNotExist, PermissionDenied,
    ValidationError, ValueError,
)  # fmt: skip


class History:
    def __init__(self, cast: Any, seed: int):
        self.cast, self.chance, self.done = cast, random.Random(seed), 0
        self.acts: list[Callable[[], object]] = [
            getattr(self, name) for name in dir(type(self)) if name.startswith("act_")
        ]

    def step(self) -> None:
        """One act; one that the state of things refuses leaves nothing behind."""
        try:
            with scope(service=self.cast.service), transaction.atomic():
                self.chance.choice(self.acts)()
            self.done += 1
        except REFUSED:
            pass

    def one(self, rows: Any) -> Any:
        """IndexError where there is none."""
        return self.chance.choice(list(rows.order_by("pk")))

    @property
    def by(self) -> Actor:
        return Actor.user(self.cast.lina)

    @property
    def partnership(self) -> Partnership:
        return self.one(Partnership.objects.filter(ended_on=None))

    @property
    def day(self) -> datetime.date:
        return timezone.localdate() + datetime.timedelta(days=self.chance.randint(-20, 120))

    def act_found(self) -> None:
        office = self.chance.choice([None, self.cast.alytus, self.cast.tallinn])
        manager = self.chance.choice([None, self.cast.lina, self.cast.liis])
        make_partnership(self.cast.service, f"Number {self.done}", office=office, manager=manager)

    def act_move(self) -> None:
        office = self.chance.choice([None, self.cast.alytus, self.cast.tallinn])
        groups = self.chance.sample(list(TargetGroup.objects.all()), k=2)
        manager = self.chance.choice([None, self.cast.lina, self.cast.liis])
        change_partnership(
            partnership=self.partnership, by=self.by, office=office, target_groups=groups, manager=manager,
            title=f"Renamed {self.done}",
        )  # fmt: skip

    def act_end(self) -> None:
        if self.chance.random() < 0.3:
            end_partnership(
                partnership=self.partnership, by=self.by, ended_on=timezone.localdate(), reason="goals_met", note="x"
            )

    def act_draft(self) -> None:
        draft_agreement(partnership=self.partnership, by=self.by, title="A text")

    def act_ready(self) -> None:
        if self.chance.random() < 0.2:
            ready_agreement(self.cast)

    def act_send(self) -> None:
        if self.chance.random() < 0.6:
            sent_agreement(self.cast)

    def act_sign(self) -> None:
        """Then it is in force and has its first review."""
        agreement = self.one(Agreement.objects.filter(status=AgreementStatus.OUT_FOR_SIGNATURE))
        sign_all(agreement)

    def act_invite(self) -> None:
        make_invitation(make_invited(self.cast.service, f"Actor {self.done}", partnership=self.partnership))

    def act_answer(self) -> None:
        invitation = self.one(Invitation.objects.open())
        answer_invitation(invitation=invitation, answer=self.chance.choice(["joins", "talk", "declines"]), name="Vida")

    def act_talk(self) -> None:
        make_talk(self.one(Participation.objects.filter(status="in_dialogue")), self.cast.lina)

    def act_leave(self) -> None:
        change_participant(participation=self.one(Participation.objects.filter(status="member")), by=self.by, to="left")

    def act_new_face(self) -> None:
        changed(self.one(Participation.objects.exclude(organisation=None)).organisation)

    def act_look(self) -> None:
        take_fresh_look(
            look=self.one(FreshLook.objects.filter(looked_on=None)),
            by=self.by,
            commitment="same",
            mandate_confirmed=True,
        )

    def act_ask(self) -> None:
        if self.chance.random() < 0.3:
            asked_approval(self.cast)

    def act_decide(self) -> None:
        decide(self.one(Approval.objects.filter(outcome="", withdrawn_at=None)), self.cast.lina)

    def act_review(self) -> None:
        review = self.one(Review.objects.not_logged())
        save_answers(review=review, by=self.by, summary="Looked at")

    def act_propose(self) -> None:
        propose_decision(
            review=self.one(Review.objects.not_logged()), by=self.by, decision="continue", reason="It works",
            held_on=timezone.localdate(),
        )  # fmt: skip

    def act_confirm(self) -> None:
        review = self.one(Review.objects.filter(status="proposed"))
        if self.chance.random() < 0.5:
            confirm_review(review=review, by=self.by)
        else:
            send_back_review(review=review, by=self.by, reason="Say more")

    def act_open_action(self) -> None:
        open_action(partnership=self.partnership, by=self.by, text="Call", person=self.cast.jonas, due_on=self.day)

    def act_close_action(self) -> None:
        close_action(
            action=self.one(CorrectiveAction.objects.open()),
            by=self.by,
            result="Called",
            closed_on=timezone.localdate(),
        )

    def act_register(self) -> None:
        make_organisation(self.cast.service, f"Body {self.done}")

    def act_abandon(self) -> None:
        abandon_draft(agreement=self.one(Agreement.objects.filter(status=AgreementStatus.DRAFT)), by=self.by)
