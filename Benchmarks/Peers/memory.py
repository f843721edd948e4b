"""What the network takes in memory: its arrays, counted."""

import os

from processes import TIMINGS, generated_network, shown, timings


def rows(work: str, size: dict, threads: int) -> list[dict]:
    folder = generated_network(work, size["posts"], size["accounts"], size["follows"])
    command = ["memory", os.path.join(folder, "network.repartee")]
    found = timings(*command)
    post = (found["post_bytes"] + found["conversation_bytes"]) / found["posts"]
    follow = found["follow_bytes"] / found["follows"]
    count = f"{found['posts']:,} posts"
    return [
        {"job": f"memory of a post in the core, {count}", "ours": [post], "unit": "bytes", "goal": "≤ 24 bytes",
         "note": f"{found['conversation_bytes'] / found['posts']:.1f} its place in the conversation, "
         f"{found['id_bytes'] / found['posts']:.1f} its id, which only reports read",
         "commands": [shown(TIMINGS, *command)]},
        {"job": f"memory of a follow in one direction, {found['follows']:,} follows", "ours": [follow],
         "unit": "bytes", "goal": "≤ 4.5 bytes", "note": "the offsets of the accounts included"},
    ]
