"""Messages that arrive: each goes to one receiver, or begins an instance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, select

from procflow.errors import DataError, NobodyWaits
from procflow.runtime.core.commands import Deliver, Start
from procflow.runtime.services.definitions import Definitions
from procflow.runtime.services.instances import Instances
from procflow.runtime.store.tables import instances, starts, subscriptions


@dataclass(frozen=True, slots=True)
class Envelope:
    """
    A message and for whom it is.

    Attributes:
        name: Name of the message in the model.
        business_key: The dossier it is for; empty if the instance is named.
        instance_id: The instance it is for; empty if the dossier is named.
        data: What it brings.
        by: Who hands it in.
    """

    name: str
    business_key: str
    instance_id: str
    data: Mapping[str, object]
    by: str

    def receivers(self) -> Select[tuple[str]]:
        """Return the query for the ids of the instances it may be for."""
        if not self.instance_id:
            return select(instances.c.id).where(
                instances.c.business_key == self.business_key, instances.c.business_key != ""
            )
        return select(instances.c.id).where(instances.c.id == self.instance_id)


class Messages:
    """
    What waits for messages.

    Args:
        processes: The deployed processes.
        running: The instances.
    """

    def __init__(self, processes: Definitions, running: Instances) -> None:
        self._processes, self._running = processes, running

    def deliver(self, db: Connection, letter: Envelope, now: datetime) -> str:
        """
        Hand a message to what has waited for it longest in its instance; return the id of the instance.

        Where no instance of the dossier waits for it and it is the start message of a process, it begins an instance.

        Raises:
            DataError: Neither dossier nor instance is named, or several instances of the dossier wait for it.
            NobodyWaits: Nothing waits for it.
        """
        if not letter.business_key and not letter.instance_id:
            raise DataError("the message names no receiver", hint="give a business key or an instance id")
        if letter.instance_id:
            self._running.row(db, letter.instance_id)
        query = select(subscriptions).join(instances, subscriptions.c.instance_id == instances.c.id)
        query = query.where(subscriptions.c.message == letter.name).order_by(subscriptions.c.token)
        for column, value in ((instances.c.business_key, letter.business_key), (instances.c.id, letter.instance_id)):
            query = query.where(column == value) if value else query
        found = db.execute(query).mappings().all()
        receivers = {row["instance_id"] for row in found}
        if len(receivers) > 1:
            names = ", ".join(sorted(receivers))
            raise DataError(f"several instances wait for {letter.name!r}: {names}", hint="name the instance id")
        if not found:
            return self._begin(db, letter, now)
        row = self._running.row(db, found[0]["instance_id"])
        self._running.apply(db, row, Deliver(found[0]["token"], letter.data, letter.by), now)
        return str(row["id"])

    def _begin(self, db: Connection, letter: Envelope, now: datetime) -> str:
        query = select(starts.c.definition_id).where(starts.c.message == letter.name).order_by(starts.c.definition_id)
        found = db.execute(query).scalars().all()
        if not found or letter.instance_id:
            raise NobodyWaits(
                f"nothing waits for the message {letter.name!r}",
                hint="look at the name in the model, and whether the instance has come to its event",
                name=letter.name,
            )
        if len(found) > 1:
            raise DataError(f"several processes begin with {letter.name!r}", hint="start one by its key instead")
        definition = self._processes.get(db, found[0])
        return self._running.start(db, definition, Start(letter.data, letter.by), now, letter.business_key)
