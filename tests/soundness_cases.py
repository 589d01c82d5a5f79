"""Small models of which docs/explanation/semantics.md says what is wrong: the checker and the oracle meet them all."""

from __future__ import annotations

HOLDS, BROKEN, UNKNOWN = "holds", "broken", "unknown"

# No defect.
SOUND = {
    "a sequence": "start s\ntask a\nend e\ns -> a -> e",
    "two starts begin an instance each": "start s\nstart r timer\ntask a\nend e\ns -> a -> e\nr -> a",
    "a choice": "start s\nxor x\nxor y\ntask a\ntask b\nend e\ns -> x -> a -> y -> e\nx -> b -> y",
    "branches at once": "start s\nand x\nand y\ntask a\ntask b\nend e\ns -> x -> a -> y -> e\nx -> b -> y",
    "branches at once with an end each": "start s\nand x\nend e\nend f\ns -> x -> e\nx -> f",
    "an inclusive join waits for what may come": """
        start s\nor x\nor y\ntask a\ntask b\nend e\ns -> x -> a -> y -> e\nx -> b -> y""",
    "an inclusive join waits for nothing that cannot come": """
        start s\nxor x\nor y\ntask a\ntask b\nend e\ns -> x -> a -> y -> e\nx -> b -> y""",
    "an inclusive join in a loop waits for no token behind it": """
        start s\nor j\ntask a\nxor x\nend e\ns -> j -> a -> x -> e\nx -> j""",
    "an inclusive split takes its default flow alone": """
        start s\nor x\nor y\ntask a\ntask b\nend e\ns -> x\nx -> a : default\nx -> b : c\na -> y -> e\nb -> y""",
    "a loop": "start s\nxor m\ntask a\nxor x\nend e\ns -> m -> a -> x -> e\nx -> m",
    "two events, of which one happens": """
        start s\nevents g\ncatch a timer\nreceive b\nxor y\nend e\ns -> g -> a -> y -> e\ng -> b -> y""",
    "an event behind a gateway has another way in": """
        start s\nxor x\nevents g\ncatch a timer\ncatch b signal\nend e\nend f
        s -> x -> g -> a -> e\ng -> b -> f\nx -> a""",
    "a link": "start s\nthrow t link=L\ncatch c link=L\ntask a\nend e\ns -> t\nc -> a -> e",
    "a process without a start event": "task a\nxor y\ntask b\nend e\nend f\na -> e\nb -> y -> f",
    "a process without a start event, from a choice": "xor x\ntask a\ntask b\nend e\nend f\nx -> a -> e\nx -> b -> f",
    "events that begin an instance": """
        events g instantiate\ncatch a message=m\nreceive b\nreceive r instantiate\nend e\nend f\nend h
        g -> a -> e\ng -> b -> f\nr -> h""",
    "a sub-process": "start s\nsub p {\nstart i\ntask a\nend d\ni -> a -> d\n}\nend e\ns -> p -> e",
    "a sub-process without a start event": "start s\nsub p {\ntask a\ntask b\n}\nend e\ns -> p -> e",
    "an error that is caught": """
        start s\nsub p {\nstart i\nxor x\nend d\nend k error=E\ni -> x -> d\nx -> k\n}
        boundary b on=p error=E\ntask t\nend e\nend f\ns -> p -> e\nb -> t -> f""",
    "an error that nothing catches ends the instance": """
        start s\nand x\ntask a\nand y\nend k error=E\nend e\ns -> x -> a -> y -> e\nx -> k\na -> y""".replace(
        "\na -> y", ""
    ),
    "a terminate end event takes what waits": """
        start s\nxor x\nand y\ntask a\nend e\nend k terminate\nand z\ns -> z -> x -> y -> e\nx -> a -> k\nz -> y
        """.replace("x -> y", "x -> a"),
    "conditions with a default": """
        start s\ntask t\ntask a\ntask b\nxor y\nend e\ns -> t\nt -> a : c\nt -> b : default\na -> y -> e\nb -> y""",
    "a transaction that is cancelled": """
        start s\ntransaction p {\nstart i\nxor x\nend d\nend k cancel\ni -> x -> d\nx -> k\n}
        boundary b on=p cancel\ntask t\nend e\nend f\ns -> p -> e\nb -> t -> f""",
    "a cancel end event without a catcher ends the transaction": """
        start s\ntransaction p {\nstart i\nand x\ntask w\nend d\nend k cancel\ni -> x -> w -> d\nx -> k\n}
        end e\ns -> p -> e""",
    "an event sub-process that interrupts": """
        start s\ntask a\nend e\ns -> a -> e\nhandler h {\nstart i any\ntask t\nend d\ni -> t -> d\n}""",
    "a gateway without outgoing flow is an end": "start s\nand x\nxor y\nevents g\ns -> x -> y\nx -> g",
    "choices that lead to the same merges": """
        start s\nxor x\nxor y\nxor m\nxor n\ntask a\ntask b\nend e\nend f
        s -> x -> y -> m -> a -> e\nx -> m\ny -> n -> b -> f\nx -> n""",
    "merges one after the other": """
        start s\nevents g\ncatch a timer\ncatch b signal\nxor x\nxor m\nxor n\nxor z\ntask t\nend e
        s -> g -> a -> x -> m -> n -> z -> t -> e\ng -> b -> n\nx -> m\nz -> m""",
    "a choice that may come back to itself": "start s\nxor x\nend e\ns -> x -> e\nx -> x\nx -> x",
    "an event behind a gateway has another way in that is never taken": """
        start s\nevents g\ncatch a timer\ncatch b signal\nstart r timer\nxor n\nthrow t\nend e
        s -> g -> a -> n -> e\ng -> b -> n\nr -> t -> a""",
    "an error from an event sub-process is caught by another": """
        start s\ntask a\nend e\ns -> a -> e\nhandler h {\nstart i soft timer\nend k error=E\ni -> k\n}
        handler u {\nstart v error=F\ntask w\nv -> w\n}\nhandler g {\nstart j error=E\ntask t\nend d\nj -> t -> d\n}""",
    "an escalation whose catcher has been started": """
        start s\nthrow w escalation=N\nthrow v escalation=N\nend e\ns -> w -> v -> e
        handler u {\nstart c error=F\nend f\nc -> f\n}\nhandler h {\nstart i soft escalation=N\nend d\ni -> d\n}""",
    "an escalation that does not interrupt": """
        start s\nsub p {\nstart i\nthrow w escalation=N\nend d\ni -> w -> d\n}
        boundary b on=p soft escalation=N\ntask t\nend e\nend f\ns -> p -> e\nb -> t -> f""",
    "activities for compensation, and what is inside an ad-hoc sub-process, are never dead": """
        start s\nadhoc p {\ntask a\ntask b\na -> b\n}
        boundary c on=p compensate\ntask u compensation\nend e\ns -> p -> e
        handler h {\nstart i compensate\ntask t\ni -> t\n}""",
    "a boundary event for compensation is no way": """
        start s\nor x\ntask a\ntask b\nboundary c on=b compensate\nor y\nend e
        s -> x -> a -> y -> e\nx -> b -> y\nc -> x""",
    "a flow drawn out of a link that throws is no way": """
        start s\nor x\nor y\ntask a\nthrow t link=L\ncatch c link=L\ncatch d timer\nxor m\nend e
        s -> x -> a -> m -> y -> e\nx -> t -> m\nc -> d -> y""",
}

