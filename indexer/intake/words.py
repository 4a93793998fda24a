"""Every reason why a file is not read, and every note on one that is, in Japanese for staff."""

from __future__ import annotations

# The file as such
MISSING = "ファイルが見つかりません。場所と名前をご確認ください。"
NOT_A_FILE = "ファイルではありません（フォルダーなど）。ファイルを1つ指定してください。"
NO_ACCESS = "ファイルを開けません。ほかの人が開いていないか、読む権限があるかをご確認ください。"
EMPTY = "中身が空（0バイト）です。ダウンロードやコピーをやり直したファイルをお渡しください。"
TOO_BIG = "ファイルが大きすぎるため読めません（{size}。上限は{limit}）。必要なページだけに分けてください。"
TOO_MANY_PAGES = (
    "ページが多すぎるため読めません（{pages:,}ページ分。上限は{limit:,}ページ）。"
    "必要な部分だけに分けてください。"
)

# What it really is
NAME_DIFFERS = (
    "名前の終わりは「{named}」ですが、中身は{really}です。"
    "正しいファイルかどうかを確かめ、正しければ名前の終わりを「{right}」に直してください。"
)
NOT_READABLE_KIND = "{really}は読めません。{advice}"
UNKNOWN_KIND = (
    "何のファイルか分かりません。読めるのは PDF、Word（.docx）、Excel（.xlsx）、"
    "ウェブページ（.html）、テキスト（.txt、.md）です。"
)
TWO_IN_ONE = (
    "1つのファイルに2種類の中身（{first}と{second}）が重なっています。"
    "危険なことがあるため読みません。発行元のページから取り直してください。"
)
NO_SUFFIX = "名前の終わり（.pdf など）がないため読めません。名前に「{right}」を付けてください。"

ENCRYPTED = "パスワードが付いているため読めません。パスワードを外したファイルをお渡しください。"
MACROS = (
    "マクロ（自動で動くしくみ）が入っているため読みません。"
    "「{right}」の形式で保存し直したファイルをお渡しください。"
)
OUTSIDE_DECLARATION = (
    "文書の中に、外のファイルを読み込ませる指定（DTD）があります。"
    "ふつうの文書にはなく、危険なため読みません。発行元のページから取り直してください。"
)

# Damage
TRUNCATED = "ファイルが途中で切れています。ダウンロードやコピーをやり直してください。"
DAMAGED = (
    "ファイルが壊れているため読めません。発行元のページから取り直すか、"
    "もとのソフトで開いて保存し直してください。"
)
DAMAGED_PAGES = (
    "ファイルの一部が壊れていて、抜け落ちる文がありそうです。中途半端には読みません。"
    "発行元のページから取り直してください。"
)
NO_PAGES = "ページが1つもありません。正しいファイルかどうかをご確認ください。"
DEEP_OUTLINE = (
    "しおりや入れ子が深すぎるか、輪になっているため読めません。"
    "もとのソフトで開き、PDFとして保存し直してください。"
)
UNREADABLE_LETTERS = (
    "文字の対応表（ToUnicode）がなく、文字として読み取れません。"
    "もとのソフトから、フォントを埋め込んでPDFに保存し直したファイルをお渡しください。"
)
NO_TEXT = (
    "文字が入っていません。紙を読み取った画像だけの可能性があります。"
    "文字を選べるPDFか、もとのWordなどのファイルをお渡しください。"
)

# Packages
BOMB = (
    "広げると異常に大きくなるファイルのため読みません。"
    "発行元のページから取り直すか、もとのソフトで保存し直してください。"
)
BAD_PARTS = (
    "ファイルの中の部品の名前や並びが正しくなく、危険なことがあるため読みません。"
    "もとのソフトで開いて保存し直してください。"
)

# While reading
TOO_SLOW = (
    "読むのに時間がかかりすぎるため中止しました。作りが複雑すぎるか、壊れています。"
    "ページを分けるか、もとのソフトで保存し直してください。"
)
TOO_MUCH_MEMORY = (
    "読むのにメモリーが足りないため中止しました。"
    "ページや画像の多いファイルは、分けて保存し直してください。"
)
CRASHED = (
    "読んでいる途中で読み取りが止まりました。ファイルが壊れているか、特殊な作りです。"
    "もとのソフトで開いて保存し直してください。"
)
FORBIDDEN = (
    "ファイルが、読み取り以外のこと（通信や書き込みなど）をしようとしたため止めました。"
    "安全なファイルかどうか、渡した人にご確認ください。"
)
CANNOT_START = (
    "読み取りを始められませんでした。少し待ってからもう一度お試しください。"
    "続くときは、システムの担当者に連絡してください。"
)

