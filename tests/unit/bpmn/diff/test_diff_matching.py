"""Which element is which where the ids do not tell."""

from __future__ import annotations

import functools
import random
import re
from collections import Counter

import pytest

from procflow.bpmn import Definitions, Diff, FlowNode, diff, read, write
from procflow.errors import ModelError
from tests.diagrams import diagram
from tests.edits import EDITS
from tests.redrawing import redraw, redrawn
from tests.strategies import RandomModel
from tests.support import SEED, models, samples

SEEDS = range(SEED, SEED + samples(4, 60))
TRIES = 50
SWAPPED = {"added": "removed", "removed": "added"}
# Edits that are one change each; the others change several things.
SINGLE = {
    "insert into a flow": "added",
    "insert an event": "added",
    "insert after a node": "added",
    "insert into a lane": "added",
    "add a flow": "added",
    "add a lane": "added",
    "add a boundary event": "added",
    "add a message flow": "added",
    "change type": "retyped",
    "move to lane": "moved",
}


def random_model(seed: int) -> Definitions:
    """Return a model grown from a seed."""
    return read(_grown(seed))


@functools.cache
def _grown(seed: int) -> bytes:
    rng = random.Random(seed)  # noqa: S311 - test data
    return write(RandomModel(rng, rng.randint(3, samples(12, 40))).build())


def meaning(found: Diff) -> Counter[str]:
    """Return how many changes of each kind but layout there are."""
    return Counter(change.kind.value for change in found.meaning)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_model_is_as_it_is(seed: int) -> None:
    """Nothing changed between a model and itself, or the same file read again."""
    model = random_model(seed)

    assert not diff(model, model)
    assert not diff(model, read(write(model)))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_copy_drawn_anew_differs_in_layout_only(seed: int) -> None:
    """With other ids and other coordinates every node is found again, and only the drawing differs."""
    model = random_model(seed)
    found = diff(model, redrawn(model, random.Random(seed)))  # noqa: S311 - test data

    assert found.is_layout_only
    assert {node.id for node in model.elements(FlowNode)} <= found.matched.keys()
    assert len(found) >= sum(1 for _ in model.elements(FlowNode))


@pytest.mark.parametrize("seed", SEEDS)
def test_new_ids_alone_mean_nothing(seed: int) -> None:
    """A copy with other ids in the same place is the same."""
    model = random_model(seed)

    assert not diff(model, redrawn(model, random.Random(seed), shift=0))  # noqa: S311 - test data


@pytest.mark.parametrize("path", models(), ids=lambda path: path.stem)
def test_a_shipped_model_is_found_again(path: object) -> None:
    """The models of the repository are the same when drawn anew."""
    model = read(str(path))

    assert diff(model, redrawn(model, random.Random(SEED))).is_layout_only  # noqa: S311 - test data


def edited(name: str, seed: int) -> tuple[Definitions, Definitions]:
    """Return a model grown from a seed, or from the next one that bears the edit, before and after it."""
    for other in range(seed, seed + TRIES):
        before = random_model(other)
        after = read(write(before))
        try:
            EDITS[name](after, random.Random(other))  # noqa: S311 - test data
        except ModelError:
            continue
        return before, after
    message = f"of {TRIES} models none bore: {name}"
    raise AssertionError(message)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", sorted(EDITS))
def test_an_edit_is_what_it_is(name: str, seed: int) -> None:
    """An edit of one thing is one change; what came in one direction went in the other; new ids make no difference."""
    before, after = edited(name, seed)
    found = meaning(diff(before, after))

    assert name not in SINGLE or [SINGLE[name]] == list(found.elements())
    assert {SWAPPED.get(kind, kind): number for kind, number in found.items()} == meaning(diff(after, before))


REPEATED = """
start s "Có hồ sơ"
user a "Tiếp nhận"
user b "Phê duyệt"
user c "Thẩm định"
user d "Phê duyệt"
user e "Dự thảo"
user f "Phê duyệt"
user g "Đóng dấu"
user h "Phê duyệt"
end z "Xong"
s -> a -> b -> c -> d -> e -> f -> g -> h -> z
"""


def drawn_anew(text: str) -> tuple[Definitions, dict[str, str]]:
    """Return a diagram with other ids, and the new id for each."""
    return redraw(read(diagram(text)), random.Random(SEED))  # noqa: S311 - test data


def told(found: Diff) -> list[tuple[str, str]]:
    """Return kind and old id of each change of meaning."""
    return [(change.kind.value, change.old_id) for change in found.meaning]


def test_one_name_four_times_is_told_apart_by_what_is_around() -> None:
    """A step named as three others is found by its neighbours."""
    new, ids = drawn_anew(REPEATED)
    found = diff(read(diagram(REPEATED)), new)

    assert not found
    assert {key: ids[key] for key in "bdfh"} == {key: found.matched[key] for key in "bdfh"}


def test_a_step_that_went_does_not_shift_the_others_of_its_name() -> None:
    """Of four steps of one name the one that is gone is gone."""
    shorter, _ = drawn_anew(REPEATED.replace('user d "Phê duyệt"\n', "").replace("c -> d -> e", "c -> e"))

    assert [("removed", "d")] == told(diff(read(diagram(REPEATED)), shorter))