# The elements that each kind of defect names.
UNSOUND: dict[str, tuple[str, dict[str, set[str]]]] = {
    "a choice before a parallel join": (
        "start s\nxor x\nand y\nend e\ns -> x -> y -> e\nx -> y",
        {"deadlock": {"y"}},
    ),
    "branches that meet in an exclusive gateway": (
        "start s\nand x\nxor y\nend e\ns -> x -> y -> e\nx -> y",
        {"unsafe": {"main-3"}, "unsafe-end": {"e"}},
    ),
    "two branches to one end event": ("start s\nand x\nend e\ns -> x -> e\nx -> e", {"unsafe-end": {"e"}}),
    "a choice between two branches to one end event": (
        "start s\nor x\nend e\ns -> x -> e\nx -> e",
        {"unsafe-end": {"e"}},
    ),
    "an activity that runs twice": (
        "start s\nand x\ntask a\nend e\ns -> x -> a -> e\nx -> a",
        {"unsafe": {"a", "main-3"}, "unsafe-end": {"e"}},
    ),
    "an event that waits twice": (
        "start s\nand x\ncatch c timer\ns -> x -> c\nx -> c",
        {"unsafe": {"c"}},
    ),
    "a loop that makes tokens": (
        "start s\nxor m\nand x\nend e\ns -> m -> x -> e\nx -> m",
        {"unbounded": {"main-3"}},
    ),
    "a sub-process that runs four times": (
        "start s\nand x\nsub p {\n}\nboundary b on=p soft timer\ns -> x -> p\nx -> p\nx -> p\nx -> p",
        {"unbounded": {"p"}},
    ),
    "a task that runs twice beside its timer": (
        "start s\nand x\ntask a\nboundary b on=a soft timer\nend e\nend f\ns -> x -> a\nx -> a\na -> e\nb -> f",
        {"unsafe": {"a", "main-4", "main-5"}, "unsafe-end": {"e", "f"}},
    ),
    "inclusive branches that lead back": (
        "start s\nxor m\nor x\nend e\ns -> m -> x -> e\nx -> m\nx -> m",
        {"unbounded": {"main-3", "main-4", "main-5"}},
    ),
    "a loop without a way out": (
        "start s\nxor m\ntask a\ns -> m -> a -> m",
        {"livelock": {"m", "a"}},
    ),
    "a loop that one may enter": (
        "start s\nxor x\nxor m\ntask a\nend e\ns -> x -> e\nx -> m -> a -> m",
        {"livelock": {"m", "a"}},
    ),
    "an activity that nothing leads to": ("start s\ntask a\nend e\nend f\ns -> e\na -> f", {"dead-activity": {"a"}}),
    "activities behind what never comes": (
        "start s\nxor x\nand y\nsub p {\ntask a\n}\nend e\nend f\ns -> x -> y -> p -> e\nx -> y",
        {"deadlock": {"y"}, "dead-activity": {"p", "a"}},
    ),
    "a boundary event does not save from a deadlock": (
        """start s\nsub p {\nstart i\nxor x\nand y\nend d\ni -> x -> y -> d\nx -> y\n}
        boundary b on=p timer\nend e\nend f\ns -> p -> e\nb -> f""",
        {"deadlock": {"y"}},
    ),
    "an event sub-process does not save from a deadlock": (
        """start s\nxor x\nand y\nend e\ns -> x -> y -> e\nx -> y
        handler h {\nstart i timer\nend d\ni -> d\n}""",
        {"deadlock": {"y"}},
    ),
    "a task beside the first step of a parallel join": (
        "start s\ntask a\nand y\nend e\ns -> a -> y -> e\ny -> y",
        {"deadlock": {"y"}},
    ),
    "an inclusive join that a token can still reach by another way in": (
        "start s\nand x\nor y\ntask a\nand z\nend e\ns -> x -> y -> z -> e\nx -> a -> y\nx -> z",
        {},
    ),
    "no choice goes on without a token on any flow": (
        "start s\ntask t\ntask a\ntask b\nxor y\nend e\ns -> t\nt -> a : c\nt -> b : d\na -> y -> e\nb -> y",
        {"unsafe": {"main-5"}, "unsafe-end": {"e"}},
    ),
    "a flow without a condition always goes": (
        "start s\ntask t\ntask a\ntask b\nand y\nend e\ns -> t\nt -> a : c\nt -> b\na -> y -> e\nb -> y",
        {"deadlock": {"y"}},
    ),
    "nothing behind an event-based gateway can happen": (
        "start s\nevents g\ntask a\nend e\ns -> g -> a -> e",
        {"deadlock": {"g"}, "dead-activity": {"a"}},
    ),
    "a flow into a start event": ("start s\ntask a\ns -> a -> s", {"deadlock": {"s"}}),
    "a sub-process of which all starts are typed begins empty": (
        "start s\nsub p {\nstart i timer\ntask a\nend d\ni -> a -> d\n}\nend e\ns -> p -> e",
        {"dead-activity": {"a"}},
    ),
    "all blank starts of a sub-process at once": (
        "start s\nsub p {\nstart i\nstart j\nend d\ni -> d\nj -> d\n}\nend e\ns -> p -> e",
        {"unsafe-end": {"d"}},
    ),
    "an error that names another": (
        """start s\nsub p {\nstart i\nend k error=E\ni -> k\n}\nboundary b on=p error=F soft\ntask t\nend e\nend f
        s -> p -> e\nb -> t -> f""",
        {},
    ),
    "an event sub-process catches before the boundary event": (
        """start s\nsub p {\nstart i\nend k error=E\ni -> k
        handler h {\nstart j error=E\nxor x\nand y\nj -> x -> y\nx -> y\n}
        }\nboundary b on=p error=E\nend e\nend f\ns -> p -> e\nb -> f""",
        {"deadlock": {"y"}},
    ),
    "a non-interrupting boundary event fires once and leaves the activity": (
        "start s\ntask a\nboundary b on=a soft timer\nend e\ns -> a -> e\nb -> e",
        {"unsafe-end": {"e"}},
    ),
    "an event sub-process that does not interrupt starts once": (
        """start s\ntask a\nend e\ns -> a -> e
        handler h {\nstart i soft timer\nxor x\nand y\nend d\ni -> x -> y -> d\nx -> y\n}""",
        {"deadlock": {"y"}},
    ),
    "nothing interrupts twice": (
        """start s\ntask a\nend e\ns -> a -> e
        handler h {\nstart i timer\ntask b\nend d\ni -> b -> d\n}
        handler k {\nstart j signal\nxor x\ntask c\nend f\nj -> x -> c -> f\n}""",
        {},
    ),
    "a token waits in front of two gateways": (
        "start s\nand x\nand y\nand z\nend e\nend f\ns -> x -> y -> e\nx -> z -> f\ny -> z\nz -> y",
        {"deadlock": {"y", "z"}},
    ),
    "an escalation that interrupts takes the event that throws it": (
        """start s\nsub p {\nstart i\nthrow w escalation=N\ntask a\nend d\ni -> w -> a -> d\n}
        boundary b on=p escalation=N\nend e\nend f\ns -> p -> e\nb -> f""",
        {"dead-activity": {"a"}},
    ),
    "an escalation goes outwards past what fired already": (
        """start s\nsub o {\nstart n\nsub p {\nstart i\n
        throw w escalation=N\nthrow v escalation=N\nend d\ni -> w -> v -> d\n}
        boundary b on=p soft escalation=N\nend g\nend q\nn -> p -> g\nb -> q\n}
        boundary c on=o escalation=N\ntask t\nend e\nend f\ns -> o -> e\nc -> t -> f""",
        {},
    ),
    "a terminate end event ends its sub-process alone": (
        """start s\nand z\nsub p {\nstart i\nand x\ntask a\nend k terminate\nend d\ni -> x -> k\nx -> a -> d\n}
        and y\nend e\ns -> z -> p -> y -> e\nz -> y""",
        {},
    ),
    "a cancel end event outside a transaction": (
        """start s\nsub p {\nstart i\nand x\ntask a\nand y
        end k cancel\nend d\ni -> x -> k\nx -> a -> y -> d\ny -> y\n}
        end e\ns -> p -> e""",
        {"deadlock": {"y"}},
    ),
    "a parallel join that waits for what nothing begins": (
        "start s\ntask a\nand y\nend e\ns -> y -> e\na -> y",
        {"deadlock": {"y"}, "dead-activity": {"a"}},
    ),
    "a gateway that leads back to itself twice": (
        "start s\nxor m\nand x\nend e\ns -> m -> x -> e\nx -> x\nx -> x",
        {"deadlock": {"x"}},
    ),
    "a deadlock beside a choice of ends": (
        """start s\nand x\nxor w\nend d\nend f\nxor c\nand y\nend e
        s -> x -> w -> d\nw -> f\nx -> c -> y -> e\nc -> y""",
        {"deadlock": {"y"}},
    ),
    "a deadlock beside branches with an end each": (
        """start s\nand x\nand w\ntask a\nend d\nend f\nxor c\nand y\nend e
        s -> x -> w -> a -> d\nw -> f\nx -> c -> y -> e\nc -> y""",
        {"deadlock": {"y"}},
    ),
    "a deadlock beside a link that leads nowhere": (
        """start s\nand x\nthrow t link=L\ncatch k link=L\nxor c\nand y\nend e
        s -> x -> t\nx -> c -> y -> e\nc -> y""",
        {"deadlock": {"y"}},
    ),
    "a deadlock behind a link": (
        """start s\nthrow t link=L\ncatch k link=L\ntask a\nxor c\nand y\nend e
        s -> a -> t\nk -> c -> y -> e\nc -> y""",
        {"deadlock": {"y"}},
    ),
    "a deadlock behind links in a row": (
        """start s\nthrow t link=L\ncatch k link=L\nthrow u link=M\ncatch l link=M\nxor c\nand y\nend e
        s -> t\nk -> u\nl -> c -> y -> e\nc -> y""",
        {"deadlock": {"y"}},
    ),
    "a boundary event for cancellation fires for nothing else": (
        "start s\ntransaction p {\ntask a\n}\nboundary b on=p cancel\ntask t\nend e\ns -> p -> e\nb -> t",
        {"dead-activity": {"t"}},
    ),
    "a task entered twice, with nothing but waits behind it": (
        "start s\nand x\ncatch c timer\nuser u\ncatch d timer\nand y\ns -> x -> c -> u -> d\nc -> u\nu -> y",
        {"unsafe": {"u", "main-4", "main-6", "d"}},
    ),
    "an end that a third token comes to by a longer way": (
        "start s\nand x\ntask t\nxor y\nend e terminate\ns -> x -> t -> y -> e\nx -> e\nt -> e",
        {"unsafe-end": {"e"}},
    ),
}

