"""What a partner or a colleague says of a part of a draft, and how a partner ends its reading (G3)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.commenting.rules.places import Place
from partnerships.rules.vocabulary import CommentFinish
from partnerships.shared.forms.plain import OneLineField, PlainForm

MOST_WORDS = 5000


class RemarkForm(PlainForm):
    """A comment, other words for the clause, or both. Who reads is asked once, with the first one that is sent."""

    proposed = forms.CharField(
        label=_("Other words for this clause"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Change the words to propose others, or leave them as they are and only comment."),
    )
    words = forms.CharField(
        label=_("Your comment, or the reason for your proposal"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    name = OneLineField(label=_("Your full name"), max_length=150, error_messages={"required": _("Enter your name.")})
    office = OneLineField(label=_("Your position"), max_length=150, required=False)
    all_may_wait = True

    def __init__(self, *args: Any, place: Place, asks_who: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.place = place
        if place.words:
            self.fields["proposed"].initial = place.words
        else:
            del self.fields["proposed"]
        if not asks_who:
            del self.fields["name"], self.fields["office"]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        proposed = (values.get("proposed") or "").replace("\r\n", "\n").strip()
        is_other = bool(self.place.words) and proposed != self.place.words.strip()
        if is_other and not proposed and not self.errors.get("proposed"):
            self.add_error(
                "proposed", _("Enter the words of the clause. To propose its removal, say so in the comment.")
            )
        elif not is_other and not (values.get("words") or "").strip() and "words" not in self.errors:
            self.add_error("words", _("Enter a comment, or propose other words."))
        return values


class FinishForm(PlainForm):
    outcome = forms.ChoiceField(
        label=_("When you have read it"),
        choices=CommentFinish.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you finish.")},
    )
    words = forms.CharField(
        label=_("Closing comment"), required=False, max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 3})
    )
    name = OneLineField(label=_("Your full name"), max_length=150, error_messages={"required": _("Enter your name.")})
    office = OneLineField(label=_("Your position"), max_length=150, required=False)
    all_may_wait = True

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("outcome") == CommentFinish.CANNOT_AGREE and not (values.get("words") or "").strip():
            self.add_error("words", _("State what would have to change, so that the partnership manager can respond."))
        return values
