"""Reduction: what is block-structured becomes one flow, in time linear in its size."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import NamedTuple

from procflow.bpmn.soundness.fragments import Fragment, alternatives, parallel, series
from procflow.bpmn.soundness.net import Flow, Kind, Net, Node

# What a node gives tokens to: one of its flows, or all of them; what waits for tokens on several before it takes any.
_ONE_OF = frozenset({Kind.EXCLUSIVE, Kind.EVENT_BASED})
_ALL_OF = frozenset({Kind.SOURCE, Kind.PASS, Kind.ACTIVITY, Kind.CATCH, Kind.PARALLEL, Kind.HAPPENED, Kind.SENDING})
_WAITS_FOR_OTHERS = frozenset({Kind.PARALLEL, Kind.INCLUSIVE})
# What is united grows no further than this: to move its flows once more for each node would take ever longer.
_MOST_UNITED = 24


class Reduction(IntEnum):
    """
    How far a net is reduced.

    ``NONE`` plays the model as it is drawn; ``BLOCKS`` keeps every place where two tokens can be seen together;
    ``ALL`` keeps the five properties alone.
    """

    NONE = 0
    BLOCKS = 1
    ALL = 2


def reduce_net(net: Net, reduction: Reduction) -> None:
    """Replace parts of *net* that a token passes for certain by single flows; each keeps what it stands for."""
    if reduction is Reduction.NONE:
        return
    rules = _RULES[reduction]
    nodes = dict.fromkeys(net.nodes)
    pending = dict.fromkeys((*nodes, *_sources(net)))
    while pending:
        node, _ = pending.popitem()
        if node.kind is Kind.SOURCE or node in nodes:
            for touched in _apply(node, rules):
                pending[touched] = None
            if not node.ins and not node.outs and node.kind is not Kind.SOURCE:
                nodes.pop(node, None)
    if net.source is not None and not net.subs:
        _end_here(net.source, absorb=nodes)
    net.nodes = [node for node in nodes if node.ins]


def _sources(net: Net) -> list[Node]:
    first = [net.source] if net.source is not None else []
    return first + [trigger.source for node in net.nodes for trigger in node.boundary]


def _apply(node: Node, rules: _Rules) -> Iterable[Node]:
    """Apply the first of *rules* that fits a node with as many flows; return the nodes it touched."""
    if len(node.outs) > 1:
        fitting = rules.for_choices
    elif len(node.ins) == 1:
        fitting = rules.for_one_out
    else:
        fitting = rules.for_merges
    for rule in fitting if node.outs else ():
        touched = rule(node)
        if touched is not None:
            return touched
    return ()


def _pass_through(node: Node) -> list[Node] | None:
    """One flow in, one out: the node becomes part of the flow."""
    if len(node.ins) != 1 or len(node.outs) != 1 or not node.is_simple or node.tails:
        return None
    before, after = node.ins[0], node.outs[0]
    if before is after or before.source is None or _is_shared(after):
        return None
    before.fragment = series(before.fragment, node, after.fragment)
    _retarget(before, after)
    node.ins, node.outs = [], []
    return [before.source, before.target]


def _pass_through_but_choices(node: Node) -> list[Node] | None:
    """The same, but what happens behind an event-based gateway is not decided before it happens."""
    return None if node.kind is Kind.HAPPENED else _pass_through(node)


def _is_shared(flow: Flow) -> bool:
    """Return whether what follows belongs to the step before it and cannot be one flow with it."""
    target = flow.target
    return target.kind is Kind.SENDING and (len(target.ins) > 1 or len(target.outs) != 1)


def _retarget(before: Flow, after: Flow) -> None:
    """Let *before* enter where *after* did."""
    before.target = after.target
    before.target.ins[before.target.ins.index(after)] = before


def _merge_branches(node: Node) -> list[Node] | None:
    """Branches that lead from one node to one other: all of them at a parallel join, any of them elsewhere."""
    if len(node.outs) < 2 or node.conditional or node.kind is Kind.INCLUSIVE:
        return None
    by_target: dict[int, list[Flow]] = {}
    for flow in node.outs:
        by_target.setdefault(id(flow.target), []).append(flow)
    if len(by_target) == len(node.outs):
        return None
    touched: list[Node] = []
    for flows in by_target.values():
        make = _merging(node, flows[0].target) if len(flows) > 1 else None
        if make is not None:
            flows[0].fragment = make([flow.fragment for flow in flows])
            _drop(flows[1:])
            touched.append(flows[0].target)
    return [node, *touched] if touched else None


def _merging(node: Node, target: Node) -> Callable[[list[Fragment]], Fragment] | None:
    if target is node:
        return None
    if node.kind in _ALL_OF:
        return parallel if target.kind is Kind.PARALLEL else None
    return alternatives if node.kind in _ONE_OF and target.kind not in _WAITS_FOR_OTHERS else None


def _drop(flows: list[Flow]) -> None:
    gone = {id(flow) for flow in flows}
    for end in {id(end): end for flow in flows for end in (flow.source, flow.target) if end is not None}.values():
        end.ins = [flow for flow in end.ins if id(flow) not in gone]
        end.outs = [flow for flow in end.outs if id(flow) not in gone]


def _merge_inclusive(node: Node) -> list[Node] | None:
    """An inclusive split all of whose branches, and no others, lead to one inclusive join."""
    if node.kind is not Kind.INCLUSIVE or len(node.outs) < 2 or node.is_kept:
        return None
    target = node.outs[0].target
    if target is node or target.kind is not Kind.INCLUSIVE or target.is_kept or len(target.ins) != len(node.outs):
        return None
    if any(flow.target is not target for flow in node.outs):
        return None
    kept, *others = node.outs
    kept.fragment = alternatives([flow.fragment for flow in node.outs])
    _drop(others)
    node.default = None
    return [node, target]


def _cut_loop(node: Node) -> list[Node] | None:
    """A choice that may lead back to where its only flow comes from: what leads back changes nothing."""
    if node.kind not in _ONE_OF or len(node.outs) < 2 or node.is_kept:
        return None
    loops = [flow for flow in node.outs if _leads_back(flow, node)]
    if not loops or len(loops) == len(node.outs):
        return None
    node.also += tuple(flow.fragment for flow in loops)
    touched = [flow.target for flow in loops]
    _drop(loops)
    return [node, *touched]


def _leads_back(flow: Flow, node: Node) -> bool:
    """Return whether *flow* leads to *node* again, itself or by the one simple node in front of it."""
    target = flow.target
    if target is node:
        return True
    simple = target.is_simple and target.kind not in _WAITS_FOR_OTHERS and len(target.outs) == 1
    return simple and len(node.ins) == 1 and target.outs[0] is node.ins[0]


def _unite_choices(node: Node) -> list[Node] | None:
    """A choice after a choice is one choice."""
    if node.kind is not Kind.EXCLUSIVE or len(node.ins) != 1 or len(node.outs) < 2:
        return None
    before = node.ins[0]
    source = before.source
    if source is None or source is node or source.kind not in _ONE_OF:
        return None
    if len(source.outs) + len(node.outs) > _MOST_UNITED:
        return None
    for flow in node.outs:
        flow.fragment = series(before.fragment, node, flow.fragment)
        flow.source = source
    position = source.outs.index(before)
    source.outs[position : position + 1] = node.outs
    touched = [source, *(flow.target for flow in node.outs)]
    node.ins, node.outs = [], []
    return touched


def _unite_merges(node: Node) -> list[Node] | None:
    """A merge before a merge is one merge."""
    if node.kind is not Kind.EXCLUSIVE or len(node.outs) != 1 or len(node.ins) < 2:
        return None
    after = node.outs[0]
    target = after.target
    if target is node or target.kind in _WAITS_FOR_OTHERS or len(target.ins) < 2 or not target.outs:
        return None
    if len(target.ins) + len(node.ins) > _MOST_UNITED:
        return None
    for flow in node.ins:
        flow.fragment = series(flow.fragment, node, after.fragment)
        flow.target = target
    position = target.ins.index(after)
    target.ins[position : position + 1] = node.ins
    touched = [target, *(flow.source for flow in node.ins if flow.source is not None)]
    node.ins, node.outs = [], []
    return touched


def _end_after(node: Node) -> list[Node] | None:
    """Branches each of which leads to an end of its own: the node is an end itself."""
    if node.kind in {Kind.SOURCE, Kind.SENDING} or not node.is_simple:
        return None
    if node.kind not in _ONE_OF | _ALL_OF or (len(node.ins) > 1 and not _shows_a_second_token(node)):
        return None
    return _end_here(node)


def _shows_a_second_token(node: Node) -> bool:
    """Return whether an end event says so when tokens come to *node* by two of its flows."""
    return node.kind not in _WAITS_FOR_OTHERS and any(flow.target.ends for flow in node.outs)


def _end_here(node: Node, absorb: dict[Node, None] | None = None) -> list[Node] | None:
    if not node.outs or not all(_ends(flow.target) for flow in node.outs):
        return None
    branches = [(flow.fragment, flow.target) for flow in node.outs]
    if node.kind in _ONE_OF:
        best = min(branches, key=lambda branch: branch[0].cost + branch[1].weight)
        node.also += tuple(one for branch in branches if branch is not best for one in branch)
        node.tails = (best,)
    else:
        node.tails = tuple(branches)
    node.ends += tuple(end for _, target in branches for end in target.ends)
    node.weight += sum(part.cost + end.weight for part, end in node.tails)
    for _, target in branches:
        target.ins = []
        if absorb is not None:
            absorb.pop(target, None)
    node.outs = []
    return [flow.source for flow in node.ins if flow.source is not None]


def _ends(node: Node) -> bool:
    return len(node.ins) == 1 and not node.outs and node.is_simple


_Rule = Callable[[Node], "list[Node] | None"]


class _Rules(NamedTuple):
    """What is tried on nodes with one flow in and out, several out, several in."""

    for_one_out: tuple[_Rule, ...]
    for_choices: tuple[_Rule, ...]
    for_merges: tuple[_Rule, ...]


_RULES = {
    Reduction.BLOCKS: _Rules((_pass_through_but_choices,), (_merge_branches, _merge_inclusive), ()),
    Reduction.ALL: _Rules(
        (_pass_through,),
        (_merge_branches, _merge_inclusive, _cut_loop, _end_after, _unite_choices),
        (_unite_merges,),
    ),
}
