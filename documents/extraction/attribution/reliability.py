"""How often each rule of attribution names the right speaker and work, judged on files annotated before they were read.

An attribution's confidence is that of its rule, lowered where its subject was hard to read or the stretch may be no
quotation at all. `benchmarks/accuracy.py` compares it with what proves right; docs/accuracy.md shows the table.
"""

RELIABILITY = {
    "verb-before": 0.95,  # X指出：“…”
    "said-of": 0.8,  # X强调的“…”
    "noun-before": 0.78,  # X的话：“…”
    "owner": 0.8,  # X“…”的指示
    "words-of": 0.85,  # 用X的话说，“…”
    "seen-by": 0.8,  # 在X看来，“…”
    "possessive": 0.75,  # 出自X的“…”
    "label": 0.55,  # X：“…”
    "titled": 0.8,  # X《…》：“…”
    "reported": 0.75,  # X指出，…“…”
    "verb-after": 0.88,  # “…”，X说
    "is-after": 0.88,  # “…”，这是X的话
    "told-after": 0.8,  # “…”，X把道理讲透了
    "of-after": 0.7,  # “…”X的号召
    "from-after": 0.7,  # “…”，语出X
    "sentence-after": 0.65,  # “…。”在会上，X强调…
    "action": 0.75,  # “…，”X站起来，“…”; X站起来：“…”
    "same-cue": 0.86,  # X说：“…”，“…”
    "same-speaker": 0.6,  # 又说：“…”
    "topic": 0.48,  # X来了。说：“…”
    "continued": 0.4,  # the next paragraph of a quotation that runs on
    "quoted-first": 0.65,  # “…。”……X说：“…”
    "goes-on": 0.7,  # X说：“…” / “…”
    "bracket": 0.9,  # “…”（X：《…》）
    "dash": 0.85,  # “…”——X
    "note": 0.9,  # “…”①
    "same-source": 0.92,  # “…”（同上）
    "lead-in": 0.7,  # X阐述如下： 1、“…”
    "alternates": 0.6,  # “…？”X问。 / “…。”Y说。 / “…？”
    "acts-after": 0.55,  # “…。”X把图摊在桌上
    "in-turn": 0.85,  # under the name of X, a paragraph that is nothing but “…”
    "excerpt": 0.75,  # X：路是“…”。（县报五月六日）
    "standing": 0.5,  # X指出，…。“…”。
    "told-of": 0.55,  # a paper about X has words without a cue after words of X
    "proverb": 0.9,  # 俗话说，“…”: nobody
    "unresolved": 0.4,  # 他说, and nobody knows who
    "unattributed": 0.5,  # nobody
}

# What a subject of a kind is worth beside a person named: 他 may be another, a noun phrase may be cut wrongly.
OF_KIND = {"pronoun": 0.8, "pronouns": 0.8, "group": 0.92, "body": 0.92, "office": 0.92}
