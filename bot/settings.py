"""The settings of the running bot: the only reader of the environment besides the index's."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot import wording
from bot.domain.spending import Limits
from bot.errors import BadSetting


class Settings(BaseSettings):
    """What the environment says.

    Attributes:
        home: the data directory (HOSHIMICHI_HOME).
        database_url: SQLAlchemy URL; empty = SQLite in the data directory (DATABASE_URL).
        bot_token: `xoxb-…` of the one workspace (SLACK_BOT_TOKEN).
        app_token: `xapp-…`, for Socket Mode (SLACK_APP_TOKEN).
        signing_secret: checks requests over HTTP (SLACK_SIGNING_SECRET).
        client_id, client_secret: for several workspaces by OAuth (SLACK_CLIENT_ID, …_SECRET).
        api_url: the Slack Web API, or a stand-in for it (SLACK_API_URL).
        staff_channel: id of the office's channel for notes to staff (HOSHIMICHI_STAFF_CHANNEL).
        port: where `serve` listens (PORT).
        workers: how many questions are worked on at once (HOSHIMICHI_WORKERS).
        tables: whether messages hold tables; off where Slack's stand-in shows none
            (HOSHIMICHI_TABLES).
        stale_days: how old a fact may be before staff is asked to look it up again
            (HOSHIMICHI_STALE_DAYS).
        keep_days: how long questions and consultations are kept (HOSHIMICHI_KEEP_DAYS).
        llm_model: "provider:model"; empty = no language model (LLM_MODEL).
        llm_base_url: a server that speaks the provider's protocol, instead of its own
            (LLM_BASE_URL).
        llm_seconds: how long a whole answer may take (LLM_SECONDS).
        llm_daily_calls, llm_daily_calls_team: how often a user and a workspace may have the model
            asked in a day (LLM_DAILY_CALLS, LLM_DAILY_CALLS_TEAM).
        llm_daily_characters, llm_daily_characters_team: the same in characters sent
            (LLM_DAILY_CHARACTERS, LLM_DAILY_CHARACTERS_TEAM).
        trace: where calls of the model are traced (HOSHIMICHI_TRACE).
        trace_text: whether traces hold questions and answers (HOSHIMICHI_TRACE_TEXT).
    """

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    home: Path = Field(default=Path("var"), validation_alias="HOSHIMICHI_HOME")
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    bot_token: SecretStr = Field(default=SecretStr(""), validation_alias="SLACK_BOT_TOKEN")
    app_token: SecretStr = Field(default=SecretStr(""), validation_alias="SLACK_APP_TOKEN")
    signing_secret: SecretStr = Field(
        default=SecretStr(""), validation_alias="SLACK_SIGNING_SECRET"
    )
    client_id: str = Field(default="", validation_alias="SLACK_CLIENT_ID")
    client_secret: SecretStr = Field(default=SecretStr(""), validation_alias="SLACK_CLIENT_SECRET")
    api_url: str = Field(default="https://slack.com/api/", validation_alias="SLACK_API_URL")
    staff_channel: str = Field(default="", validation_alias="HOSHIMICHI_STAFF_CHANNEL")
    port: int = Field(default=3000, ge=0, le=65535, validation_alias="PORT")
    workers: int = Field(default=8, ge=1, le=64, validation_alias="HOSHIMICHI_WORKERS")
    tables: bool = Field(default=True, validation_alias="HOSHIMICHI_TABLES")
    stale_days: int = Field(default=180, ge=1, le=9999, validation_alias="HOSHIMICHI_STALE_DAYS")
    keep_days: int = Field(default=90, ge=1, validation_alias="HOSHIMICHI_KEEP_DAYS")
    llm_model: Annotated[str, StringConstraints(strip_whitespace=True)] = Field(
        default="", validation_alias="LLM_MODEL"
    )
    llm_base_url: Annotated[str, StringConstraints(strip_whitespace=True)] = Field(
        default="", repr=False, validation_alias="LLM_BASE_URL"
    )
    # Whoever asks is answered within ten seconds, whatever the model does.
    llm_seconds: float = Field(default=8.0, ge=1, le=8, validation_alias="LLM_SECONDS")
    llm_daily_calls: int = Field(default=100, ge=0, validation_alias="LLM_DAILY_CALLS")
    llm_daily_calls_team: int = Field(default=2000, ge=0, validation_alias="LLM_DAILY_CALLS_TEAM")
    llm_daily_characters: int = Field(
        default=1_000_000, ge=0, validation_alias="LLM_DAILY_CHARACTERS"
    )
    llm_daily_characters_team: int = Field(
        default=20_000_000, ge=0, validation_alias="LLM_DAILY_CHARACTERS_TEAM"
    )
    trace: Literal["", "langsmith", "otel"] = Field(default="", validation_alias="HOSHIMICHI_TRACE")
    trace_text: bool = Field(default=False, validation_alias="HOSHIMICHI_TRACE_TEXT")

    @property
    def database(self) -> str:
        """The SQLAlchemy URL, with the driver we ship for Postgres."""
        if not self.database_url:
            return f"sqlite:///{(self.home / 'hoshimichi.sqlite3').absolute()}"
        scheme, _, rest = self.database_url.partition("://")
        # Hosts hand out postgres://, which SQLAlchemy no longer knows.
        if scheme in {"postgres", "postgresql"}:
            return f"postgresql+psycopg://{rest}"
        return self.database_url

    @property
    def llm_limits(self) -> Limits:
        """What may be spent on the model in a day."""
        return Limits(
            user_calls=self.llm_daily_calls,
            team_calls=self.llm_daily_calls_team,
            user_characters=self.llm_daily_characters,
            team_characters=self.llm_daily_characters_team,
        )

    @property
    def by_oauth(self) -> bool:
        """Whether several workspaces install the app themselves."""
        return bool(self.client_id and self.client_secret.get_secret_value())


def read() -> Settings:
    """The settings of this process.

    Raises:
        BadSetting: a value cannot be used; names the variable.
    """
    try:
        return Settings()
    except ValidationError as error:
        names = "、".join(str(row["loc"][0]) for row in error.errors())
        raise BadSetting(wording.BAD_SETTING.format(names=names)) from None


def has_any(*names: str) -> bool:
    """Whether one of these variables is set; what it says is left to whom it is for."""
    return any(os.environ.get(name, "").strip() for name in names)


def unset(*names: str) -> None:
    """Take variables out of this process's environment that a library would trip over."""
    for name in names:
        os.environ.pop(name, None)
