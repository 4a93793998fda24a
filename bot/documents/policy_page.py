"""The basic policy as one web page: self-contained, readable by everybody, fit for printing."""

from __future__ import annotations

from html import escape

from bot.documents import words
from bot.documents.policy import WrittenPolicy

_STYLE = """
:root{color-scheme:light}
body{margin:0;background:#fff;color:#1f2933;font:1.0625rem/1.9 "Yu Mincho","游明朝","Hiragino Mincho ProN","Noto Serif JP","Noto Serif CJK JP",serif;overflow-wrap:anywhere}
main{max-width:42rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
h1,h2{font-family:"Yu Gothic","游ゴシック","Hiragino Sans","Noto Sans JP","Noto Sans CJK JP",sans-serif;line-height:1.5}
h1{font-size:1.75rem;margin:0 0 2rem;padding-bottom:1rem;border-bottom:3px solid #0072b2}
h2{font-size:1.1875rem;margin:2rem 0 .5rem}
p{margin:0 0 1rem}
footer{margin-top:3rem;text-align:right}
footer p{margin:0}
@page{size:A4;margin:20mm}
@media print{body{font-size:10.5pt;line-height:1.7}main{max-width:none;padding:0}h1{font-size:18pt;margin-bottom:14pt}h2{font-size:12pt;margin:12pt 0 3pt;break-after:avoid}footer{margin-top:18pt;break-inside:avoid}}
"""


def page(policy: WrittenPolicy) -> str:
    """The page. Everything that was typed is escaped, and it loads nothing from anywhere."""
    sections = "\n".join(
        f'<section aria-labelledby="s{number}">\n<h2 id="s{number}">{escape(row.heading)}</h2>\n'
        f"<p>{escape(row.text)}</p>\n</section>"
        for number, row in enumerate(policy.paragraphs, start=1)
    )
    closing = "\n".join(f"<p>{escape(line)}</p>" for line in policy.closing)
    about = escape(words.PAGE_DESCRIPTION.format(company=policy.company))
    return f"""<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="{about}">
<title>{escape(policy.title)}｜{escape(policy.company)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>{escape(policy.title)}</h1>
<p>{escape(policy.preamble)}</p>
{sections}
<footer>
{closing}
</footer>
</main>
</body>
</html>
"""
