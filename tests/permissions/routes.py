"""How a route is declared for the permission matrix. Each app has its file of rows; a route without a row fails."""

from collections.abc import Callable
from dataclasses import dataclass

from pes_partnerships.accounts.rules.roles import Role

MANAGER = frozenset({Role.MANAGER})
WRITERS = frozenset({Role.MANAGER, Role.STAFF})
REVIEWERS = frozenset({Role.MANAGER, Role.STAFF, Role.EVALUATOR})
READERS = frozenset({Role.MANAGER, Role.STAFF, Role.EVALUATOR, Role.READER})
DIRECTORY_ADMINS = frozenset({Role.DIRECTORY_ADMIN})
ANYBODY = frozenset(Role)


@dataclass(frozen=True)
class Route:
    """One address: who of the own service may use it, and which object of the world it is asked for.

    `about(world)` gives the URL's keyword arguments for one service's world; None: the address names no object.
    `public`: visitors without an account may use it too. `signed_in`: anybody with an account, whatever the role.
    """

    name: str
    may: frozenset[str] = frozenset()
    about: Callable[[object], dict[str, object]] | None = None
    method: str = "get"
    public: bool = False
    signed_in: bool = False
    why: str = ""
    answers_404: bool = False  # also to those who may: the object has nothing to show
