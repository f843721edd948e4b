"""Reply reach: who is in conversation with how many people.

The measures of Repartee in Python, over the same library as its command, and equal to it to the digit::

    import replyreach

    conversations = replyreach.Conversations.from_table(posts)  # id, author, parent, time
    print(conversations.score(top=10))
    print(conversations.explain("ann"))
"""

from ._conversations import Choice, Comparison, Conversations, Coverage, Explanation, Ranking
from ._library import ReplyReachError
from ._table import Table

__all__ = [
    "Choice", "Comparison", "Conversations", "Coverage", "Explanation", "Ranking", "ReplyReachError", "Table", "__version__",
]
__version__ = "0.1.0"
