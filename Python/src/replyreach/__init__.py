"""Reply reach: who is in conversation with how many people.

The measures of Repartee in Python, over the same library as its command, and equal to it to the digit::

    import replyreach

    conversations = replyreach.Conversations.from_table(posts)  # id, author, parent, time
    print(conversations.score(top=10))
    print(conversations.explain("ann"))
    conversations.draw("network").save("network.svg")

Files and stores are read as the command reads them: ``Conversations.from_files("tweets.jsonl.gz")``,
``Conversations.from_store("campaign.repartee")``.
"""

from ._conversations import Choice, Comparison, Conversations, Coverage, Explanation, Ranking
from ._files import File, Imports
from ._library import ReplyReachError
from ._picture import Picture
from ._table import Table

__all__ = [
    "Choice", "Comparison", "Conversations", "Coverage", "Explanation", "File", "Imports", "Picture", "Ranking",
    "ReplyReachError", "Table", "__version__",
]
__version__ = "0.1.0"
