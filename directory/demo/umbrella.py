"""What an umbrella agreement of the demonstration passes down, and to whom."""

from typing import Any

from directory.demo.agreements import version
from directory.demo.portfolio import Story
from partnerships.drafting.services.wording import agreement_text
from partnerships.shared.services.partnerships import change_partnership
from partnerships.umbrella.rules.passing import proposed
from partnerships.umbrella.services.making import Wanted, expect, make_local_texts, opt_out
from partnerships.umbrella.services.templates import make_template
from pes_partnerships.accounts.models import Office


def pass_down(story: Story, row: dict[str, Any]) -> None:
    """A template of the text in force; drafts for some offices, others are expected, and one needs no agreement."""
    umbrella, user = version(story), story.world.manager()
    passing = proposed(agreement_text(umbrella))
    template = make_template(umbrella=umbrella, parts=passing.parts, objectives=passing.objectives, user=user)
    offices = {office.name: office for office in Office.objects.filter(service=story.world.service)}
    places = [offices[name] for name in (*row["drafted"], *row["expected"], *row["without"])]
    expect(umbrella=story.partnership, places=places, by=story.by)
    for name, reason in row["without"].items():
        opt_out(local=story.partnership.local_texts.get(office=offices[name]), reason=reason, by=story.by)
    made = make_local_texts(
        umbrella=umbrella,
        template=template,
        wanted=[Wanted(offices[name]) for name in row["drafted"]],
        formality=row["formality"],
        user=user,
    )
    for local in made:
        change_partnership(partnership=local.partnership, by=story.by, practice_note=row["note"])
