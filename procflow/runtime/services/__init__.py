"""What the engine does with definitions, instances, tasks and timers, each command in one transaction."""

from procflow.runtime.services.definitions import Definitions
from procflow.runtime.services.instances import Instances
from procflow.runtime.services.messages import Envelope, Messages
from procflow.runtime.services.records import Deployment, Instance, OpenTask, PendingTimer
from procflow.runtime.services.tasks import Tasks, instance_of_task
from procflow.runtime.services.timers import Timers

__all__ = [
    "Definitions",
    "Deployment",
    "Envelope",
    "Instance",
    "Instances",
    "Messages",
    "OpenTask",
    "PendingTimer",
    "Tasks",
    "Timers",
    "instance_of_task",
]
