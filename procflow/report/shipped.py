"""The models that come with procflow: in the package when installed, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

from procflow.errors import EnvironmentMissing

TWIN = ".to-be.bpmn"


def shipped_models() -> Path:
    """
    Return the folder of the models that come with procflow.

    Raises:
        EnvironmentMissing: This installation has none.
    """
    package = Path(__file__).parent.parent
    for folder in (package / "models", package.parent / "models"):
        if folder.is_dir():
            return folder
    raise EnvironmentMissing("this installation has no models", hint="install procflow from its wheel or a checkout")


def pairs_in(folder: Path) -> list[tuple[Path, Path]]:
    """Return each model of *folder* with its simplified version, or with itself where it has none."""
    models = sorted(path for path in folder.glob("*.bpmn") if not path.name.endswith(TWIN))
    twins = ((path, path.with_name(path.stem + TWIN)) for path in models)
    return [(path, twin if twin.exists() else path) for path, twin in twins]
