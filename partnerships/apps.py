from collections.abc import Iterable
from types import ModuleType

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    name = "partnerships"
    verbose_name = _("Partnerships")

    def ready(self) -> None:
        """What its subjects tell the ground, and add to the pages of other subjects (docs/decisions/0016)."""
        from partnerships import navigation
        from partnerships.signing.checks import seal_is_set_up
        from pes_partnerships.accounts import menus

        menus.WORKSPACE.register(*navigation.WORKSPACE)
        checks.register(seal_is_set_up, checks.Tags.security, deploy=True)
        menus.PUBLIC.register(*navigation.PUBLIC)
        self._declare_acts()
        self._keep_ready()
        self._ask_other_offices()
        self._take_workbooks()
        self._hear_of_lost_mails()
        self._run_by_the_clock()
        self._renew_links()
        self._compare_with_ledger()

    def _compare_with_ledger(self) -> None:
        from partnerships.evidence.services.comparing import compare_signing
        from pes_partnerships.ledger.services import compares

        compares("signing", compare_signing)

    def _declare_acts(self) -> None:
        from partnerships.agreements import acts as agreements
        from partnerships.autonomy import acts as autonomy
        from partnerships.clauses import acts as clauses
        from partnerships.commenting import acts as commenting
        from partnerships.consents import acts as consents
        from partnerships.copies import acts as copies
        from partnerships.delivery import acts as delivery
        from partnerships.drafting import acts as drafting
        from partnerships.elsewhere import acts as elsewhere
        from partnerships.ending import acts as ending
        from partnerships.imports import acts as imports
        from partnerships.lifecycle import acts as lifecycle
        from partnerships.marks import acts as marks
        from partnerships.matching import acts as matching
        from partnerships.merging import acts as merging
        from partnerships.minor_changes import acts as minor_changes
        from partnerships.objectives import acts as objectives
        from partnerships.participants import acts as participants
        from partnerships.portfolio import acts as portfolio
        from partnerships.preparation import acts as preparation
        from partnerships.registry import acts as registry
        from partnerships.reminding import acts as reminding
        from partnerships.shared import acts as shared
        from partnerships.signing import acts as signing
        from partnerships.umbrella import acts as umbrella
        from partnerships.workbooks import acts as workbooks
        from pes_partnerships.ledger.rules.acts import known_acts

        subjects = [
            shared,
            delivery,
            matching,
            consents,
            workbooks,
            reminding,
            registry,
            participants,
            merging,
            imports,
            preparation,
            clauses,
            drafting,
            objectives,
            autonomy,
            agreements,
            commenting,
            signing,
            copies,
            elsewhere,
            marks,
            minor_changes,
            umbrella,
            lifecycle,
            ending,
            portfolio,
        ]
        known_acts.register(self.label, *(subject.ACTS for subject in subjects))

    def _remind(self, subjects: Iterable[ModuleType]) -> None:
        """What is reminded of, and who composes the mails."""
        from partnerships.reminding.mails import KIND
        from partnerships.reminding.rules.feeds import known_feeds
        from partnerships.reminding.rules.kinds import known_kinds
        from partnerships.reminding.services.composing import compose_reminder
        from partnerships.reminding.services.digesting import compose_digest
        from partnerships.reminding.services.gathering import DIGEST
        from partnerships.reminding.services.things import WhatWaits
        from pes_partnerships.ledger.services import quiet
        from pes_partnerships.outbox.rules.letters import known_composers

        for subject in subjects:
            known_kinds.register(*subject.REMINDERS)
        known_composers.register(KIND, compose_reminder)
        known_composers.register(DIGEST, compose_digest)
        known_feeds.register(WhatWaits())
        quiet("reminding.sent", "reminding.withdrawn", "reminding.set_aside", "reminding.handed_over")
        quiet("reminding.taken_back", "reminding.calendar_made", "reminding.calendar_ended", "reminding.letter_sent")

    def _take_workbooks(self) -> None:
        """The sheets of a portfolio that comes in or goes out, each with the subject that knows it."""
        from partnerships import hooks
        from partnerships.elsewhere.services.bringing import save_brought
        from partnerships.elsewhere.services.sheets import SHEETS
        from partnerships.participants.services.sheet import PARTICIPANTS
        from partnerships.portfolio.services.ready import forget
        from partnerships.portfolio.services.sheet import PARTNERSHIPS
        from partnerships.umbrella.services.placing import count_brought, forget_brought
        from partnerships.workbooks.rules.kinds import KINDS
        from pes_partnerships.ledger.services import quiet

        KINDS.register(PARTNERSHIPS, PARTICIPANTS, *SHEETS)
        hooks.partnership_brought.register(save_brought)
        hooks.partnership_brought.register(count_brought)
        hooks.import_undone.register(forget)
        hooks.import_undone.register(forget_brought)
        # the ready rows of what a file brought are written when it is settled
        quiet("partnership.imported", "partnership.import_changed", "participation.import_changed")
        quiet("agreement.import_changed", "measurement.imported", "action.imported")

    def _renew_links(self) -> None:
        """How a mail whose link is gone is sent again."""
        from partnerships.commenting.services import sharing
        from partnerships.participants.services import inviting
        from partnerships.signing.services import asking
        from pes_partnerships.outbox.rules.renewing import known_renewers

        known_renewers.register("signature_requested", asking.renew_link)
        known_renewers.register("invitation_sent", inviting.renew_link)
        known_renewers.register("comments_requested", sharing.renew_link)

    def _run_by_the_clock(self) -> None:
        """What days that pass bring about: tried out by a dry run, and caught up with after a backup was restored."""
        from partnerships.ending.services.clock import sweep_endings
        from partnerships.portfolio.services import ready
        from partnerships.reminding.services.letter import sweep_letters
        from partnerships.reminding.services.sweeping import sweep_waiting
        from partnerships.signing.services.clock import move_agreements, remind_signatories
        from pes_partnerships.outbox.rules.sweeps import known_sweeps

        known_sweeps.register("agreements", move_agreements)
        known_sweeps.register("signing reminders", remind_signatories, replaces=True)
        known_sweeps.register("endings", sweep_endings)
        known_sweeps.register("ready rows", ready.sweep)  # what waits is read from them
        known_sweeps.register("what waits", sweep_waiting)
        known_sweeps.register("monthly letters", sweep_letters)

    def _hear_of_lost_mails(self) -> None:
        """A mail reached nobody: its own subject notes it first, so that the ready rows know of it."""
        from operator import attrgetter

        from partnerships import hooks
        from partnerships.delivery.services import answers, tell_undelivered
        from partnerships.models import Agreement, Ending, Invitation, Partnership, Withdrawal
        from partnerships.signing.services.delivery import note_undelivered
        from pes_partnerships.outbox.rules.answering import known_answerers
        from pes_partnerships.outbox.rules.listening import undelivered

        hooks.mails_about.update(dict.fromkeys((Agreement, Ending), attrgetter("partnership")))
        hooks.mails_about[Partnership] = lambda partnership: partnership
        hooks.mails_about[Invitation] = attrgetter("participation.partnership")
        hooks.mails_about[Withdrawal] = attrgetter("agreement.partnership")
        known_answerers.register(answers)
        undelivered.register(note_undelivered)
        undelivered.register(tell_undelivered)

    def _keep_ready(self) -> None:
        """The rows of the start page, and what waits on them."""
        from partnerships import hooks
        from partnerships.autonomy.services import approvals
        from partnerships.autonomy.views import waiting as autonomy
        from partnerships.commenting.services import waiting as comments
        from partnerships.commenting.views import joining as commenting
        from partnerships.consents.services.waiting import consent_tasks, unanswered
        from partnerships.consents.views import waiting as consents
        from partnerships.ending.services import waiting as endings
        from partnerships.ending.services.deciding import stop_as_overtaken
        from partnerships.ending.views import joining as ending
        from partnerships.ending.views import waiting as ending_waiting
        from partnerships.lifecycle.services import waiting as notices
        from partnerships.lifecycle.views import joining as lifecycle
        from partnerships.lifecycle.views import waiting as lifecycle_waiting
        from partnerships.minor_changes.views import joining as minor_changes
        from partnerships.participants.services import waiting as dialogue
        from partnerships.participants.services.waiting import LOOK
        from partnerships.participants.views import dialogue_waiting, looks
        from partnerships.portfolio.services import facts
        from partnerships.portfolio.services import waiting as versions
        from partnerships.portfolio.services.ready import partnership_changed
        from partnerships.portfolio.services.waiting import END
        from partnerships.portfolio.views import waiting as portfolio
        from partnerships.reminding.views import joining as reminding
        from partnerships.shared.services.on_record import READINGS
        from partnerships.signing.services import delivery
        from partnerships.signing.views import joining as signing
        from partnerships.signing.views import waiting as unreached
        from partnerships.umbrella.views import joining as umbrella
        from pes_partnerships.ledger.services import told

        hooks.waiting.register(versions.agreement_tasks, versions.waiting_versions)
        hooks.waiting.register(approvals.approval_tasks, approvals.undecided_approvals)
        hooks.waiting.register(comments.comment_tasks, comments.open_rounds, comments.waiting_remarks)
        hooks.waiting.register(dialogue.dialogue_tasks, dialogue.unsettled_invitations)
        hooks.waiting.register(dialogue.look_tasks, dialogue.open_looks)
        hooks.waiting.register(notices.notice_tasks, notices.renewed)
        hooks.waiting.register(
            endings.ending_tasks, endings.endings_to_confirm, endings.open_steps, endings.undecided_matters
        )
        hooks.waiting.register(consent_tasks, unanswered)
        hooks.waiting.register(delivery.unreached_tasks, delivery.unreached)
        for reading in facts.READINGS:
            hooks.waiting.ask_too(reading)
        for subject in (
            portfolio, autonomy, commenting, dialogue_waiting, looks, consents, lifecycle_waiting, ending_waiting,
            unreached,
        ):  # fmt: skip
            hooks.task_kinds.update(subject.KINDS)
        self._remind((portfolio, lifecycle_waiting, commenting, dialogue_waiting, looks, autonomy, unreached))
        hooks.warning_kinds.add(END)
        hooks.mandate_kinds.add(LOOK)
        hooks.draft_findings.register(commenting.draft_findings)
        hooks.draft_panels.register(commenting.draft_panels)
        hooks.part_panels.register(commenting.part_panels)
        hooks.draft_panels.register(minor_changes.draft_panels)
        hooks.panels.register(minor_changes.panels)
        hooks.draft_findings.register(umbrella.draft_findings)
        hooks.draft_panels.register(umbrella.draft_panels)
        hooks.part_panels.register(umbrella.part_panels)
        hooks.panels.register(umbrella.panels)
        hooks.draft_findings.register(signing.draft_findings)
        hooks.draft_findings.register(lifecycle.draft_findings)
        hooks.panels.register(signing.panels)
        hooks.panels.register(lifecycle.panels)
        hooks.draft_findings.register(ending.draft_findings)
        hooks.panels.register(ending.panels)
        hooks.panels.register(reminding.panels)
        hooks.on_record.register(*READINGS)
        hooks.agreement_in_force.register(stop_as_overtaken)
        hooks.partnership_changed.register(partnership_changed)
        told("partnership", lambda keys: hooks.partnership_changed(keys=keys))

    def _ask_other_offices(self) -> None:
        """The acts on organisations that may need the consent of other offices; each subject does its own."""
        from partnerships import hooks
        from partnerships.merging.views import consented as merging
        from partnerships.participants.views import consented as participants
        from partnerships.registry.views import consented as registry

        for subject in (registry, participants, merging):
            hooks.consent_acts.update(subject.CONSENT_ACTS)