def test_a_renamed_step_with_a_new_id_is_found_in_its_place() -> None:
    """Between the same neighbours a step with another name is the same step, if all ids are new."""
    new, _ = drawn_anew(REPEATED.replace("Dự thảo", "Soạn tờ trình"))

    assert [("renamed", "e")] == told(diff(read(diagram(REPEATED)), new))


def test_a_step_put_in_the_place_of_another_is_another_step() -> None:
    """Where ids are kept, a new id with quite another name is a new step."""
    new = REPEATED.replace('user e "Dự thảo"', 'user k "Họp Hội đồng"').replace("-> e ->", "-> k ->")
    found = diff(read(diagram(REPEATED)), read(diagram(new)))

    assert {"added": 1, "removed": 1} == meaning(found)


def test_a_step_of_a_like_name_with_a_new_id_is_the_same_step() -> None:
    """Copied and pasted a step gets a new id; by its name and place it is the same."""
    new = REPEATED.replace('user e "Dự thảo"', 'user k "Dự thảo lại"').replace("-> e ->", "-> k ->")
    found = diff(read(diagram(REPEATED)), read(diagram(new)))

    assert [("renamed", "e", "k")] == [(change.kind, change.old_id, change.new_id) for change in found.meaning]


def test_ids_that_are_numbers_are_not_trusted() -> None:
    """A tool that numbers elements anew gives a step the id of another one; its name says which it is."""
    steps = [f"Bước {letter}" for letter in "ABCDEFGH"]

    def numbered(names: list[str]) -> str:
        lines = [f'user t{number} "{name}"' for number, name in enumerate(names)]
        return "\n".join([*lines, " -> ".join(f"t{number}" for number in range(len(names)))])

    found = diff(read(diagram(numbered(steps))), read(diagram(numbered([*steps[:3], "Bước mới", *steps[3:]]))))

    assert [("added", "t3")] == [(change.kind, change.new_id) for change in found.meaning]


def test_two_names_that_were_swapped_are_renamed() -> None:
    """Two steps that have each other's name by their ids are two changes of name."""
    new = REPEATED.replace("Thẩm định", "?").replace("Dự thảo", "Thẩm định").replace("?", "Dự thảo")

    assert {"renamed": 2} == meaning(diff(read(diagram(REPEATED)), read(diagram(new))))


def test_an_id_of_an_element_of_another_kind_is_no_match() -> None:
    """A task with the id that an event had is a new task."""
    old, new = 'start x "Nhận"\nend e\nx -> e\n', 'user x "Nhận"\nend e\nx -> e\n'

    assert {"added": 1, "removed": 1} == meaning(diff(read(diagram(old)), read(diagram(new))))


def test_branches_that_are_alike_are_matched_as_a_whole() -> None:
    """Of two branches with the same names each step is matched within one branch."""
    steps = "".join(f'user {key} "{name}"\n' for key, name in (("a", "Ký"), ("b", "Ký"), ("c", "Gửi"), ("d", "Gửi")))
    new, ids = drawn_anew(f"and g\n{steps}and j\ng -> a -> c -> j\ng -> b -> d -> j\n")
    found = diff(read(diagram(f"and g\nand j\n{steps}g -> b -> d -> j\ng -> a -> c -> j\n")), new)
    back = {other: key for key, other in ids.items()}
    matched = {key: back[found.matched[key]] for key in "abcd"}

    assert not found
    assert matched in ({"a": "a", "b": "b", "c": "c", "d": "d"}, {"a": "b", "b": "a", "c": "d", "d": "c"})


def test_many_branches_of_one_name_cost_no_pairs() -> None:
    """Five hundred branches that are alike are matched, though nothing tells them apart."""
    text = "and g\nand j\n" + "".join(f'user t{number} "Lấy ý kiến"\n' for number in range(500))
    text += "".join(f"g -> t{number} -> j\n" for number in range(500))
    new, ids = drawn_anew(text)
    found = diff(read(diagram(text)), new)

    assert not found
    assert ids.keys() <= found.matched.keys() | {"main"}


def test_fewer_branches_of_one_name_leave_the_rest() -> None:
    """Of ten branches that are alike four are gone, whichever they are."""
    text = "and g\nand j\n" + "".join(f'user t{number} "Lấy ý kiến"\n' for number in range(10))
    flows = [f"g -> t{number} -> j\n" for number in range(10)]
    fewer = "\n".join(line for line in text.splitlines() if not re.search("t[6-9]", line)) + "\n"
    new, _ = drawn_anew(fewer + "".join(flows[:6]))

    assert {"removed": 4} == meaning(diff(read(diagram(text + "".join(flows))), new))


@pytest.mark.parametrize(
    "flow",
    [
        "<messageFlow/>",
        '<messageFlow id="m"/><messageFlow id="m" sourceRef="gone"/>',
        '</collaboration><error><task id="odd"/></error><collaboration><messageFlow sourceRef="odd"/>',
    ],
)
def test_a_message_flow_that_joins_nothing_is_matched_with_itself(flow: str) -> None:
    """A message flow whose ends are nowhere, or in an odd place, is the same in the same file, also without an id."""
    raw = diagram("task a", collaboration=f"<collaboration>{flow}</collaboration>")

    assert () == diff(read(raw), read(raw)).changes
