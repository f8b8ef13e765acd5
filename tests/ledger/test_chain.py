"""The canonical form and the commitment, by value: whoever reads the ledger can repeat them."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone

from pes_partnerships.ledger.rules.chain import canonical, chain_hash, commitment, plain


def test_the_canonical_form_is_one_way_only():
    vilnius = timezone(timedelta(hours=2))
    one = {"seq": 1, "at": datetime(2026, 11, 30, 11, 0, tzinfo=vilnius), "after": {"b": 1.5, "a": "ė"}}
    other = {"after": {"a": "ė", "b": 1.5}, "at": datetime(2026, 11, 30, 9, 0, tzinfo=UTC), "seq": 1}

    assert canonical(one) == canonical(other)
    assert canonical(one) == b'{"after":{"a":"\\u0117","b":"1.5"},"at":"2026-11-30T09:00:00+00:00","seq":1}'


def test_the_hash_covers_the_row_before():
    assert chain_hash("0" * 64, b"{}") == hashlib.sha256(b"0" * 64 + b"\n{}").hexdigest()
    assert chain_hash("1" * 64, b"{}") != chain_hash("0" * 64, b"{}")


def test_the_same_name_is_committed_differently_under_another_salt():
    assert commitment("ab", "Ona") == hashlib.sha256(b"abOna").hexdigest()
    assert commitment("ab", "Ona") != commitment("cd", "Ona")


def test_what_a_database_would_change_is_written_as_text():
    assert plain({1e22, True}) == ["1e+22", True]
    assert plain("a\x00b") == "ab"
