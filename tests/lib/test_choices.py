"""A choice that no form offers is refused in our words, without a letter of what was sent."""

import pytest
from django import forms
from django.utils import translation

from partnerships.models import Organisation
from partnerships.rules.vocabulary import Category
from pes_partnerships.accounts.models import Office, User

RUBBISH = "<b>rubbish</b>"
ONE = "This option is not available. Choose one from the list."
SEVERAL = "One of these options is not available. Choose only from the list."
CHOICES = [("a", "A"), ("1", "One")]


@pytest.mark.parametrize(
    ("field", "sent", "said"),
    [
        (forms.ChoiceField(choices=CHOICES), RUBBISH, ONE),
        (forms.TypedChoiceField(choices=CHOICES, coerce=int), RUBBISH, ONE),
        (forms.TypedChoiceField(choices=CHOICES, coerce=int), "a", ONE),
        (forms.MultipleChoiceField(choices=CHOICES), ["a", RUBBISH], SEVERAL),
        (forms.MultipleChoiceField(choices=CHOICES), RUBBISH, SEVERAL),
        (User._meta.get_field("language").formfield(), RUBBISH, ONE),
        (forms.ChoiceField(choices=CHOICES, error_messages={"invalid_choice": "Its own."}), RUBBISH, "Its own."),
    ],
)
def test_one_sentence_for_every_kind_of_choice(field, sent, said):
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(sent)

    assert refused.value.messages == [said]


@pytest.mark.parametrize(
    ("kind", "sent", "said"),
    [
        (forms.ModelChoiceField, RUBBISH, ONE),
        (forms.ModelChoiceField, "99999999", ONE),
        (forms.ModelMultipleChoiceField, [RUBBISH], SEVERAL),
        (forms.ModelMultipleChoiceField, ["99999999"], SEVERAL),
        (forms.ModelMultipleChoiceField, RUBBISH, SEVERAL),
    ],
)
def test_rows_are_refused_like_other_choices(db, kind, sent, said):
    with pytest.raises(forms.ValidationError) as refused:
        kind(Office.objects.all()).clean(sent)

    assert refused.value.messages == [said]


@pytest.mark.parametrize("category", ["ngo", "employers", "", "nobody knows"])
def test_a_label_is_that_of_the_language_that_is_active(category):
    """What get_<field>_display() gives, before and after another language was asked."""
    organisation = Organisation(category=category)
    known = dict(Category.choices)
    for language in ("en", "fr", "en"):
        with translation.override(language):
            assert organisation.get_category_display() == str(known.get(category, category))


def test_no_choice_is_translated_but_the_one_that_is_shown(monkeypatch):
    """Django's own way is long where a field has many choices, and lists ask for hundreds of labels."""
    asked = []
    monkeypatch.setattr(Category.NGO.label.__class__, "__hash__", lambda self: asked.append(self) or 0, raising=False)

    assert Organisation(category="ngo").get_category_display() == str(Category.NGO.label)
    assert asked == []
