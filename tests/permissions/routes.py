"""How a route is declared for the permission matrix. Each subject has its table; a route without a row fails."""

from collections.abc import Callable
from dataclasses import dataclass

from pes_partnerships.accounts.rules.roles import Role

MANAGER = frozenset({Role.MANAGER})
WRITERS = frozenset({Role.MANAGER, Role.STAFF})
EVALUATORS = frozenset({Role.EVALUATOR})
READERS = frozenset({Role.MANAGER, Role.STAFF, Role.EVALUATOR, Role.READER})
DIRECTORY_ADMINS = frozenset({Role.DIRECTORY_ADMIN})
SERVICE_ADMINS = frozenset({Role.SERVICE_ADMIN})
ANYBODY = frozenset(Role)


@dataclass(frozen=True)
class Route:
    """One address: who of the own service may use it, and which object of the world it is asked for.

    `about(world)` gives the URL's keyword arguments for one world; None: the address names no object.
    `query(world)`: what its page needs after the address before it shows its form.
    `posts`: who may send its form, where that is not everybody who may read the page.
    `of_service`: the object belongs to the whole service, not to one office.
    `public`: visitors without an account may use it too. `signed_in`: anybody with an account, whatever the role.
    """

    name: str
    may: frozenset[str] = frozenset()
    about: Callable[[object], dict[str, object]] | None = None
    posts: frozenset[str] | None = None
    of_service: bool = False
    query: Callable[[object], str] = lambda world: ""
    method: str = "get"  # "post": the address has no page of its own
    public: bool = False
    signed_in: bool = False
    why: str = ""
    names_no_row: bool = False  # what the address names is no row of anybody: a check of the published list
    answers_404: bool = False  # also to those who may: the object has nothing to show

    @property
    def may_post(self) -> frozenset[str]:
        return self.may if self.posts is None else self.posts


def of(name: str) -> Callable[[object], dict[str, object]]:
    """The world's row of this name, as the address names it."""
    return lambda world: {"pk": getattr(world, name).pk}
