"""The code of a letter that asks for a signature: what is printed, what is typed, and the link that it stands for (S2).

Pure: the secret of the installation is handed in. The code comes from a random salt and that secret, and the token of
the link from the code and that secret: a copy of the database opens nothing, and nothing that opens is stored.
"""

import base64
import hmac
import re

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0, O, 1 and I: 32 signs, five bits each
LENGTH = 12
_GROUP = 4
_CODE, _TOKEN = b"partnerships.letter.code", b"partnerships.letter.token"
# what a Greek or Cyrillic keyboard writes for the same shape
_SAME_SHAPE = str.maketrans("ΑΒΕΖΗΚΜΝΡΤΥΧАВЕКМНРСТУХЅЈ", "ABEZHKMNPTYXABEKMHPCTYXSJ")


def code_of(salt: str, secret: str) -> str:
    number = int.from_bytes(hmac.digest(secret.encode(), _CODE + salt.encode(), "sha256"), "big")
    return "".join(SIGNS[(number >> 5 * place) % len(SIGNS)] for place in range(LENGTH))


def token_of(code: str, secret: str) -> str:
    """256 bits, as hard to guess as the code, and like any link's token in the address of the page."""
    token = hmac.digest(secret.encode(), _TOKEN + code.encode(), "sha256")
    return base64.urlsafe_b64encode(token).decode("ascii").rstrip("=")


def read_code(typed: str) -> str:
    """The code in what was typed, however it was grouped; empty where it cannot be one."""
    bare = re.sub(r"[\W_]", "", typed.upper()).translate(_SAME_SHAPE)
    return bare if len(bare) == LENGTH and set(bare) <= set(SIGNS) else ""


def in_print(code: str) -> str:
    return "-".join(code[start : start + _GROUP] for start in range(0, LENGTH, _GROUP))