# Where two tokens of one block may meet at its inclusive join, one of them is missed behind it.
_MEETING = "start s\nand w\nxor m\nxor n\ntask a\ntask b\nor y\nand z\nend e\ny -> z -> e\nn -> z\na -> y\nb -> y"
UNSOUND |= {
    "tokens that may meet at an inclusive join": (
        f"{_MEETING}\nor x\ns -> w -> m -> x -> a\nw -> m\nw -> n\nw -> n\nx -> b",
        {
            "unsafe": {"a", "b", *(f"main-{number}" for number in (1, 2, 3, 4, 5, 8, 9, 13))},
            "unsafe-end": {"e"},
            "deadlock": {"z"},
        },
    ),
    "tokens that may meet behind a join that splits": (
        f"{_MEETING}\nor x\ns -> w -> x -> a\nw -> m -> x -> b\nw -> m\nw -> n\nw -> n",
        {
            "unsafe": {"a", "b", *(f"main-{number}" for number in (1, 2, 3, 4, 5, 8, 10, 11))},
            "unsafe-end": {"e"},
            "deadlock": {"z"},
        },
    ),
    "a way that is drawn from where events are waited for, and never gone": (
        """start s\nor x\nuser u\nevents g\ncatch c timer\ntask t\nor y\nend e
        s -> x -> u -> y -> e\nx -> g -> c -> t -> y\ng -> u""",
        {"unsafe": {"main-4"}, "unsafe-end": {"e"}},
    ),
    "a way that is drawn from an end": (
        """start s\nand x\nuser u\nxor w\nend d\ntask t\nor y\nend e
        s -> x -> u -> y -> e\nx -> w -> d -> u\nw -> t -> y""",
        {"unsafe": {"main-4"}, "unsafe-end": {"e"}},
    ),
    "a way out of a task without a condition beside one with": (
        "start s\ntask t\nxor y\ntask a\nend e\ns -> t -> y -> a -> e\nt -> y : c",
        {"unsafe": {"main-3", "main-4", "a"}, "unsafe-end": {"e"}},
    ),
    "a non-interrupting timer of a sub-process before a parallel join": (
        """start s\nsub p {\ntask a\n}\nboundary b on=p soft timer\nand y\nend e
        s -> p -> y -> e\nb -> y""",
        {"deadlock": {"y"}},
    ),
    "an interrupting timer before a parallel join": (
        "start s\nuser a\nboundary b on=a timer\nand y\nend e\ns -> a -> y -> e\nb -> y",
        {"deadlock": {"y"}},
    ),
    "a choice of events before a parallel join": (
        "start s\nevents g\nreceive a\ncatch b timer\nand y\nend e\ns -> g -> a -> y -> e\ng -> b -> y",
        {"deadlock": {"y"}},
    ),
    "two starts, of which one comes sooner to a place over the bound": (
        """start s\nstart r\nxor k\ntask a\nand y\nxor m\nend e\nend f
        s -> k -> a -> y -> k\ny -> f\nr -> m -> e\nr -> m\nr -> m\nr -> m""",
        {"unbounded": {"main-7"}},
    ),
    "two starts before a parallel join": (
        "start s\nstart r\nand y\nend e\ns -> y -> e\nr -> y",
        {"deadlock": {"y"}},
    ),
    "nodes without a way in begin at once and meet in a task": (
        "task a\ntask b\ntask c\nend e\na -> c\nb -> c -> e",
        {"unsafe": {"c", "main-3"}, "unsafe-end": {"e"}},
    ),
    "a multiple merge behind an inclusive split": (
        "start s\nor x\ntask a\ntask b\nxor y\ntask c\nend e\ns -> x -> a -> y -> c -> e\nx -> b -> y",
        {"unsafe": {"main-4", "main-5", "c"}, "unsafe-end": {"e"}},
    ),
    "a deadlock in a sub-process in a loop": (
        """start s\nxor m\nsub p {\nstart i\nxor x\nand y\nend d\ni -> x -> y -> d\nx -> y\n}\nxor g\nend e
        s -> m -> p -> g -> e\ng -> m""",
        {"deadlock": {"y"}},
    ),
}
SOUND |= {
    "a choice joined by an inclusive gateway in a loop": """
        start s\nxor m\nor x\ntask a\ntask b\nor y\nxor g\nend e
        s -> m -> x -> a -> y -> g -> e\nx -> b -> y\ng -> m""",
    "a collapsed sub-process without content": "start s\nsub p {\n}\nend e\ns -> p -> e",
    "gateways with one way in and one way out": "start s\nand x\nor y\nxor z\nend e\ns -> x -> y -> z -> e",
    "a message, a signal or an error that begins an instance": """
        start s message=m\nstart r signal\ntask a\nend e\ns -> a -> e\nr -> a""",
    "an activity that no flow leaves": "start s\ntask a\ns -> a",
    "a link whose names differ in white space": """
        start s\nthrow t link="A  B"\ncatch c link=" A B "\nend e\ns -> t\nc -> e""",
    "several links to one": """
        start s\nxor x\nthrow t link=L\nthrow u link=L\ncatch c link=L\nend e\ns -> x -> t\nx -> u\nc -> e""",
    "a terminate end beside what waits": "start s\nand x\nreceive a\nend e terminate\nend f\ns -> x -> a -> f\nx -> e",
}


