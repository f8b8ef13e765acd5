from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    name = "partnerships"
    verbose_name = _("Partnerships")

    def ready(self) -> None:
        """What its subjects add to the portfolio and the ground (docs/decisions/0016)."""
        from partnerships import hooks
        from partnerships.autonomy.views.waiting import waiting_approvals
        from partnerships.participants.views.dialogue_waiting import waiting_dialogue
        from partnerships.participants.views.looks import waiting_looks
        from partnerships.portfolio.views.waiting import waiting_agreements

        for waiting in (waiting_agreements, waiting_approvals, waiting_dialogue, waiting_looks):
            hooks.waiting.register(waiting)
