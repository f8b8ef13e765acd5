"""Records that cannot be made one, and merges that cannot be undone: each with its own sentence (F2)."""

import pytest

from partnerships.merging.rules import MergeRefused
from partnerships.merging.services.merging import merge, undo_merge
from partnerships.models import Organisation
from partnerships.shared.services.resolving import resolve
from tests.factories import make_organisation
from tests.factories.forming import BY
from tests.factories.merging import two_records

pytestmark = pytest.mark.django_db


def fresh(organisation: Organisation) -> Organisation:
    return Organisation.objects.get(pk=organisation.pk)


def refusal(**values) -> str:
    with pytest.raises(MergeRefused) as caught:
        merge(by=BY, **values)
    return str(caught.value)


def test_a_record_is_not_merged_with_itself_or_with_one_that_is_merged(in_scope):
    kept, merged = two_records(in_scope)
    third = make_organisation(in_scope.service, "Third", "ngo")
    merge(kept=kept, merged=merged, by=BY)

    assert refusal(kept=kept, merged=kept).startswith("A record cannot be merged with itself.")
    said = "“Alytaus miesto savivaldybė” has already been merged into “Alytus municipality”."
    assert refusal(kept=third, merged=merged).startswith(said)
    assert refusal(kept=merged, merged=kept).startswith(said)


@pytest.mark.parametrize("kept_is_former", [True, False])
def test_a_successor_is_another_organisation(in_scope, kept_is_former):
    last = make_organisation(in_scope.service, "Agency", "ngo")
    middle = make_organisation(in_scope.service, "Office", "ngo", successors=[last])
    first = make_organisation(in_scope.service, "Exchange", "ngo", successors=[middle])

    sides = {"kept": first, "merged": last} if kept_is_former else {"kept": last, "merged": first}
    assert refusal(**sides).startswith("“Agency” is the successor of “Exchange”")


def test_a_number_that_a_third_record_bears_is_refused(in_scope):
    kept = make_organisation(in_scope.service, "One", "ngo", country="LT")
    merged = make_organisation(in_scope.service, "One again", "ngo", registration_number="77")
    make_organisation(in_scope.service, "Third", "ngo", country="LT", registration_number="77")

    assert refusal(kept=kept, merged=merged).startswith("“Third” already has the registration number 77.")
    assert Organisation.objects.unmerged().count() == 3


def test_records_merged_in_a_circle_are_one_of_them(in_scope):
    first, second, third, outside = (make_organisation(in_scope.service, name, "ngo") for name in "ABCD")
    for record, into in ((first, second), (second, third), (third, first), (outside, third)):
        Organisation.objects.filter(pk=record.pk).update(merged_into=into)

    assert {resolve(fresh(record)) for record in (first, second, third, outside)} == {first}


def test_merges_are_undone_in_order_and_once(in_scope):
    first, second, third = (make_organisation(in_scope.service, name, "ngo") for name in ("A", "B", "C"))
    inner = merge(kept=second, merged=first, by=BY)
    outer = merge(kept=third, merged=second, by=BY)
    assert resolve(fresh(first)) == third

    with pytest.raises(MergeRefused, match="“B” has since been merged into “C”"):
        undo_merge(merge=inner, by=BY)
    undo_merge(merge=outer, by=BY)
    undo_merge(merge=inner, by=BY)
    with pytest.raises(MergeRefused, match="already been undone"):
        undo_merge(merge=inner, by=BY)
    assert [resolve(fresh(row)) for row in (first, second, third)] == [first, second, third]
