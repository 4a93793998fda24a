"""What a statement must not look like: addresses, markup, hidden letters, other languages, commands."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from bot.phrasing.quoting import copied
from indexer.intake.screening import scan

Fault = Literal["address", "markup", "language", "instruction"]

# What a Japanese sentence of ours is written with. Anything else hides, decorates or imitates.
_LETTERS = re.compile(
    "[\u3041-\u3096\u309d\u309e\u30a1-\u30fe\u4e00-\u9fff々〆〇A-Za-z0-9Ａ-Ｚａ-ｚ０-９ｦ-ﾟ"
    " \u3000。、，．・：；！？（）「」『』【】〔〕［］《》〈〉“”‘’…‥ー－―—–〜～→⇒←↔×÷±＋＝／％％＆＃￥¥℃§※★☆○●◎□■△▲◇◆①-⑳"
    r""".,:;!?()\[\]/%&+\-='"#@_~*|<>`{}\\^$]*"""
)
_ADDRESS = re.compile(
    r"[a-z][a-z0-9+.-]*:\s*//|(?<![a-z])(?:javascript|slack|file|data|mailto|tel|vbscript|https?|ftp)\s*:"
    r"|\bwww\s*\.|[\w.+-]+\s*@\s*[\w-]+"
    r"|(?<![a-z0-9])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\s*[.。・]\s*)+(?:com|net|org|jp|io|dev|app|info|biz|xyz|example|test|invalid|ai|co|me|tk|ru|cn|top|site|online|shop|link|click|zip|mov|page|cloud|ly|gl|to|cc|tv|us|uk|eu|de|gov|edu|local|internal|onion|tokyo|club|live|pro|store|tech|work|world|space|icu|vip|win|ws|id|in|is|so|sh|gg|la|nu|pw|su|asia|name|mobi)(?![a-z0-9])"
    r"|xn--|(?<![0-9.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![0-9.])|ドット(?:コム|ジェーピー)|\[\.\]|\(dot\)|\[dot\]|アットマーク"
    r"|(?:^|[\s(「])(?:[/~][\w.-]+){2,}|[a-z]:\\",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"<|>|\||`|\*\*|~~|__|\]\s*\(|!\[|^\s*(?:#+\s|[>*+-]\s|---|===)|(?<![\w])[*_~](?=\S)|(?<!\w):[a-z0-9_+-]+:"
    r"|[{}\\^$]|@(?:channel|here|everyone)|(?<![\w])@\w|\n|\r|\t|^\s*(?:system|assistant|user|システム|ボット|bot|管理者|運営|公式)\s*[:：]"
    r"|〔|〕|\[[0-9]+\]|【|】|^[■●◆□▲▼◇※]|[┌┐└┘│─━┃]",
    re.IGNORECASE,
)
_JAPANESE = re.compile("[\u3041-\u3096]")
# The bot has nothing to say about itself, and nobody else speaks through it.
_ABOUT_ITSELF = re.compile(
    r"システム\s*プロンプト|プロンプト|system\s*prompt|api[\s_-]*キー|api[\s_-]*key|秘密鍵|アクセストークン|環境変数|トークン"
    r"|(?<![a-z])(?:gpt|llm|claude|gemini|chatgpt|openai|anthropic|llama)|言語モデル|生成ai|aiアシスタント|aiとして|人工知能"
    r"|(?:私|わたし|僕|ぼく|俺|当方|当ボット|このボット|わたくし)(?:は|が|の|も|に|を|たち)"
    r"|(?:与えられた|渡された|上の|以下の|この)?(?:資料|文書|パッセージ|passage|出典|本文|文章|引用)(?:[ap][0-9]|には(?:書かれて|記載)|によると|に基づ)"
    r"|承知し(?:まし|ます)|かしこまり|了解(?:し|です)|ご質問ありがとう|お役に立て|ハッキング|制限(?:なし|を解除|は解除)"
    r"|(?:パスワード|暗証番号|認証コード|カード番号|口座|振込|振り込)[^。]{0,16}(?:入力し|教え|送(?:って|信し)|返信し|お知らせ|書い|伝え)"
    r"|(?:ここ|下|次|この|上記)の?(?:リンク|ボタン|url|アドレス|サイト|ページ)(?:を|から|に|へ)[^。]{0,8}(?:クリック|押|開|アクセス|進|タップ)"
    r"|(?:[apt][0-9]{1,2})(?:に|の|は|によ|より|、|を)",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"「([^」]{4,160})」(?:と|を|って)[^。「」]{0,8}?(?:書け|書くこと|答えよ|答えること|言え|出力せよ|表示せよ|載せよ|載せろ"
    r"|(?:書い|答え|回答し|言っ|出力し|載せ)て(?:ください|下さい|くれ|ほしい))"
)
_DICTATED_SHARE = 0.8
_SPACED = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_FOREIGN = re.compile(r"[A-Za-z]{2,}(?:[\s,.'-]+[A-Za-z]{2,}){5,}")


def fault(text: str, source: str) -> Fault | None:
    """What keeps a text from being shown, whatever it says; None when nothing does.

    Args:
        source: the passage it is written from: what that says itself is no command of the model.
    """
    if not _LETTERS.fullmatch(text):
        return "markup" if _hidden(text) else "language"
    flat = unicodedata.normalize("NFKC", text)
    if _ADDRESS.search(flat) or _ADDRESS.search(_SPACED.sub("", flat)):
        return "address"
    if _MARKUP.search(text.strip()) or _MARKUP.search(flat.strip()):
        return "markup"
    if _FOREIGN.search(flat) or not (_JAPANESE.search(flat) or copied(text, source)):
        return "language"
    return "instruction" if _commands(flat, source) else None


def _hidden(text: str) -> bool:
    """Whether letters nobody sees are in it, or control characters."""
    return any(unicodedata.category(letter)[0] == "C" for letter in text)


def _commands(flat: str, source: str) -> bool:
    if _speaks_to_us(source) or _is_dictated(flat, source):
        return True
    about = {match.group() for match in _ABOUT_ITSELF.finditer(flat)}
    if about and not all(said in unicodedata.normalize("NFKC", source) for said in about):
        return True
    return _speaks_to_us(flat)


@lru_cache(maxsize=256)
def _speaks_to_us(text: str) -> bool:
    """Whether a text addresses the bot: nothing is written from one that does (A6, A7)."""
    return next(iter(scan(text, page=None, hidden=False)), None) is not None


def _is_dictated(flat: str, source: str) -> bool:
    """Whether a source orders its reader to say what a text says."""
    orders = _ORDER.findall(unicodedata.normalize("NFKC", source))
    letters = set(flat)
    return any(len(letters & set(said)) >= _DICTATED_SHARE * len(letters) for said in orders)
