"""Mean weights of two runs, the second begun where the first ended: `python -m training.average FIRST SECOND RUN`.

Weights along one path of training average well (Izmailov et al. 2018). RUN gets weights.pt and both runs' facts.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--share", type=float, default=0.75, help="of the second run")
    args = parser.parse_args()
    args.run.mkdir(parents=True, exist_ok=True)
    first, second = (torch.load(run / "weights.pt") for run in (args.first, args.second))
    mean = {name: torch.lerp(value, second[name], args.share) for name, value in first.items()}
    torch.save(mean, args.run / "weights.pt")
    facts = [json.loads((run / "facts.json").read_text()) for run in (args.first, args.second)]
    (args.run / "facts.json").write_text(json.dumps({"runs": facts, "share": args.share}) + "\n")


if __name__ == "__main__":
    main()
