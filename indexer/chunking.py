"""Cuts text where a Japanese reader would pause."""

from __future__ import annotations

from langchain_text_splitters import RecursiveCharacterTextSplitter

# Paragraph, line, sentence, comma, then anywhere: the library's defaults cut inside words.
SEPARATORS = ["\n\n", "\n", "。", "！", "？", "、", ""]
PASSAGE_CHARACTERS = 300
PASSAGE_OVERLAP = 80
WINDOW_CHARACTERS = 160


def split(text: str, size: int = PASSAGE_CHARACTERS, overlap: int = PASSAGE_OVERLAP) -> list[str]:
    """Pieces of at most `size` characters, ending at sentences where they can.

    Args:
        text: plain text.
        size: most characters a piece may have.
        overlap: characters, in whole sentences where possible, repeated from the piece before.
    """
    splitter = RecursiveCharacterTextSplitter(
        separators=SEPARATORS,
        keep_separator="end",
        chunk_size=size,
        chunk_overlap=overlap,
        strip_whitespace=True,
    )
    return splitter.split_text(text)


def windows(title: str, text: str) -> list[str]:
    """Short pieces of a passage, each under its title: what a static embedding reads best."""
    return [f"{title}\n{piece}" for piece in split(text, WINDOW_CHARACTERS, 0)]
