"""The settings an index depends on, read from the environment in this one place."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class IndexSettings(BaseSettings):
    """Where data lies and which embedding model is used.

    Attributes:
        home: the data directory (HOSHIMICHI_HOME).
        embedding_model: a sentence-transformers folder or hub name, `name@revision` to pin it
            (EMBEDDING_MODEL); empty = fit our own to the corpus.
        second_approver: who activates a version must not be who added to it, or somebody else
            has to agree (HOSHIMICHI_SECOND_APPROVER, A26).
        embedding_query_prompt: put before questions (EMBEDDING_QUERY_PROMPT).
        embedding_document_prompt: put before passages (EMBEDDING_DOCUMENT_PROMPT).
    """

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    home: Path = Field(default=Path("var"), validation_alias="HOSHIMICHI_HOME")
    embedding_model: str = Field(default="", validation_alias="EMBEDDING_MODEL")
    second_approver: bool = Field(default=False, validation_alias="HOSHIMICHI_SECOND_APPROVER")
    embedding_query_prompt: str = Field(default="", validation_alias="EMBEDDING_QUERY_PROMPT")
    embedding_document_prompt: str = Field(default="", validation_alias="EMBEDDING_DOCUMENT_PROMPT")

    @property
    def embedding_identity(self) -> str:
        """Names the embedding model an index must have been built with."""
        if not self.embedding_model:
            return "fitted"
        prompts = f"{self.embedding_query_prompt}|{self.embedding_document_prompt}"
        return f"{self.embedding_model}|{prompts}"
