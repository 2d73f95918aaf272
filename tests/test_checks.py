"""The checks that are no tests, so that one command runs them all."""

import subprocess
import sys
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("check", ["ruff check .", "ruff format --check .", "mypy"])
def test_the_check_has_nothing_to_say(check: str) -> None:
    command = [sys.executable, "-m", *check.split()]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_installed_package_is_pinned_to_its_version() -> None:
    """There is no lock file in the project: pyproject.toml pins all, direct and brought along."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    direct = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    brought_along = project["tool"]["uv"]["constraint-dependencies"]
    installed = {f"{one.name.lower().replace('_', '-')}=={one.version}" for one in distributions()}
    assert brought_along == sorted(brought_along)
    assert installed - {*direct, *brought_along} == set()
