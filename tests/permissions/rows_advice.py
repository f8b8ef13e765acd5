"""An interview with the adviser, a person of the team and a training, for the permission matrix."""

from typing import Any

from tests.factories.advice import make_advice, make_member, make_training


def rows(crew: Any, world: Any) -> dict[str, object]:
    return {
        "model_advice": make_advice(world.partnership),
        "team_member": make_member(world.partnership, "Rasa", negotiation=(2, True)),
        "training": make_training(world.partnership),
    }
