from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = _("Directory")

    def ready(self) -> None:
        from operator import attrgetter

        from directory import navigation
        from directory.cases import acts as cases
        from directory.consenting import acts as consenting
        from directory.consenting.services import asking
        from directory.contact import acts as contact
        from directory.demo import acts as demo
        from directory.following.services import sweep_followed
        from directory.models import ContactConsent, ContactRequest, Entry, Proposal
        from directory.publishing import acts as publishing
        from directory.publishing.services.waiting import asked_about, proposal_tasks, sent_back
        from directory.publishing.views.workspace import (
            KINDS,
            all_proposals,
            ending_panels,
            entries,
            partnership_panels,
        )
        from directory.upkeep import acts as upkeep
        from directory.upkeep.services.comparing import maintained, note_changed
        from directory.upkeep.services.confirming import renew_link
        from directory.upkeep.services.sweeping import sweep_entries
        from directory.upkeep.services.waiting import difference_tasks, differing_entries
        from directory.upkeep.views.workspace import KINDS as DIFFERENCES
        from directory.visits import acts as visits
        from partnerships import hooks
        from pes_partnerships.accounts import menus
        from pes_partnerships.ledger.rules.acts import known_acts
        from pes_partnerships.outbox.rules.renewing import known_renewers
        from pes_partnerships.outbox.rules.sweeps import known_sweeps

        menus.WORKSPACE.register(*navigation.WORKSPACE)
        menus.WORKSPACE.add_pages(*navigation.PROPOSING)
        menus.PUBLIC.register(*navigation.PUBLIC)
        menus.FOOTER.register(*navigation.FOOTER)
        known_acts.register(self.label, publishing.ACTS, upkeep.ACTS, consenting.ACTS, cases.ACTS, demo.ACTS)
        known_acts.register(self.label, contact.ACTS, visits.ACTS)
        hooks.mails_about.update(dict.fromkeys((Entry, Proposal, ContactConsent), attrgetter("partnership")))
        hooks.mails_about[ContactRequest] = attrgetter("entry.partnership")
        hooks.panels.register(partnership_panels)
        hooks.on_record.register(entries, all_proposals)
        hooks.ending_panels.register(ending_panels)
        hooks.waiting.register(proposal_tasks, sent_back, asked_about)
        hooks.waiting.register(difference_tasks, differing_entries)
        hooks.task_kinds.update({**KINDS, **DIFFERENCES})
        hooks.ready_rows.register(note_changed, maintained)
        known_renewers.register("confirm_entry", renew_link)
        known_renewers.register("contact_asked", asking.renew_link)
        known_sweeps.register("directory entries", sweep_entries)
        known_sweeps.register("followed searches", sweep_followed)
        self._let_messages_wait()

    def _let_messages_wait(self) -> None:
        """Messages and visits among what waits, and what days that pass bring about for them."""
        from directory.contact.services.clock import sweep_messages
        from directory.contact.services.waiting import message_tasks, open_visits, visit_tasks, waiting_messages
        from directory.contact.views import waiting
        from partnerships import hooks
        from partnerships.reminding.rules.kinds import known_kinds
        from pes_partnerships.outbox.rules.sweeps import known_sweeps

        hooks.waiting.register(message_tasks, waiting_messages)
        hooks.waiting.register(visit_tasks, open_visits)
        hooks.task_kinds.update(waiting.KINDS)
        known_kinds.register(*waiting.REMINDERS)
        known_sweeps.register("messages", sweep_messages)
