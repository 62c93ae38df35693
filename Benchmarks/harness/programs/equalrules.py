"""A small set of rules for the peers, equal to what pleolint's built-in ones do with literals.

Peers have no rule for Pleo. These are the plainest that find every credential of the corpora; each
peer gets them in a form of its own. Only syntax that all peers have is used.
"""

import json
from dataclasses import dataclass

VALUE = r"[A-Za-z0-9_+/=.~-]{16,255}"
BINDS = r"[\"']?[ \t]{0,4}[:=][ \t]{0,4}[\"']?"


@dataclass(frozen=True)
class EqualRule:
    """An expression whose first group is the secret, and a word of every match."""

    id: str
    pattern: str
    keyword: str


RULES = (
    EqualRule("api-key", r"\b(plp_[A-Za-z0-9_-]{16,255})", "plp_"),
    EqualRule(
        "named-key",
        rf"(?i:pleo)[A-Za-z0-9_.-]{{0,48}}(?i:key|token|secret){BINDS}({VALUE})",
        "pleo",
    ),
    EqualRule(
        "key-in-query",
        r"pleo\.io/[^\s\"']{0,600}[?&](?:api_?key|key|(?:access_)?token)=([^\s&\"']{16,255})",
        "pleo",
    ),
    EqualRule("webhook-secret", r"(?i:pleo)[^\n]{0,80}\b(whsec_[A-Za-z0-9+/=]{24,88})", "pleo"),
    EqualRule("key-in-url", r"https?://([A-Za-z0-9_-]{16,255}):?@[a-z.]{0,40}pleo\.io", "pleo"),
    EqualRule(
        "client-secret",
        rf"(?i:pleo)[A-Za-z0-9_.-]{{0,48}}(?i:client[_.-]?secret){BINDS}({VALUE})",
        "pleo",
    ),
    EqualRule(
        "refresh-token", rf"(?i:pleo)[A-Za-z0-9_.-]{{0,48}}(?i:refresh){BINDS}({VALUE})", "pleo"
    ),
    EqualRule("encoded-key", r"\b(cGxw[A-Za-z0-9+/_-]{20,400}={0,2})", "cGxw"),
)


def kingfisher_rules() -> str:
    """Rules in Kingfisher's YAML, each value as JSON, so that no line feed gets into a pattern."""
    lines = ["rules:"]
    for rule in RULES:
        lines += [
            f"  - name: {json.dumps(rule.id)}",
            f"    id: {json.dumps('bench.' + rule.id)}",
            f"    pattern: {json.dumps(rule.pattern)}",
            "    min_entropy: 3.0",
            "    confidence: medium",
        ]
    return "\n".join(lines) + "\n"


def gitleaks_rules() -> str:
    """Rules in gitleaks' TOML."""
    parts = ['title = "equal rules"\n']
    for rule in RULES:
        parts.append(
            f"[[rules]]\nid = {json.dumps(rule.id)}\ndescription = {json.dumps(rule.id)}\n"
            f"regex = {json.dumps(rule.pattern)}\nsecretGroup = 1\nentropy = 3.0\n"
            f"keywords = [{json.dumps(rule.keyword.lower())}]\n"
        )
    return "\n".join(parts)
