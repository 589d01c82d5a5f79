"""
Run a program and say how much memory it took at most.

``python measure.py FILE PROGRAM ARGUMENT...`` writes the peak in kB to FILE and leaves with the program's exit code.
A process of its own measures: what a large test process forks would count its parent's memory.
"""

import resource
import subprocess
import sys
from pathlib import Path

if __name__ == "__main__":
    code = subprocess.run(sys.argv[2:], check=False).returncode
    Path(sys.argv[1]).write_text(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss), encoding="ascii")
    sys.exit(code)
