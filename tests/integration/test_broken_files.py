"""Whatever is wrong with a file, procflow answers with a model or with an error of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from procflow.errors import ProcflowError
from tests.damage import broken_files
from tests.dialects import dialect_files
from tests.fuzz.targets import TARGETS
from tests.support import REPOSITORY, models, samples

pytestmark = pytest.mark.timeout(1800)

CORPUS = sorted((REPOSITORY / "tests" / "fuzz" / "corpus").iterdir())[:: samples(5, 1)]
SOURCES = [path.read_bytes() for path in (*dialect_files(), *models()[:: samples(6, 1)])]
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.mark.parametrize("target", TARGETS)
@given(raw=broken_files(SOURCES))
@settings(suppress_health_check=_SLOW, max_examples=samples(30, 500))
def test_a_broken_file_is_read_or_refused(target: str, raw: bytes) -> None:
    """Read, asked, edited and written, or judged, laid out, drawn and compared: no other error comes."""
    TARGETS[target](raw)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_a_file_once_found_by_fuzzing_does_no_harm(path: Path, target: str) -> None:
    """Each file of the kept corpus goes through each target."""
    TARGETS[target](path.read_bytes())


def test_a_target_notices_an_error_of_another_type(monkeypatch: pytest.MonkeyPatch) -> None:
    """The targets themselves let an error out that is none of procflow's."""

    def fail(*_: object, **__: object) -> None:
        message = "not on purpose"
        raise KeyError(message)

    monkeypatch.setattr("tests.fuzz.targets.read", fail)
    found = []
    for use in TARGETS.values():
        with pytest.raises(KeyError) as caught:
            use(SOURCES[0])
        found.append(isinstance(caught.value, ProcflowError))

    assert [False, False] == found
