from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = _("Reviews")

    def ready(self) -> None:
        """What the app beneath calls without importing this one (docs/architecture.md)."""
        from partnerships import hooks
        from reviews.agenda.views.panels import panels
        from reviews.agenda.views.waiting import waiting
        from reviews.schedule.services.planning import end_series, plan_reviews

        hooks.agreement_in_force.register(plan_reviews)
        hooks.agreement_ended.register(end_series)
        hooks.panels.register(panels)
        hooks.waiting.register(waiting)
