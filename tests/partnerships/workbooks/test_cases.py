"""F2: lines with the same cause are one question, and each question has a name of its own."""

from partnerships.workbooks.rules.cases import Asked, cases_of


def problem(text: str, column: str = "role", cell: str | None = None, code: str = "cell") -> dict[str, str]:
    said = {"code": code, "column": column, "text": text, "severity": "error"}
    return said if cell is None else {**said, "cell": cell}


def asked(key: int, *problems: dict, is_open: bool = True, kind: str = "parties") -> Asked:
    return Asked(key, kind, "Sheet", key, f"Line {key}", {}, problems, (), is_open=is_open)


def test_two_questions_about_one_cell_of_one_line_have_names_of_their_own():
    """An answer to one of them would be taken for the other one."""
    line = asked(1, problem("Too long.", "title", code="long"), problem("Named twice.", "title", code="long"))

    first, second = cases_of([line])

    assert (first.key, second.key) == ("1-long-title", "1-long-title-1")


def test_what_most_lines_say_is_asked_first():
    words = ("pays", "Leads", "leads", "LEADS", "hosts", "hosts")
    lines = [asked(key, problem("Not in the list.", cell=word)) for key, word in enumerate(words, 1)]

    [case] = cases_of(lines)

    assert [[line.key for line in entry] for entry in case.entries] == [[2, 3, 4], [5, 6], [1]]


def test_one_word_of_no_list_is_named_with_its_field_too():
    [case] = cases_of([asked(1, problem("“pays” is not in the list.", cell="pays"))])
    assert case.title == "1 entry in “Role in the agreement” is not in the list."


def test_what_is_decided_comes_after_what_is_not_however_many_lines_it_has():
    decided = [asked(key, problem("Wrong.", code="two_in_force"), is_open=False) for key in (1, 2, 3)]
    still_open = asked(4, problem("Missing.", "signed", code="cell"))

    assert [case.lines[0].key for case in cases_of([*decided, still_open])] == [4, 1]


def test_what_is_missing_is_entered_here_unless_its_words_are_of_a_list():
    of_list, of_none = cases_of([asked(1, problem("No role.")), asked(2, problem("No day.", "signed_on"))])
    assert [(case.column, case.takes_cells) for case in (of_list, of_none)] == [("role", False), ("signed_on", True)]