def nested(levels: int, inside: str, outermost: str = "sub") -> str:
    """Return sub-processes within each other, with *inside* in the innermost."""
    opened = "".join(f"{'sub' if level else outermost} p{level} {{\n" for level in range(levels))
    return f"start s\nend e\n{'' if outermost == 'handler' else 's -> p0 -> e'}\n{opened}{inside}\n" + "}\n" * levels


# What random nets hold now and then, or never.
UNSOUND |= {
    "an inclusive join waits for what stays before an event sub-process": (
        """start s\nand a\nor x\ntask t\ntask c\nor y\nend e\ns -> a -> x -> t -> y -> e\nx -> c -> y\na -> h -> t
        handler h {\nstart i timer\nend d\ni -> d\n}""",
        {"deadlock": {"h", "y"}},
    ),
    "an event sub-process without a start event is judged and dead": (
        "start s\nend e\ns -> e\nhandler h {\ntask z\n}",
        {"dead-activity": {"z"}},
    ),
    "a cancellation starts no event sub-process": (
        """start s\ntransaction p {\nstart i\nxor x\nend d\nend k cancel\ni -> x -> d\nx -> k
        handler h {\nstart q cancel\ntask z\nq -> z\n}\n}\nend e\ns -> p -> e""",
        {"dead-activity": {"z"}},
    ),
    "cancel and compensation together never fire": (
        "start s\ntask a\nboundary b on=a cancel compensate\ntask t\nend e\ns -> a -> e\nb -> t",
        {"dead-activity": {"t"}},
    ),
    "a way leads through a flow drawn out of an event sub-process": (
        """start s\nand g\ntask a\nxor x\nhandler h {\nstart q soft timer\n}\nor j\nend e
        s -> g -> a -> j -> e\ng -> x -> h -> j""",
        {"deadlock": {"h", "j"}},
    ),
    "a catch with a link among its definitions is a link alone": (
        "start s\ncatch c timer link=L\ntask a\nend e\nend f\ns -> c -> a -> e",
        {"deadlock": {"c"}, "dead-activity": {"a"}},
    ),
    "a link that catches, and an activity for compensation, behind an event-based gateway": (
        """start s\nevents g\ncatch c link=L\nreceive r compensation\ntask a\nend e
        s -> g -> c -> a -> e\ng -> r""",
        {"deadlock": {"g"}, "dead-activity": {"a"}},
    ),
    "a deadlock names what waits, not the sub-process around": (
        "start s\nsub p {\nstart i\nxor x\nand y\nend d\ni -> x -> y -> d\nx -> y\n}\nend e\ns -> p -> e",
        {"deadlock": {"y"}},
    ),
    "the first catcher in the order of the file": (
        """start s\nsub p {\nstart i\nend k error=E\ni -> k\n}
        boundary b on=p soft error=E\nboundary c on=p soft any\nxor x\nand y\nend e\nend f\nend g
        s -> p -> e\nb -> x -> y -> f\nx -> y\nc -> g""",
        {"deadlock": {"y"}},
    ),
}
SOUND |= {
    "fifty levels": nested(50, "task z"),
    "what is not judged may be deep": nested(50, "adhoc q {\ntask z\n}\nsub c compensation {\ntask y\n}"),
    "what only compensation starts may be deep": nested(60, "task z", "handler").replace(
        "p0 {\n", "p0 {\nstart i compensate\n", 1
    ),
    "a node of any name waits beside an event that throws": """
        start s\nand g\nthrow t\ncatch thrown timer\nand y\nend e\ns -> g -> t -> y -> e\ng -> thrown -> y""",
    "a throw whose second definition is a link": "start s\nthrow t message=m link=L\nend e\ns -> t -> e",
    "a throw whose first definition is a link": """
        start s\nthrow t link=L message=m\ncatch c timer link=L\ntask a\nend e\ns -> t\nc -> a -> e""",
    "a boundary event on an event sub-process": """
        start s\ntask a\nend e\ns -> a -> e\nhandler h {\nstart q timer\nend r error=E\nq -> r\n}
        boundary b on=h error=E""",
    "the last error of a scope starts its event sub-process": """
        start s\nend r error=E\ns -> r\nhandler h {\nstart q error=E\ntask z\nend y\nq -> z -> y\n}""",
}

