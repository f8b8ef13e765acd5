"""Keeping what was typed and not saved, for its owner alone; the one writer of `UnsavedInput` (decision 0025)."""

import datetime
from dataclasses import dataclass

from django.core import signing
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from pes_partnerships.accounts.models import SentForm, UnsavedInput
from pes_partnerships.ledger.services import one_act
from pes_partnerships.lib import once
from pes_partnerships.lib.form_pages import OF_THE_PAGE, Unsaved

KEPT = datetime.timedelta(days=30)
BRING_BACK = datetime.timedelta(hours=1)  # how long what was discarded is offered again
MOST_CHARACTERS = 500_000
LONGEST_PAGE = 300
SALT = "unsaved input"
NOT_TYPED = (*OF_THE_PAGE, "do", "confirmed")  # whoever sends the form makes the declaration


@dataclass(frozen=True)
class Owner:
    """Whose input, of which page: a person's, or of a mailed link, by the hash of its token."""

    page: str
    user: int | None = None
    link: str = ""

    @property
    def key(self) -> str:
        """What the page carries: only who was shown the page can keep something for it."""
        return signing.dumps([self.page, self.user, self.link], salt=SALT, compress=True)

    @classmethod
    def of_key(cls, key: str) -> "Owner | None":
        try:
            page, user, link = signing.loads(key, salt=SALT, max_age=KEPT)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return cls(page, user, link)

    @property
    def rows(self) -> QuerySet[UnsavedInput]:
        return UnsavedInput.objects.filter(user=self.user, link=self.link, page=self.page)


class TooLong(Exception):
    """More was typed than is kept."""


@one_act()
def keep(*, owner: Owner, typed: QueryDict, signed_out: bool = False, content: str = "") -> UnsavedInput | None:
    """Keep what was typed in the place of what was kept before; None where the form was saved meanwhile.

    `content`: of a form that was sent as a whole (content_of); then other words than those that were saved are kept.
    Not an act of the product: nothing of it is in the ledger, and nobody else is shown it.
    """
    if owner.user and _was_saved(owner.user, typed.get(once.FIELD, ""), content):
        return None  # it was on its way when the same form was saved
    own = Unsaved(mutable=True)
    for name, values in typed.lists():
        if name not in NOT_TYPED:
            own.setlist(name, values)
    words = own.urlencode()
    if len(words) > MOST_CHARACTERS:
        raise TooLong
    values = {"typed": words, "kept_at": timezone.now(), "signed_out": signed_out, "discarded_at": None}
    kept, _is_new = UnsavedInput.objects.update_or_create(
        user_id=owner.user, link=owner.link, page=owner.page, defaults=values
    )
    return kept


def _was_saved(user: int, key: str, content: str) -> bool:
    saved = SentForm.objects.filter(user=user, key=key).exclude(led_to="")
    return bool(key) and (saved.filter(content=content) if content else saved).exists()


@one_act()
def forget(*, owner: Owner) -> None:
    """The form was saved: what was typed into it is kept no longer."""
    owner.rows.delete()


@one_act()
def discard(*, owner: Owner) -> None:
    """The owner wants what is saved; what was typed can be brought back for an hour."""
    owner.rows.update(discarded_at=timezone.now())


@one_act()
def bring_back(*, owner: Owner) -> None:
    owner.rows.update(discarded_at=None)


@one_act()
def forget_old(*, now: datetime.datetime | None = None) -> int:
    """Delete what nobody came back for, and what was discarded; how many rows went."""
    now = now or timezone.now()
    old = UnsavedInput.objects.filter(kept_at__lt=now - KEPT)
    discarded = UnsavedInput.objects.filter(discarded_at__lt=now - BRING_BACK)
    return old.delete()[0] + discarded.delete()[0]
