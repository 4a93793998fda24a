"""Every fixed Japanese sentence of the indexer's command line."""

from __future__ import annotations

from indexer.errors import (
    BadDetails,
    DamagedDocument,
    DamagedIndex,
    ForeignIndex,
    IndexProblem,
    NoIndex,
    NotReady,
    RejectedIndex,
    UnknownDocument,
    UnknownVersion,
)

DESCRIPTION = "ほしみちの索引を作り、調べ、切り替えます。"
HELP_BUILD = "知識から索引を作って有効にする"
HELP_FORCE = "変わっていなくても作り直す"
HELP_SEARCH = "索引を検索する"
HELP_LIST = "索引の版の一覧（* が有効な版）"
HELP_VERIFY = "索引の版が壊れていないか調べる"
HELP_ACTIVATE = "索引の版を有効にする"
HELP_ROLLBACK = "1つ前に有効だった版に戻す"
HELP_PRUNE = "古い版を消す"
HELP_REPORT = "知識の件数と確からしさを数える"

BUILT = "索引 {id} を作り、有効にしました。"
UNCHANGED = "知識は変わっていません。索引 {id} をそのまま使います。"
VERIFIED = "索引 {id} は正常です（{chunks}件）。"
ACTIVATED = "索引 {id} を有効にしました。"
PRUNED = "古い版を{count}件消しました。"
INTERRUPTED = "中断しました。有効な索引は前のままです。"
BAD_KNOWLEDGE = "知識ファイルに誤りがあります。{problem}"
BAD_DATE = "日付は 2026-08-05 の形で書いてください: {value}"
NOTHING_FOUND = "見つかりませんでした。"

NO_INDEX = "索引がまだありません。`python -m indexer build` を実行してください。"
DAMAGED = "索引が壊れています。`python -m indexer build --force` を実行して作り直してください。"
FOREIGN = (
    "索引が、いまの設定（EMBEDDING_MODEL）とは別の埋め込みモデルで作られています。"
    "`python -m indexer build` を実行して作り直してください。"
)
UNKNOWN_VERSION = "その番号の索引はありません。`python -m indexer list` で一覧を確認してください。"
REJECTED = "作った索引が検査に通らなかったため、有効にしていません: {reason}"
UNKNOWN_DOCUMENT = (
    "その名前の資料はありません: {id}。`python -m indexer documents` で一覧を確認してください。"
)
DAMAGED_DOCUMENT = (
    "保管している資料のファイルが壊れています: {id}。もとのファイルから、もう一度追加してください。"
)

STAGES = {
    "documents": "資料を読む",
    "read": "知識を読む",
    "fit": "埋め込みモデルを合わせる",
    "model": "埋め込みモデルを読む",
    "embed": "ベクトルにする",
    "write": "索引を書く",
    "check": "検査する",
}


def problem(error: IndexProblem) -> str:
    """One line that says what is wrong with the index and what to run."""
    return {
        NoIndex: NO_INDEX,
        DamagedIndex: DAMAGED,
        ForeignIndex: FOREIGN,
        UnknownVersion: UNKNOWN_VERSION,
        RejectedIndex: REJECTED.format(reason=error),
        UnknownDocument: UNKNOWN_DOCUMENT.format(id=error),
        BadDetails: str(error),
        NotReady: str(error),
        DamagedDocument: DAMAGED_DOCUMENT.format(id=error),
    }[type(error)]