# Notes: the file is read, and staff are told
LINKS_OUTSIDE = (
    "この文書は外のファイル（ひな形や画像など）を参照しています。参照先は読んでいません。"
)
EMBEDDED = "埋め込まれた別のファイルが{count}個あります。その中身は読んでいません。"
FIELDS = "ほかのファイルを取り込む指定（フィールド）があります。取り込みはしていません。"
HIDDEN_TEXT = "画面に見えない文字が{count}か所ありました。検索には使いません。"
INVISIBLE_LETTERS = "目に見えない制御文字が{count}個ありました。取り除いて読みました。"
SUSPICIOUS = "ボットへの命令のような文が{count}か所ありました。内容をご確認ください。"

# How kinds are called
CALLED = {
    "pdf": "PDF",
    "docx": "Wordの文書",
    "xlsx": "Excelの表",
    "html": "ウェブページ（HTML）",
    "markdown": "テキスト（Markdown）",
    "plain": "テキスト",
    "zip": "ZIP（圧縮ファイル）",
    "program": "プログラム",
}
RIGHT_SUFFIX = {
    "pdf": ".pdf",
    "docx": ".docx",
    "xlsx": ".xlsx",
    "html": ".html",
    "markdown": ".md",
    "plain": ".txt",
}

SAVE_AS = "もとのソフトで開き、「{right}」の形式で保存し直してください。"
UNPACK = "中のファイルを取り出して、1つずつお渡しください。"
PICTURE = "文字を選べるPDFか、もとのWordなどのファイルをお渡しください。"
PROGRAM = "文書ではありません。開かずに、渡した人にご確認ください。"


# What the screening tells
HIDDEN_LINE = "・{page}{reason}: {excerpt}"
SUSPICIOUS_LINE = "・{page}{label}: {excerpt}"
HIDDEN_REASONS = {
    "invisible": "見えない設定の文字",
    "background_colour": "背景と同じ色の文字",
    "tiny": "小さすぎて見えない文字",
    "off_page": "紙の外に置かれた文字",
    "hidden_part": "非表示にされた部分",
}

# Fetching from an official server
NOT_HTTPS = "取りに行けるのは https:// で始まる公式ページのファイルだけです。"
NOT_OFFICIAL = (
    "{host} は公式サイトの一覧にないため、取りに行きません。"
    "ブラウザーでダウンロードし、そのファイルを追加してください。"
)
BAD_URL = "URLの形が正しくありません。ブラウザーのアドレス欄からコピーし直してください。"
PRIVATE_ADDRESS = (
    "{host} が社内などの公開されていない場所を指しているため、取りに行きません。"
    "システムの担当者に連絡してください。"
)
NO_CONNECTION = (
    "{host} につながりません。インターネットの接続とURLを確かめ、もう一度お試しください。"
)
TOO_MANY_REDIRECTS = "転送が多すぎるため中止しました。最終のURLを直接指定してください。"
NOT_FOUND = "{host} に、そのファイルはありません（{status}）。URLを公式ページで確かめてください。"
DOWNLOAD_TOO_SLOW = "ダウンロードに時間がかかりすぎるため中止しました。時間をおいてお試しください。"
NOT_WHOLE = "ダウンロードが途中で切れました。もう一度お試しください。"
WRONG_TYPE = (
    "文書ではなく別のもの（{called}）が返ってきました。"
    "文書そのもののURL（.pdf などで終わるもの）を指定してください。"
)
WRONG_HASH = (
    "ダウンロードしたファイルが、記録してある内容と違います。差し替えられたか壊れています。"
    "公式ページで版を確かめてください。使っていません。"
)


def size(count: int) -> str:
    """A file size as an office clerk says it."""
    for unit, name in ((1024**3, "GB"), (1024**2, "MB"), (1024, "KB")):
        if count >= unit:
            return f"{count / unit:.1f}".removesuffix(".0") + name
    return f"{count}バイト"


def not_readable(really: str, advice: str) -> str:
    """That this kind of file is not read, and what to hand over instead."""
    return NOT_READABLE_KIND.format(really=really, advice=advice)


def page(number: int | None) -> str:
    """Where it stands, before what stands there."""
    return f"{number}ページ " if number else ""