# What is said of the five properties of some of these.
VERDICTS: dict[str, tuple[str, ...]] = {
    "a choice before a parallel join": (HOLDS, HOLDS, BROKEN, HOLDS, HOLDS),
    "branches that meet in an exclusive gateway": (BROKEN, HOLDS, HOLDS, BROKEN, HOLDS),
    "two branches to one end event": (HOLDS, HOLDS, HOLDS, BROKEN, HOLDS),
    "an event that waits twice": (BROKEN, HOLDS, HOLDS, HOLDS, HOLDS),
    "a loop that makes tokens": (BROKEN, BROKEN, UNKNOWN, UNKNOWN, UNKNOWN),
    "a loop that one may enter": (HOLDS, HOLDS, BROKEN, HOLDS, HOLDS),
    "an activity that nothing leads to": (HOLDS, HOLDS, HOLDS, HOLDS, BROKEN),
}

# How many steps the shortest run has that shows a defect of some of these.
SHORTEST = [
    ("an end that a third token comes to by a longer way", "unsafe-end", 4),
    ("a choice before a parallel join", "deadlock", 2),
    ("two branches to one end event", "unsafe-end", 2),
    ("an activity that runs twice", "unsafe", 4),
    ("a loop that makes tokens", "unbounded", 9),
    ("two starts, of which one comes sooner to a place over the bound", "unbounded", 5),
    ("an inclusive join waits for what stays before an event sub-process", "deadlock", 5),
    ("a loop without a way out", "livelock", 1),
    ("a loop that one may enter", "livelock", 2),
]

