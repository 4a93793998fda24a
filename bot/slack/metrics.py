"""What /metrics shows. No label holds anything a user wrote."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

TAKEN = Counter("hoshimichi_deliveries_total", "Deliveries from Slack by what became", ["became"])
WORKED = Counter("hoshimichi_work_total", "Work done, by kind and result", ["kind", "result"])
SENT = Counter("hoshimichi_letters_sent_total", "Messages that arrived")
FOUND_AGAIN = Counter("hoshimichi_letters_found_again_total", "Unsure posts that had arrived")
REFUSED = Counter("hoshimichi_calls_failed_total", "Failed Web API calls, by code", ["code"])
SECONDS = Histogram(
    "hoshimichi_answer_seconds",
    "From storing a question to its visible answer",
    buckets=(0.05, 0.1, 0.2, 0.5, 1, 2, 5, 15, 60, 300, 1800),
)
BACKLOG = Gauge("hoshimichi_backlog", "Rows by table and state", ["table", "state"])
