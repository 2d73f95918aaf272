"""All ratios in one table: `uv run python -m bench [GROUP ...]`; a few minutes for each group."""

import argparse
import asyncio

from rich.console import Console

from bench import databases, growth, others, queries, starting, throughput
from bench.table import HEAD, Measured

console = Console(width=200, markup=False, highlight=False)
GROUPS: dict[str, Measured] = {
    "throughput": throughput.rows,
    "queries": queries.rows,
    "starting": starting.rows,
    "growth": growth.rows,
    "databases": databases.rows,
    "others": others.rows,
}


async def main(names: list[str]) -> None:
    """Measure these groups, or all."""
    console.print(HEAD)
    for name in names or GROUPS:
        for row in await GROUPS[name]():
            console.print(row.line())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    asked = parser.parse_args().groups
    if unknown := [name for name in asked if name not in GROUPS]:
        parser.error(f"no group {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    asyncio.run(main(asked))
