from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = _("Directory")

    def ready(self) -> None:
        from operator import attrgetter

        from directory import navigation
        from directory.cases import acts as cases
        from directory.demo import acts as demo
        from directory.following.services import sweep_followed
        from directory.models import Entry, Proposal
        from directory.publishing import acts as publishing
        from directory.publishing.services.waiting import proposal_tasks, sent_back
        from directory.publishing.views.workspace import (
            KINDS,
            all_proposals,
            ending_panels,
            entries,
            partnership_panels,
        )
        from partnerships import hooks
        from pes_partnerships.accounts import menus
        from pes_partnerships.ledger.rules.acts import known_acts
        from pes_partnerships.outbox.rules.sweeps import known_sweeps

        menus.WORKSPACE.register(*navigation.WORKSPACE)
        menus.WORKSPACE.add_pages(*navigation.PROPOSING)
        menus.PUBLIC.register(*navigation.PUBLIC)
        menus.FOOTER.register(*navigation.FOOTER)
        known_acts.register(self.label, publishing.ACTS, cases.ACTS, demo.ACTS)
        hooks.mails_about.update(dict.fromkeys((Entry, Proposal), attrgetter("partnership")))
        hooks.panels.register(partnership_panels)
        hooks.on_record.register(entries, all_proposals)
        hooks.ending_panels.register(ending_panels)
        hooks.waiting.register(proposal_tasks, sent_back)
        hooks.task_kinds.update(KINDS)
        known_sweeps.register("followed searches", sweep_followed)
