"""A proposal takes the place of the words that it is about, if they still stand there (G3)."""


class WordsChanged(Exception):
    """The words that a proposal is about no longer stand in the draft, or stand there more than once."""


def with_words(body: str, was: str, proposed: str) -> str:
    """The written part with the proposed words in the place of those that were shown."""
    body, was = body.replace("\r\n", "\n"), was.strip()
    if not was or body.count(was) != 1:
        raise WordsChanged
    return body.replace(was, proposed.replace("\r\n", "\n").strip())
