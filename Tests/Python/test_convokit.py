"""Corpora of ConvoKit: an invented one, of its own classes where the package is there, else of the attributes that it documents."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from conftest import TOY

from replyreach import Conversations

try:
    from convokit import Corpus, Speaker, Utterance
except ImportError:
    Corpus = None


def corpus() -> Any:
    roots = {row[0]: row[0] if row[2] is None else None for row in TOY}
    parents = {row[0]: row[2] for row in TOY}

    def root(post: int) -> int:
        return post if parents[post] is None else root(parents[post])

    make = Speaker if Corpus else lambda id, meta: SimpleNamespace(id=id, meta=meta)
    speakers = {row[1]: make(id=row[1], meta={"kind": "channel"} if row[1] == "D" else {}) for row in TOY}
    utter = Utterance if Corpus else lambda **fields: SimpleNamespace(**fields)
    utterances = [
        utter(
            id=str(id), speaker=speakers[author], conversation_id=str(root(id)),
            reply_to=None if parent is None else str(parent), timestamp=1_767_571_200 + minutes * 60, text="…")
        for id, author, parent, minutes in TOY
    ]
    assert roots
    if Corpus:
        return Corpus(utterances=utterances)
    return SimpleNamespace(iter_utterances=lambda: iter(utterances))


def test_a_corpus_is_read(toy: dict[str, list[Any]]) -> None:
    conversations = Conversations.from_convokit(corpus())
    expected = Conversations.from_table(toy, roster={"id": ["D"], "kind": ["channel"]})
    assert conversations.score().to_pydict() == expected.score().to_pydict()
    assert conversations.conversation_count == 2


def test_deleted_speakers_and_strange_times() -> None:
    someone = SimpleNamespace(id="[deleted]", meta={})
    utterances = [
        SimpleNamespace(id="a", speaker=SimpleNamespace(id="ann", meta=None), reply_to=None, timestamp=None),
        SimpleNamespace(id="b", speaker=someone, reply_to="a", timestamp="1700000000"),
        SimpleNamespace(id="c", speaker=someone, reply_to="a", timestamp="soon"),
    ]
    conversations = Conversations.from_convokit(SimpleNamespace(iter_utterances=lambda: iter(utterances)))
    assert conversations.score()["voice"] == ["ann"] and conversations.score()["reply_reach"] == [0]
