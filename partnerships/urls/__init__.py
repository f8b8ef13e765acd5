from .advice import ADVICE
from .agreements import AGREEMENTS
from .autonomy import AUTONOMY
from .dialogue import DIALOGUE
from .duplicates import DUPLICATES
from .forming import FORMING
from .imports import IMPORTS
from .merging import MERGING
from .preparation import PREPARATION
from .registry import REGISTRY

app_name = "partnerships"

urlpatterns = [
    *DUPLICATES,
    *IMPORTS,
    *MERGING,
    *REGISTRY,
    *FORMING,
    *PREPARATION,
    *DIALOGUE,
    *ADVICE,
    *AUTONOMY,
    *AGREEMENTS,
]
