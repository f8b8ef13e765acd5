"""Every form that makes something or does what can be done once."""

from .acts import ACTS
from .making import MAKING
from .partners import PARTNERS
from .reviews import REVIEWS

SENDINGS = [*MAKING, *ACTS, *REVIEWS, *PARTNERS]
