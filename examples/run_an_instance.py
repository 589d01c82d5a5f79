"""Run a dossier from Python: deploy, start, claim, complete, let time pass, read the history."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import procflow as pf
from procflow.clock import FrozenClock

MODEL = Path(__file__).parent.parent / "models" / "tra-ket-qua-qua-buu-chinh.bpmn"


def main() -> None:
    """Walk one dossier to its end; the case handler is late, so the applicant gets an apology."""
    clock = FrozenClock(datetime(2026, 2, 9, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))
    with pf.Engine("sqlite://", clock=clock) as engine:
        process = engine.deploy(MODEL)
        dossier = engine.start(process.key, by="Lan", business_key="H29.15-0001")
        print(f"{dossier.business_key} is due on {dossier.due_on}")
        while dossier.status == "running":
            task = engine.tasks(instance_id=dossier.id)[0]
            due = f"until {task.due_at:%d/%m %H:%M}" if task.due_at else "without limit"
            print(f"{clock.now():%d/%m %H:%M}  {task.name} ({task.performer[0]}), {due}")
            claimed = engine.claim(task.id, by="Minh")
            clock.advance(timedelta(days=8 if task.name == "Giải quyết hồ sơ" else 1))
            engine.run_due()
            dossier = engine.complete(task.id, {"phat_duoc": True}, by="Minh", seen=claimed.version)
        log = engine.history(dossier.id)
    log.verify()
    print(f"{dossier.status}, {len(log)} history entries, last hash {log.entries[-1].hash[:12]}")


if __name__ == "__main__":
    main()
