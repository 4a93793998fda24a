"""`python -m tests.evals.slack_bench`: the bot in its own process against the fake Slack.

Prints a Markdown table of every bar of the Slack surface, with a peer: the same load on a bare
Bolt app that stores nothing. `--only PART` runs one part, `--small` a tenth of the load.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass

from indexer.errors import IndexProblem
from indexer.releases import Releases
from indexer.settings import IndexSettings
from tests.evals import slack_kills as killing
from tests.evals import slack_loads as loads
from tests.evals import slack_walks

_NO_INDEX = "索引がありません。`python -m indexer build` を実行してください。"


@dataclass(frozen=True)
class Row:
    """A measured figure beside its bar; `met` is None for a peer."""

    name: str
    figure: str
    bar: str = ""
    met: bool | None = None

    def line(self) -> str:
        """The row of the table."""
        mark = {True: "○", False: "×", None: "—"}[self.met]
        return f"| {self.name} | {self.figure} | {self.bar} | {mark} |"


def intake(scale: float) -> list[Row]:
    """Signed events from 50 clients: stored before they are acknowledged."""
    count = int(20_000 * scale)
    ours = loads.intake(count)
    peer = loads.bare_bolt(count)
    return [
        Row(
            f"HTTPの受け取り（50クライアント、{count:,}件、保存してから応答）",
            f"{ours.rate:,.0f}件/s、p95 {ours.p95:.0f} ms、200以外か未保存 {ours.failed}件",
            "≥ 2,000件/s、p95 ≤ 50 ms、0件",
            ours.rate >= 2000 and ours.p95 <= 50 and ours.failed == 0,
        ),
        Row(
            "（比べる相手）何も保存しない素のBolt、同じ負荷",
            f"{peer.rate:,.0f}件/s、p95 {peer.p95:.0f} ms",
        ),
    ]


def acks(scale: float) -> list[Row]:
    """Commands, buttons and forms while 100 answers are being worked on."""
    found = loads.acks(max(30, int(300 * scale)))
    return [
        Row(
            f"回答100件の最中の応答（コマンド・ボタン・フォーム、{found.count}件）",
            f"p95 {found.p95:.0f} ms、200以外 {found.failed}件",
            "p95 ≤ 100 ms、404なし",
            found.p95 <= 100 and found.failed == 0,
        )
    ]


def repeats(scale: float) -> list[Row]:
    """Each event four times, two processes at work (R1, R3)."""
    found = loads.repeats(max(60, int(3000 * scale)))
    return [
        Row(
            f"同じイベントを4回ずつ、2プロセス（R1・R3、n={found.count:,}）",
            f"返事なし {found.missing}件、二重 {found.double}件",
            "どの質問にも返事はちょうど1つ",
            found.missing == 0 and found.double == 0,
        )
    ]


def unsure(scale: float) -> list[Row]:
    """Slack accepts a post and does not say so (R9)."""
    found = loads.unsure(max(50, int(1000 * scale)))
    return [
        Row(
            f"受け付け後に時間切れになる投稿（R9、n={found.count:,}）",
            f"返事なし {found.missing}件、二重 {found.double}件",
            "二重 0件",
            found.missing == 0 and found.double == 0,
        )
    ]


def kills(scale: float) -> list[Row]:
    """The process is killed between Slack's acceptance and our note of it (R6)."""
    found = killing.kills(max(10, int(150 * scale)))
    return [
        Row(
            f"受け付けと記録の間で強制終了（R6、{found.kills}回、質問{found.asked:,}件、"
            f"記録の前に受け付けられた投稿 n={found.unsure:,}）",
            f"返事なし {found.missing}件、二重 {found.double}件",
            "≥ 99.9 % が1つ",
            found.missing + found.double <= found.unsure * 0.001,
        )
    ]


def crowd(scale: float) -> list[Row]:
    """Fifty people ask, read a little, and ask again (R26)."""
    found = loads.crowd(max(5.0, 30 * scale))
    return [
        Row(
            f"質問から回答が見えるまで（同時50人、{found.count:,}問）",
            f"p50 {found.p50:.0f} ms、p95 {found.p95:.0f} ms、失敗 {found.failed}件",
            "p95 ≤ 1 s",
            found.p95 <= 1000 and found.failed == 0,
        )
    ]


def stops(scale: float) -> list[Row]:
    """SIGTERM under load (R7)."""
    found = loads.stop(max(60, int(400 * scale)))
    return [
        Row(
            f"負荷の中での停止（SIGTERM、R7、n={found.count:,}）",
            f"{found.seconds:.1f} s で停止、再開後の返事なし {found.missing}件、二重 {found.double}件",
            "≤ 5 s、失われない",
            found.seconds <= 5 and found.missing == 0 and found.double == 0,
        )
    ]


def walks(scale: float) -> list[Row]:
    """Fifty clerks in the middle of their self-checks (R26)."""
    found = slack_walks.walks(max(8.0, 30 * scale))
    count = found.steps.count
    return [
        Row(
            f"自社診断の1問ごとの応答（同時50人、{count:,}回）",
            f"次の問いまで p95 {found.steps.p95:.0f} ms、応答 p99 {found.ack_p99:.0f} ms、"
            f"失敗 {found.steps.failed + found.acks.failed}件",
            "p95 ≤ 1 s、p99 ≤ 0.5 s",
            found.steps.p95 <= 1000
            and found.ack_p99 <= 500
            and found.steps.failed + found.acks.failed == 0,
        )
    ]


PARTS: dict[str, Callable[[float], list[Row]]] = {
    "intake": intake,
    "acks": acks,
    "repeats": repeats,
    "unsure": unsure,
    "kills": kills,
    "crowd": crowd,
    "stops": stops,
    "walks": walks,
}


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 0 = every bar met, 1 = not."""
    parser = argparse.ArgumentParser(prog="python -m tests.evals.slack_bench", description=__doc__)
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--small", action="store_true", help="a tenth of the load")
    options = parser.parse_args(arguments)
    try:
        Releases(IndexSettings().home).active()
    except IndexProblem:
        sys.stderr.write(_NO_INDEX + "\n")
        return 1
    parts = [PARTS[options.only]] if options.only else list(PARTS.values())
    _say("### Slack（ボットは別プロセス、同じ2コアに負荷の発生器と偽のSlackも）\n")
    _say("| 項目 | 実測 | 基準 | 判定 |\n|---|---|---|:-:|")
    met = True
    for part in parts:
        for row in part(0.1 if options.small else 1.0):
            _say(row.line())
            met = met and row.met is not False
    return 0 if met else 1


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
