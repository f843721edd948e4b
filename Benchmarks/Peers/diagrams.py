"""The pictures of a large network: from its scores to the finished diagram, communities found included."""

import os

from processes import TIMINGS, generated_network, shown, timings


def rows(work: str, size: dict, threads: int) -> list[dict]:
    folder = generated_network(work, size["drawn_posts"], size["drawn_accounts"])
    command = ["diagrams", os.path.join(folder, "network.repartee"), "--runs", min(size["runs"], 3)]
    found = timings(*command)
    network = f"{found['accounts']:,} accounts and {found['posts']:,} posts"
    load, score = found["load"][0], found["score"][0]
    goals = {"communities": "≤ 20 s", "network": "", "conversation": "", "followers": ""}
    notes = {"communities": f"the network read in {load:.1f} s and scored in {score:.1f} s before, not counted",
             "network": "150 ranked voices"}
    return [
        {"job": f"{diagram} diagram of {network}", "ours": found[diagram], "goal": goal,
         "note": notes.get(diagram, ""), "commands": [shown(TIMINGS, *command)]}
        for diagram, goal in goals.items()]
