"""
Run one dossier with the library: deploy a model, claim and complete its tasks, read the history.

``python examples/run_an_instance.py [FOLDER]`` keeps the database in FOLDER, or in a temporary one.
"""

import sys
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import procflow as pf
from procflow.clock import FrozenClock
from procflow.eventlog import EntryKind

MODEL = Path(__file__).parent.parent / "models" / "cap-lai-giay-phep.bpmn"
HOUR = timedelta(hours=1)
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def run(folder: Path) -> None:
    """Walk one dossier to its end; each person is done an hour before the task is due."""
    clock = FrozenClock(datetime(2025, 12, 31, 10, 0, tzinfo=HANOI))
    with pf.Engine(f"sqlite:///{folder / 'procflow.db'}", clock=clock) as engine:
        process = engine.deploy(MODEL)
        dossier = engine.start(process.key, by="procflow", business_key="H29.15-251231-0001")
        print(f"dossier {dossier.business_key} received, due on {dossier.due_on:%d/%m/%Y}\n")
        while dossier.status == "running":
            (task, *_) = engine.tasks(instance_id=dossier.id)
            person = f"a person of {task.performer[0]}"
            task = engine.claim(task.id, by=person)
            due = f"due {task.due_at:%d/%m/%Y %H:%M}" if task.due_at else "no limit"
            print(f"{clock.now():%d/%m/%Y %H:%M}  {task.name} ({task.performer[0]}, {due})")
            clock.set(max(clock.now(), task.due_at - HOUR) if task.due_at else clock.now() + HOUR)
            dossier = engine.complete(task.id, {}, by=person, seen=task.version)

        history = engine.history(dossier.id)
        history.verify()
        done = list(history.of(EntryKind.TASK_COMPLETED))
        print(f"\n{dossier.status}; {len(history)} entries of history, {len(done)} tasks, none changed afterwards:")
        for entry in done:
            print(f"{entry.at.astimezone(HANOI):%d/%m/%Y %H:%M}  {entry.element_name} - {entry.by}")


if __name__ == "__main__":
    with TemporaryDirectory() as temporary:
        run(Path(sys.argv[1] if len(sys.argv) > 1 else temporary))
