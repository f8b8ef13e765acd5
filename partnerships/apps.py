from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    name = "partnerships"
    verbose_name = _("Partnerships")

    def ready(self) -> None:
        """What its subjects tell the ground, and add to the pages of other subjects (docs/decisions/0016)."""
        from partnerships import navigation
        from pes_partnerships.accounts import menus

        menus.WORKSPACE.register(*navigation.WORKSPACE)
        self._declare_acts()
        self._add_what_waits()

    def _declare_acts(self) -> None:
        from partnerships.agreements import acts as agreements
        from partnerships.autonomy import acts as autonomy
        from partnerships.drafting import acts as drafting
        from partnerships.imports import acts as imports
        from partnerships.matching import acts as matching
        from partnerships.merging import acts as merging
        from partnerships.objectives import acts as objectives
        from partnerships.participants import acts as participants
        from partnerships.portfolio import acts as portfolio
        from partnerships.preparation import acts as preparation
        from partnerships.registry import acts as registry
        from partnerships.shared import acts as shared
        from partnerships.signing import acts as signing
        from pes_partnerships.ledger.rules.acts import known_acts

        subjects = [
            shared,
            matching,
            registry,
            participants,
            merging,
            imports,
            preparation,
            drafting,
            objectives,
            autonomy,
            agreements,
            signing,
            portfolio,
        ]
        known_acts.register(self.label, *(subject.ACTS for subject in subjects))

    def _add_what_waits(self) -> None:
        from partnerships import hooks
        from partnerships.autonomy.views.waiting import waiting_approvals
        from partnerships.participants.views.dialogue_waiting import waiting_dialogue
        from partnerships.participants.views.looks import waiting_looks
        from partnerships.portfolio.views.waiting import waiting_agreements

        for waiting in (waiting_agreements, waiting_approvals, waiting_dialogue, waiting_looks):
            hooks.waiting.register(waiting)
