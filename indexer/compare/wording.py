"""Every fixed Japanese sentence of a comparison."""

from __future__ import annotations

TITLE = "「{old}」と「{new}」の違い"
SUMMARY = "新しい版の{clauses}か所のうち{unchanged}か所は同じで、違いは{changes}か所あります。"
NO_CHANGES = "違いは見つかりませんでした。"
CONTENTS = "目次"
COUNT = "{count}か所"
SECTIONS = {
    "figures": "要確認: ★・日付・金額・数字が変わったところ",
    "effects": "影響を確かめるところ",
    "changed": "言葉が変わったところ",
    "added": "加わったところ",
    "removed": "なくなったところ",
    "moved": "場所だけが変わったところ",
    "regrouped": "段落の分け方だけが変わったところ",
    "renumbered": "番号だけが変わったところ",
    "minor": "句読点やかっこだけが変わったところ",
}
NOTES = {
    "figures": "申請に響くことが多いので、はじめに確かめてください。",
    "moved": "文は同じで、置かれた場所が変わりました。",
    "regrouped": "文は同じで、段落が分かれたか、つながりました。",
    "renumbered": "文は同じで、項目の番号や「別紙3」のような行き先の番号が変わりました。",
    "minor": "意味が変わることは少ない違いです。",
}
FIGURES = {"star": "★", "date": "日付", "money": "金額", "share": "割合", "count": "数"}
FIGURE = "【{kinds}】"
FIGURE_JOIN = "・"
KIND_ADDED, KIND_REMOVED, ELSEWHERE = "追加", "削除", "場所も変更"
OLD_PAGE, NEW_PAGE = "旧{page}頁", "新{page}頁"
TOP = "（見出しの前）"
GONE, CAME = "[−{text}−]", "{{+{text}+}}"
LEGEND = "[−…−] はなくなった言葉、{+…+} は加わった言葉です。"
LEGEND_MARKED = "赤い取り消し線はなくなった言葉、緑の下線は加わった言葉です。"
CUT = "…"
EFFECTS_NOTE = "変わったところに関わるかもしれない知識です。機械で探したので、関わらないものも、もれもあります。"
UNKNOWN_EDITION = "どの制度・版の資料か分からなかったので、文が似ているものだけを挙げました。補助金の条件と締切は、目でも確かめてください。"
NO_EFFECTS = "知識・手順・質問集のうち、関わりそうなものは見つかりませんでした。もれがないか、★と締切は目でも確かめてください。"
EFFECT_KINDS = {
    "principle": "情報セキュリティ○か条",
    "self_check": "自社診断の項目",
    "rule": "補助金の★の条件",
    "frame": "補助金の枠（金額・補助率）",
    "round": "公募回・締切",
    "walkthrough": "手続きの案内",
    "passage": "回答の文章",
    "question": "検査用の質問",
    "run": "顧客の進行中の案内（社外に見せないでください）",
}
WHY = {
    "level": "★について書いたところが変わりました",
    "day": "この締切の日付が変わりました",
    "figure": "変わった数字が書いてあります",
    "text": "変わった文とよく似ています",
    "same_list": "一覧の中が変わりました",
    "follows": "上の項目から作られます",
    "question": "答えの元が上にあります",
    "open": "いま進行中です",
}
EFFECT = "{name}（{id}）: {why}{pages}"
EFFECT_RUN = "{name}: {why}"
EFFECT_PAGES = "（{pages}頁）"
ELSEWHERE_MORE = (
    "ここまでにします（このほか{count}件）。すべてはウェブページの形（--html）で見られます。"
)
EFFECT_MORE = "ほか{count}件"
BY_COMPUTER = "この比較は機械で作りました。表や図の中の違いは見落とすことがあります。大事なところは、もとの資料で確かめてください。"
