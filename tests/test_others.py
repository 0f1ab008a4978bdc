"""Other systems as re-translations: one voice an engine, and no copies."""

from audit.check import Pair
from eval.judged import Case
from eval.modes import FOUR, ONE, TWO
from eval.others import engines, heard, others

LONG = [f"The mayor opened bridge number {n} on a rainy morning in May." for n in range(6)]
OTHER = [f"On a wet May morning, bridge {n} was inaugurated by the mayor." for n in range(6)]
THIRD = [f"Bridge {n} has been opened; the mayor came in the rain." for n in range(6)]


def test_names_of_one_engine_stand_together() -> None:
    columns = {"Resold": LONG, "Online": LONG, "Lab_run1": OTHER, "Lab_run2": THIRD, "Own": list(reversed(THIRD))}
    assert engines(columns) == (("Lab_run1", "Lab_run2"), ("Online", "Resold"), ("Own",))


def test_each_other_engine_speaks_once() -> None:
    groups = (("Lab_run1", "Lab_run2"), ("Online", "Resold"), ("Own",))
    for audited in ("Online", "Resold"):
        chosen = others(groups, audited)
        assert len(chosen) == 2
        assert "Own" in chosen
        assert not {"Online", "Resold"} & set(chosen)
    assert len(others(groups, "a person")) == 3
    assert others(groups, "Own") == others(groups, "Own")


def test_a_copy_is_left_out_and_not_replaced() -> None:
    pair = Pair("The bridge is open.", "en", "Міст відкрито.", "uk", ("the bridge is open", "", "It opened.", "Open."))
    case = Case("x", (pair,))
    assert heard([case], ONE)[0].pairs[0].retranslations == ()
    assert heard([case], TWO)[0].pairs[0].retranslations == ()
    assert heard([case], FOUR)[0].pairs[0].retranslations == ("It opened.", "Open.")
