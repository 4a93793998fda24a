"""`make bench`: retrieval beside its peers, and the whole path beside its bars.

`python -m tests.evals.bench` prints two Markdown tables; `--peer NAME` and `--path NAME` do one
part of it in a process of its own and print JSON.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from indexer import wording
from indexer.errors import IndexProblem
from tests.evals import golden, measuring, peers

_QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_OFFLINE": "1",
    "PYTHONUTF8": "1",
    "PYTHONWARNINGS": "ignore",
    "TOKENIZERS_PARALLELISM": "false",
    "TRANSFORMERS_OFFLINE": "1",
    "TRANSFORMERS_VERBOSITY": "error",
}
_NOTES = (
    "ほしみちだけが質問の基準日で絞り込み、言い換え（asked_as）も検索します。",
    "正解の札は、ほしみちの検索・BM25・ベクトルが出した候補から付けました。"
    "ほかの方式だけが見つける正解は数え落としている可能性があります。",
)  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Print the tables, or do one part; 0 = done, 1 = could not."""
    parser = argparse.ArgumentParser(prog="python -m tests.evals.bench", description=__doc__)
    parser.add_argument("--peer", choices=peers.PEERS)
    parser.add_argument("--build", type=Path, metavar="FOLDER", help="only build the peer there")
    parser.add_argument("--path", choices=("ask", "chat", "cold", "idle"))
    options = parser.parse_args(arguments)
    if options.build and not options.peer:
        parser.error("--build needs --peer")
    try:
        return _run(options)
    except IndexProblem as problem:
        sys.stderr.write(wording.problem(problem) + "\n")
        return 1


def _run(options: argparse.Namespace) -> int:
    if options.build:
        _say(json.dumps(measuring.timed_build(peers.PEERS[options.peer], options.build)))
    elif options.peer:
        _say(json.dumps(_peer(options.peer)))
    elif options.path:
        _say(json.dumps(_path(options.path)))
    else:
        return _tables()
    return 0


def _tables() -> int:
    if not _questions():
        sys.stderr.write("正解の札（gold）のある質問がまだありません。\n")
        return 1
    _say(f"### 検索（同じ文章・同じ質問、n = {len(_questions())}問）\n")
    for line in _peer_lines():
        _say(line)
    _say("\n### 質問から回答まで\n")
    for line in _path_lines():
        _say(line)
    return 0


def _questions() -> list[golden.Golden]:
    return [question for question in golden.read() if question.gold]


def _peer(name: str) -> dict[str, Any]:
    """One peer: built by a process of its own, so that this one's memory is that of querying."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        seconds = _child("--peer", name, "--build", folder)
        measured = measuring.measure(peers.PEERS[name], Path(folder), _questions())
    return {"build_s": seconds, **dataclasses.asdict(measured)}


def _path(name: str) -> Any:
    if name == "ask":
        return measuring.answer_milliseconds(golden.read())
    if name == "chat":
        return measuring.chat_memory_mb(golden.read())
    return measuring.cold_start_seconds() if name == "cold" else measuring.idle_build_seconds()


def _peer_lines() -> list[str]:
    rows = []
    intervals = []
    for name, peer in peers.PEERS.items():
        sys.stderr.write(f"計測中: {peer.label}\n")
        found = _child("--peer", name)
        ranks: list[int | None] = found["ranks"]
        at_1, at_5 = (_hits(ranks, k) / len(ranks) for k in (1, 5))
        times = [_percentile(found["milliseconds"], share) for share in (0.5, 0.95)]
        rows.append(
            f"| {peer.label} | {at_1:.3f} | {at_5:.3f} | {_mrr(ranks):.3f} "
            f"| {times[0]:.1f} | {times[1]:.1f} "
            f"| {found['build_s']:.1f} | {found['memory_mb']:.0f} |"
        )
        low, high = _wilson(_hits(ranks, 5), len(ranks))
        intervals.append(f"- {peer.label}: {at_5:.3f}（{low:.3f}〜{high:.3f}）")
    return [
        "| 方式 | recall@1 | recall@5 | MRR@10 | p50 ms | p95 ms | 構築 s | メモリ MB |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
        *rows,
        "\nrecall@5 の95%区間（Wilson）:\n",
        *intervals,
        "",
        *_NOTES,
    ]


def _path_lines() -> list[str]:
    sys.stderr.write("計測中: 質問から回答まで\n")
    asked: list[float] = _child("--path", "ask")
    milliseconds = [_percentile(asked, share) for share in (0.5, 0.95)]
    memory, cold, idle = (_child("--path", name) for name in ("chat", "cold", "idle"))
    chat = f"{min(measuring.CHAT_QUESTIONS, len(asked))}問後の chat のメモリ"
    return [
        "| 項目 | 実測 | 基準 | 判定 |",
        "|---|--:|--:|:-:|",
        _bar(f"Advisor.ask p50（{len(asked)}問）", milliseconds[0], 15, "≤", "ms"),
        _bar(f"Advisor.ask p95（{len(asked)}問）", milliseconds[1], 50, "≤", "ms"),
        _bar("`python -m bot ask` の起動から回答まで（5回の中央値）", cold, 2, "≤", "s"),
        _bar(chat, memory, 300, "≤", "MB"),
        _bar("変更なしの `python -m indexer build`（5回の中央値）", idle, 2, "<", "s"),
    ]


def _bar(what: str, measured: float, bar: float, relation: str, unit: str) -> str:
    passed = measured < bar or (relation == "≤" and measured == bar)
    number = f"{measured:.0f}" if unit == "MB" else f"{measured:.2f}"
    return f"| {what} | {number} {unit} | {relation} {bar:g} {unit} | {'○' if passed else '×'} |"


def _child(*arguments: str) -> Any:
    """The JSON one part prints, run in a fresh process that keeps quiet."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "tests.evals.bench", *arguments],
        env=os.environ | _QUIET,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise SystemExit(reason)
    return json.loads(done.stdout.splitlines()[-1])


def _hits(ranks: Sequence[int | None], k: int) -> int:
    return sum(rank is not None and rank <= k for rank in ranks)


def _mrr(ranks: Sequence[int | None]) -> float:
    return sum(1 / rank for rank in ranks if rank) / len(ranks)


def _percentile(values: Sequence[float], share: float) -> float:
    """The least value that this share of the values does not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def _wilson(hits: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a proportion."""
    share = hits / n
    middle = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return (middle - half) / scale, (middle + half) / scale


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
