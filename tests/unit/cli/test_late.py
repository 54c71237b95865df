"""Commands are imported when they are called; what help says of them is what they say of themselves."""

import subprocess
import sys

import pytest

from reportedly.cli.late import loaded
from reportedly.cli.main import COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_in_help_is_the_first_paragraph_of_the_command(name: str) -> None:
    command = loaded(name, COMMANDS[name])
    assert command.name == name
    assert " ".join(command.help.split("\n\n")[0].split()) == COMMANDS[name].help


def test_help_imports_no_command() -> None:
    code = (
        "import sys; sys.argv = ['reportedly', '--help']\n"
        "from reportedly.cli.main import app\n"
        "try: app()\n"
        "except SystemExit: pass\n"
        "print(*sorted(m for m in sys.modules if m.startswith('reportedly')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    modules = done.stdout.splitlines()[-1].split()
    assert modules == [
        "reportedly",
        "reportedly.cli",
        "reportedly.cli.late",
        "reportedly.cli.main",
        "reportedly.errors",
    ]
