"""A18: agreements that would be umbrellas of each other."""

from partnerships.elsewhere.rules.circles import circles


def test_only_what_is_above_itself_is_in_a_circle():
    above = {"a": {"b"}, "b": {"c", "top"}, "c": {"a"}, "under": {"a"}, "alone": {"alone"}, "x": {"y"}, "y": {"x"}}
    assert sorted(map(sorted, circles(above))) == [["a", "b", "c"], ["alone"], ["x", "y"]]


def test_two_circles_that_one_way_joins_are_two():
    above = {1: {2}, 2: {1, 3}, 3: {4}, 4: {3}}
    assert sorted(map(sorted, circles(above))) == [[1, 2], [3, 4]]


def test_a_long_chain_is_walked():
    chain = {number: {number + 1} for number in range(20_000)}
    assert circles(chain) == []
    [group] = circles(chain | {20_000: {0}})
    assert len(group) == 20_001