# Unknown in every property.
NO_RULE = {
    "complex gateway": "start s\ncomplex g\nend e\ns -> g -> e",
    "implicit throw event": "start s\nimplicit i\nend e\ns -> i -> e",
    "implicit throw event where no token comes": "start s\nimplicit i\nend e\ns -> e",
    "link without an end": "start s\nthrow t link=L\nend e\ns -> t",
    "link with two ends": "start s\nthrow t link=L\ncatch c link=L\ncatch d link=L\nend e\ns -> t\nc -> e\nd -> e",
    "nothing": "",
    "nothing that begins": "handler h {\nstart i timer\n}",
    "over fifty levels": nested(51, "task z"),
    "over fifty levels with an event sub-process": nested(50, "handler h {\nstart i timer\n}"),
    "over fifty levels where no token comes": nested(51, "task z").replace("s -> p0", "p0"),
    "a link without an end where no token comes": "start s\nthrow t link=L\nend e\ns -> e",
    "a link that only a start event catches": "start s link=L\nthrow t link=L\ntask a\ns -> a -> t",
    "a complex gateway in an event sub-process without start": "start s\nend e\ns -> e\nhandler h {\ncomplex z\n}",
}

# Of more than fifty states, in the first of which one defect shows.
MANY_STATES = (
    "start s\nand x\nend d\nsub p {\n" + "".join(f"task a{n}\n" for n in range(9)) + "}\ns -> x -> d\nx -> d\nx -> p"
)
