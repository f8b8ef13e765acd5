"""Secret links, absolute addresses and safe ways back."""

import hashlib

import pytest

from pes_partnerships.lib.links import absolute, hash_token, new_token, same_or


def test_tokens_are_long_and_never_the_same():
    tokens = {new_token() for _ in range(200)}

    assert len(tokens) == 200
    # S2: at least 128 bits; each character of a token carries six
    assert min(len(token) for token in tokens) * 6 >= 128


def test_only_the_hash_is_stored():
    token = new_token()

    assert hash_token(token) == hashlib.sha256(token.encode()).hexdigest()
    assert token not in hash_token(token)


def test_addresses_in_mails_are_whole(settings):
    settings.BASE_URL = "https://pes.example/"

    assert absolute("/sign/abc/") == "https://pes.example/sign/abc/"
    for path in ("sign/", "//elsewhere.example/", "https://elsewhere.example/"):
        with pytest.raises(ValueError, match="one slash"):
            absolute(path)


@pytest.mark.parametrize("path", ["/organisations/?q=x&next=/", "/"])
def test_a_way_back_is_a_path_of_this_installation(path):
    assert same_or(path, "/home/") == path


@pytest.mark.parametrize(
    "path", ["", "portfolio", "//elsewhere.example/", "/\\elsewhere.example/", "https://elsewhere.example/", "\x00/"]
)
def test_any_other_way_back_is_not_taken(path):
    assert same_or(path, "/home/") == "/home/"
