"""How cost grows: import, score and reply reach at sizes each ten times the last."""

import os
import shutil

from processes import REPARTEE, TIMINGS, fresh, generated_network, run, timings


def points(work: str, size: dict) -> dict:
    """For each job a point a size: posts, seconds, and where a whole process is measured its peak of memory."""
    curves: dict = {"import posts": [], "import follows": [], "score": [], "reply reach": []}
    for posts in size["growth"]:
        print(f"growth, {posts:,} posts …", flush=True)
        # As many follows a post as in the goal of the largest size: 100 million posts, 500 million follows.
        folder = generated_network(work, posts, max(10, posts // 10), 5 * posts)
        store = os.path.join(folder, "network.repartee")
        again = fresh(os.path.join(folder, "again.repartee"))
        imported = run(REPARTEE, "import", os.path.join(folder, "posts.csv"), "--into", again)
        followed = run(REPARTEE, "import", os.path.join(folder, "follows.txt"), "--kind", "follow", "--into", again)
        fresh(again)
        scored = run(REPARTEE, "score", store, "--top", 10)
        # A short time is lost in the noise of the clock: the best of some.
        reach = timings("reach", "--store", store, "--runs", 5 if posts <= 10_000_000 else 1)
        for job, finished in (("import posts", imported), ("import follows", followed), ("score", scored)):
            curves[job].append({"posts": posts, "seconds": finished.seconds, "peak_bytes": finished.peak_bytes})
        curves["reply reach"].append({"posts": posts, "seconds": min(reach["seconds"])})
        if posts > 1_000_000:
            shutil.rmtree(folder)
    return curves
