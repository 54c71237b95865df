"""Write the weights between the fork that ships and one that was trained on from it.

Weights on the straight line between both keep more of what the first knew than the second does (Wortsman et al.: Robust
fine-tuning of zero-shot models, CVPR 2022).
"""

import argparse
from pathlib import Path

import shipped_fork
import torch


def main() -> None:
    """Read the options and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shipped", type=Path, required=True, help="folder of the package data with the first fork")
    parser.add_argument("--fork", type=Path, required=True, help="the fork that was trained on from it")
    parser.add_argument("--share", type=float, default=0.5, help="how far from the first to the second, 0 to 1")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    first, second = shipped_fork.state(options.shipped), torch.load(options.fork)
    mixed = {
        name: torch.lerp(first[name].float(), value.float(), options.share) if name in first else value
        for name, value in second.items()
    }
    torch.save(mixed, options.out)


if __name__ == "__main__":
    main()
