"""Conversations, and what can be asked of them."""

from __future__ import annotations

import ctypes
import datetime
import os
import shutil
import tempfile
import weakref
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Optional, Union

from ._arrow import ArrowArrayStream, release_stream, stream_in, stream_of
from ._files import File, Imports, PathLike, path_text
from ._library import Handle, Progress, ReplyReachError, encode_options, library, run
from ._picture import Picture
from ._table import Table, answer_text

Moment = Union[str, datetime.date, datetime.datetime, None]

_COLUMNS = {
    "posts": "id post_id author author_id speaker parent reply_to parent_id in_reply_to_status_id time timestamp created_at"
    " conversation conversation_id kind platform handle name reply_count parent_author in_reply_to_user_id followers",
    "follows": "follower followed platform",
    "replies": "actor source target time timestamp created_at count platform",
    "roster": "id account handle name kind organisation organization role voice followers platform",
}


class Conversations:
    """Posts and who answered whom, put together once and asked as often as you like, from several threads if you wish.

    Make one by :meth:`from_table`, :meth:`from_convokit`, :meth:`from_store` or :meth:`from_files`.
    """

    def __init__(self, network: Handle, folder: Optional[str] = None) -> None:
        self._network = network
        if folder is not None:
            # That of a store of its own, which goes with the conversations, at the latest with the process.
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)

    # How conversations come in.

    @classmethod
    def from_table(
        cls,
        posts: Any = None,
        follows: Any = None,
        roster: Any = None,
        *,
        replies: Any = None,
        columns: Optional[Mapping[str, str]] = None,
        platform: str = "local",
        complete_follows: bool = False,
        quotes_as_replies: bool = False,
        progress: Progress = None,
    ) -> Conversations:
        """Reads tables where they lie: data frames of pandas and polars, tables of pyarrow, relations of DuckDB, whatever else
        has ``__arrow_c_stream__``, a dictionary of lists, or a list of dictionaries.

        Ids are whole numbers or text, of any length, and compared to the letter within one platform. Times are Arrow times
        and days, ISO 8601 text or Unix seconds; without a zone they are UTC. The order of rows never matters.

        Args:
            posts: a row a post, with the columns ``id``, ``author``, ``parent`` (the post that it answers; null for none) and
                ``time``, and, where you have them, ``conversation`` (its first post), ``kind`` (post, reply, quote,
                comment), ``platform``, ``handle``, ``name``, ``reply_count`` (the direct replies that its platform counts), ``parent_author`` (who wrote the
                parent, also where no row holds it) and ``followers`` (how many its platform counts of the author; the latest holds).
                A parent that no row holds becomes a stub, counted and without content; a null author is one unknown person a
                post, and counts as nobody. Rows of one id are one post: the smallest author and parent, the latest time.
            follows: ``follower``, ``followed``.
            roster: what accounts are: ``id`` or ``handle``, and ``kind`` (person, channel, anonymous, bot, unknown),
                ``organisation``, ``role``, ``voice`` (accounts of one voice are one person), ``followers``.
            replies: replies of which no post is known: ``actor``, ``target``, ``time``, ``count``. Without times nothing says
                who came back.
            columns: the names of columns of ``posts`` that are called otherwise, such as ``{"author": "user_id"}``.
            platform: that of rows that name none.
            complete_follows: whether ``follows`` are all there are, so that counting them counts followers.
            quotes_as_replies: whether a quote is a reply to what it quotes, and not the start of a conversation.
            progress: True, False, a function that gets the share that is done, or None: a bar where somebody may be looking.

        Raises:
            ReplyReachError: where a table lacks a column or a column holds something else.

        Memory: below 100 bytes a post beyond the tables themselves; tables with ids that are text stay in use as long as
        the conversations do. Complexity: O(n log n).
        """
        if posts is None and replies is None:
            raise ReplyReachError("expected posts or replies, found neither.")
        options: list[tuple[str, object]] = [
            ("platform", platform), ("complete_follows", complete_follows), ("quotes_as_replies", quotes_as_replies),
        ]
        renamed = dict(columns or {})
        known = {
            "id", "author", "parent", "time", "conversation", "kind", "platform", "handle", "name", "reply_count", "parent_author",
            "followers",
        }
        for name, own in renamed.items():
            if name not in known:
                raise ReplyReachError(f"columns: expected names among {', '.join(sorted(known))}, found {name!r}.")
            options.append((f"column.{name}", own))
        held: list[Any] = []
        try:
            streams = [
                _stream(table, what, held, renamed.values() if what == "posts" else ())
                for table, what in ((posts, "posts"), (follows, "follows"), (replies, "replies"), (roster, "roster"))
            ]
            encoded = encode_options(options)
            network = run(
                "reading", progress, lambda work, error: library.repartee_network_new(*streams, encoded, work, error))
        finally:
            for stream in held:
                if isinstance(stream, ArrowArrayStream):
                    release_stream(stream)
        return cls(network)

    @classmethod
    def from_convokit(cls, corpus: Any, *, platform: str = "convokit", progress: Progress = None) -> Conversations:
        """Reads a corpus of ConvoKit: its utterances are posts, its speakers accounts.

        An utterance's ``reply_to`` is its parent, its ``conversation_id`` the first post of its conversation, its ``timestamp``
        its time where it is one. A speaker called ``[deleted]`` is nobody. A speaker's ``meta`` may say what it is, as a
        roster does: ``kind``, ``organisation``, ``followers``.

        Raises:
            ReplyReachError: where the corpus has utterances without an id.
        """
        posts: dict[str, list[Any]] = {"id": [], "author": [], "parent": [], "conversation": [], "time": []}
        speakers: dict[str, Any] = {}
        for utterance in corpus.iter_utterances():
            speaker = utterance.speaker
            posts["id"].append(str(utterance.id))
            posts["author"].append(None if speaker is None else str(speaker.id))
            posts["parent"].append(None if utterance.reply_to is None else str(utterance.reply_to))
            conversation = getattr(utterance, "conversation_id", None)
            posts["conversation"].append(None if conversation is None else str(conversation))
            posts["time"].append(_unix(utterance.timestamp))
            if speaker is not None:
                speakers[str(speaker.id)] = speaker
        roster: dict[str, list[Any]] = {"id": [], "kind": [], "organisation": [], "followers": []}
        for name, speaker in speakers.items():
            meta = getattr(speaker, "meta", None) or {}
            values = {key: meta.get(key) for key in ("kind", "organisation", "followers")}
            if any(value is not None for value in values.values()):
                roster["id"].append(name)
                for key, value in values.items():
                    roster[key].append(value)
        return cls.from_table(posts, roster=roster if roster["id"] else None, platform=platform, progress=progress)

    @classmethod
    def from_store(
        cls, path: PathLike, *, quotes_as_replies: bool = False, wait: float = 60, progress: Progress = None
    ) -> Conversations:
        """Reads a store, the file that ``repartee import``, a job or :meth:`from_files` made. It is only read; one of an earlier
        version is brought up to date first, as by every command.

        Args:
            path: where the store is.
            quotes_as_replies: whether a quote is a reply to what it quotes, and not the start of a conversation.
            wait: how many seconds to wait while another program changes the store.
            progress: as of :meth:`from_table`.

        Raises:
            ReplyReachError: where there is no such store, it is damaged or of a newer version, or is in use for longer than the
                wait. Questions that read more of it, such as :meth:`rejects`, raise it where the store has changed since.

        Complexity: O(posts + interactions + follows).
        """
        encoded = encode_options([
            ("store", path_text(path)), ("quotes_as_replies", quotes_as_replies), ("wait", _wait(wait))])
        return cls(run("reading", progress, lambda work, error: library.repartee_store_open(encoded, work, error)))

    @classmethod
    def from_files(
        cls,
        *files: Union[PathLike, File],
        roster: Union[PathLike, Sequence[PathLike], None] = None,
        store: Optional[PathLike] = None,
        format: Optional[str] = None,
        kind: Optional[str] = None,
        platform: Optional[str] = None,
        columns: Optional[Mapping[str, str]] = None,
        mapping: Optional[PathLike] = None,
        owner: Optional[str] = None,
        list: Optional[str] = None,
        text: Union[str, Sequence[str], None] = None,
        complete_follows: bool = False,
        strict: bool = False,
        rejects: Optional[PathLike] = None,
        quotes_as_replies: bool = False,
        wait: float = 60,
        progress: Progress = None,
    ) -> Conversations:
        """Reads files as ``repartee import`` does: every format that it knows, compressed or not, detected from the content.

        Each file is taken whole or not at all, and every row is accounted for: read = kept + duplicates + ignored + rejected, a
        line a file in :attr:`imports`. What the files say is put into a store; unless ``store`` names one, that is a file of
        your own in the system's folder for temporary files, which is deleted with the conversations.

        Args:
            files: paths of files, folders, archives (zip, tar, tar.gz …) or patterns (``exports/*.jsonl``), or
                :class:`File`, which says more of one path. A folder or archive stands for the files in it; what is in it that
                cannot be read is passed over and listed.
            roster: CSV files that say what accounts are; they are read last.
            store: a store to import into, made where it is missing; the conversations are then all that it holds.
            format: the format's name, where it cannot be detected; ``repartee formats`` lists them.
            kind: what the rows of an edge list mean: follow, reply, mention, repost or quote.
            platform: that of ids, where the files do not say it.
            columns: for each field of a sheet (``author``, ``actor``, ``target`` …) the header that holds it.
            mapping: a mapping file, or the name of one that comes along, for files of no known format.
            owner: whose file it is, where it does not say so: the account's id or handle.
            list: what the accounts of a bare list are to the owner: followers or following.
            text: what is kept of what posts say: hashtags, domains. The text itself is never kept.
            complete_follows: whether the follow lists are whole, so that counting them counts followers.
            strict: whether the first row that cannot be read is an error.
            rejects: where rejected rows are written, as CSV with path, line and reason.
            quotes_as_replies: as of :meth:`from_store`.
            wait: how many seconds to wait while another program uses ``store``.
            progress: as of :meth:`from_table`.

        Raises:
            ReplyReachError: for a file that is missing, of no known format, damaged, or without a row that can be read. Files
                before it are in ``store`` then, where one was named.

        Complexity: linear in the files' size; memory is flat but for 8 bytes a follow and 12 an account, and then that of the
        network.
        """
        names = [file if isinstance(file, File) else File(file) for file in files]
        common = File(
            "", format=format, kind=kind, platform=platform, columns=columns, mapping=mapping, owner=owner, list=list, text=text,
            complete_follows=complete_follows)
        options = [pair for place, file in enumerate(names) for pair in file.options(f"file.{place}", common)]
        rosters = [roster] if isinstance(roster, (str, os.PathLike)) else roster or ()
        options += [("roster", path_text(path)) for path in rosters]
        options += [
            ("strict", strict), ("rejects", None if rejects is None else path_text(rejects)),
            ("quotes_as_replies", quotes_as_replies), ("wait", _wait(wait)),
        ]
        folder = tempfile.mkdtemp(prefix="replyreach-") if store is None else None
        try:
            path = path_text(os.path.join(folder or "", store or "store.repartee"))
            encoded = encode_options([*options, ("store", path)])
            network = run(
                "importing", progress, lambda work, error: library.repartee_files_import(encoded, work, error))
            return cls(network, folder)
        except BaseException:
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)
            raise

    # What can be asked.

    def score(
        self,
        *,
        start: Moment = None,
        end: Moment = None,
        rank_by: str = "score",
        kinds: Sequence[str] = ("person", "unknown"),
        columns: Sequence[str] = (),
        top: Optional[int] = None,
        with_bots: bool = False,
        without_colleagues: bool = False,
        seed: int = 1,
        progress: Progress = None,
    ) -> Ranking:
        """Ranks the voices by how many people they are in conversation with.

        The score is M + C in points: one for every person whom the voice answered in a conversation (reciprocated, M), one
        more if that person came back (conversed, C: a chain of three replies, x by p ← y by the voice ← z by p, where x
        answers a post of the voice). Beside it stands reply reach, R: how many distinct others posted anywhere below a post
        of the voice. Rows have the command's columns in the command's order; the ranked voices come first.

        Args:
            start: the first moment that counts, in UTC; a reply is dated by itself.
            end: the first moment that no longer counts.
            rank_by: score, reply-reach, conversed, repliers, reciprocated or audience-reach.
            kinds: the kinds of voices that may be ranked.
            columns: measures to add, such as ``reply_rank`` or ``active_weeks``.
            top: how many rows; None is all.
            with_bots: whether bots count as people.
            without_colleagues: whether people of one organisation are left out of each other's sets.
            seed: that of everything that uses random numbers.

        Raises:
            ReplyReachError: for an option or a measure that there is not.

        Complexity: O(posts + Σ of the people below every voice's posts).
        """
        rules = _rules(start, end, rank_by, kinds, with_bots, without_colleagues, seed)
        options = [*rules, *(("columns", name) for name in _names("columns", columns)), ("top", top)]
        return Ranking(self, rules, self._ask("score", options, progress))

    def explain(self, voice: str, *, progress: Progress = None, **rules: Any) -> Explanation:
        """Names the people and conversations behind every figure of one voice, and what would change them.

        Args:
            voice: its handle or id, with or without ``@``, or ``platform:handle``; case does not matter.
            rules: ``start``, ``end``, ``rank_by``, ``kinds``, ``with_bots``, ``without_colleagues``, ``seed``, as of :meth:`score`.

        Raises:
            ReplyReachError: where no voice has that name, or several have, or it neither posted nor replied.
        """
        return Explanation(self._ask("explain", [*_rules(**rules), ("voice", voice)], progress))

    def compare(self, *voices: str, progress: Progress = None, **rules: Any) -> Comparison:
        """Compares voices, and says of each pair what the data show: who has the higher score, or that it is too close to call
        (p of 0.05 and more, all pairs taken together), or why the two cannot be compared.

        Raises:
            ReplyReachError: for fewer than two voices, one named twice, or a name that is none.
        """
        return Comparison(self._ask("compare", [*_rules(**rules), *(("voice", voice) for voice in voices)], progress))

    def choose(
        self,
        k: int,
        *,
        over: str = "reply-reach",
        include: Sequence[str] = (),
        exclude: Sequence[str] = (),
        among: Sequence[str] = (),
        organisations: Sequence[str] = (),
        per_community: Optional[int] = None,
        all: bool = False,
        progress: Progress = None,
        **rules: Any,
    ) -> Choice:
        """Chooses the ``k`` voices that together reach most people, counting nobody twice: at least 63% of the best possible
        choice, mostly the best itself; with ``per_community`` at least half.

        Args:
            over: whose union is sought: reply-reach, conversed or audience.
            include: voices that have to be among them.
            exclude: voices that must not be.
            among: choose among these alone.
            organisations: only voices of these organisations.
            per_community: at most so many of one community of the reply network.
            all: choose among all voices of the kinds that are ranked, those to whom nobody came back too.

        Raises:
            ReplyReachError: for names and numbers that contradict each other.
        """
        options: list[tuple[str, object]] = [
            *_rules(**rules), ("k", k), ("over", over), ("per_community", per_community), ("all", all),
            *(("include", name) for name in _names("include", include)),
            *(("exclude", name) for name in _names("exclude", exclude)),
            *(("among", name) for name in _names("among", among)),
            *(("organisation", name) for name in _names("organisations", organisations)),
        ]
        return Choice(self._ask("choose", options, progress))

    def conversations(
        self, *, rank_by: str = "people", top: Optional[int] = None, start: Moment = None, end: Moment = None
    ) -> Table:
        """The conversations whose first post lies in the window, ranked by one of their measures: posts, people, depth, width,
        thread_index, structural_virality (near 2 for answers to the first post alone), gini (how unequally people speak)."""
        options = [*_rules(start, end), ("rank_by_measure", rank_by), ("top", top)]
        return Table(self._ask("conversations", options, False), "rows")

    def coverage(self, *, budget: Optional[int] = None, start: Moment = None, end: Moment = None) -> Coverage:
        """Which conversations lack replies that their platform counted (``reply_count``), those first whose missing replies may
        bring most points for each reply fetched.

        Args:
            budget: how many replies can be fetched; None is all.
        """
        return Coverage(self._ask("coverage", [*_rules(start, end), ("budget", budget)], False), "rows")

    def quality(self) -> Table:
        """What was read, what of it could be used, and what is missing: a figure a row, with what it says."""
        return Table(self._ask("quality", [], False), "rows")

    @property
    def imports(self) -> Imports:
        """What became of every file that :meth:`from_files` read: rows kept, rejected and left out, warnings.

        Raises:
            ReplyReachError: for conversations that come from tables.
        """
        return Imports(self._ask("imports", [], False))

    def sources(self) -> Table:
        """The files that the store holds, in the order of import: source, path, format, sha256, and the counts of their rows.

        Raises:
            ReplyReachError: for conversations that come from tables.
        """
        return Table(self._ask("sources", [], False), "rows")

    def rejects(self) -> Table:
        """Every row that could not be read: path, line and reason. The store keeps the first of very many.

        Raises:
            ReplyReachError: for conversations that come from tables, and where the store has changed since it was read.
        """
        return Table(self._ask("rejects", [], False), "rows")

    # Pictures and pages.

    def draw(
        self,
        diagram: str = "network",
        subject: Optional[str] = None,
        *,
        top: int = 20,
        size_by: str = "score",
        title: Optional[str] = None,
        page: str = "landscape",
        theme: str = "light",
        text_as_paths: bool = False,
        pseudonyms: bool = False,
        pseudonym_key: Optional[PathLike] = None,
        links: bool = False,
        positions_from: Optional[PathLike] = None,
        progress: Progress = None,
        **rules: Any,
    ) -> Picture:
        """Draws a picture, the same to the byte as ``repartee draw`` does. Notebooks show it as it is.

        It is drawn by Graphviz, and turned into PNG and PDF by Pango, cairo and librsvg: libraries of the system, which are
        looked up when they are first needed.

        Args:
            diagram: ``network`` (the ranked voices and the people around them), ``ego`` (one voice, and who came back, who only
                replied, who follows), ``conversation`` (one thread as a tree), ``communities`` (which groups talk with each
                other) or ``followers`` (followers against conversation, voice by voice).
            subject: the voice of an ego diagram; any post of a conversation, of which None takes that of most people.
            top: how many ranked voices a network diagram draws.
            size_by: what the area of a network diagram's shapes follows: score or reply-reach.
            title: the title; None says what was found.
            page: landscape, portrait, square or slide.
            theme: the colours, such as light or print-grey.
            text_as_paths: whether letters are written as outlines, for machines without the fonts.
            pseudonyms: whether names are replaced by pseudonyms, which stay the same for one key: that of
                ``REPARTEE_PSEUDONYM_KEY_FILE``, else one of your own below ``~/.config/repartee``.
            pseudonym_key: a file with the key of the pseudonyms.
            links: whether shapes lead to the profiles of their voices.
            positions_from: an earlier SVG, or a network's table as CSV: voices stay where they are there.
            rules: as of :meth:`explain`.

        Raises:
            ReplyReachError: for a name that is none, and where the machine lacks a library that pictures need, which it names.
        """
        options = [
            *_rules(**rules), ("diagram", diagram), ("subject", subject), ("top", top), ("size_by", size_by),
            *_look(title, page, theme, text_as_paths, pseudonyms, pseudonym_key, links),
            ("positions_from", None if positions_from is None else path_text(positions_from)),
        ]
        return Picture(self._ask("draw", options, progress))

    def brief(
        self,
        folder: PathLike,
        *,
        title: Optional[str] = None,
        voices: int = 10,
        picks: int = 5,
        before: Optional[tuple[Moment, Moment]] = None,
        without_changes: bool = False,
        office: Sequence[str] = (),
        template: Optional[PathLike] = None,
        bom: bool = False,
        small_counts: Optional[int] = None,
        page: str = "landscape",
        theme: str = "light",
        text_as_paths: bool = False,
        pseudonyms: bool = False,
        pseudonym_key: Optional[PathLike] = None,
        links: bool = False,
        progress: Progress = None,
        **rules: Any,
    ) -> list[Path]:
        """Writes the briefing, as ``repartee brief`` does: one page with its pictures, tables and figures.

        Args:
            folder: a new folder, or that of an earlier briefing, which is replaced whole.
            title: the title; None states the finding.
            voices: how many voices tables show.
            picks: how many voices are proposed to be engaged.
            before: the first moment of the window to compare with, and the first after it; None takes the one before ``start``,
                of the same length, where ``start`` and ``end`` are given.
            without_changes: whether nothing is compared.
            office: files for office programs to write beside the page: xlsx, docx, pptx.
            template: a presentation whose masters and layouts the slides take.
            bom: whether CSV files begin with a byte order mark, by which Excel knows UTF-8.
            small_counts: counts below this number are hidden, with what would tell them.
            page, theme, text_as_paths, pseudonyms, pseudonym_key, links: as of :meth:`draw`.
            rules: as of :meth:`explain`.

        Returns:
            The files; the first of them is the page.

        Raises:
            ReplyReachError: where the folder cannot be written or holds something else, and as :meth:`draw`.
        """
        start, end = before or (None, None)
        place = path_text(folder)
        options = [
            *_rules(**rules), ("folder", place), ("voices", voices), ("picks", picks),
            ("before_from", _milliseconds("before", start)), ("before_to", _milliseconds("before", end)),
            ("without_changes", without_changes), *(("office", name) for name in _names("office", office)),
            ("template", None if template is None else path_text(template)), ("bom", bom),
            ("small_counts", small_counts),
            *_look(title, page, theme, text_as_paths, pseudonyms, pseudonym_key, links),
        ]
        return [Path(place, name) for name in Table(self._ask("brief", options, progress), "files")["path"]]

    @property
    def post_count(self) -> int:
        """How many posts the tables hold, each id once."""
        return int(library.repartee_network_count(self._network.pointer, 0))

    @property
    def stub_count(self) -> int:
        """How many posts others answer or name that no row holds."""
        return int(library.repartee_network_count(self._network.pointer, 1))

    @property
    def conversation_count(self) -> int:
        """How many conversations there are: posts without a parent, stubs too, each with everything below."""
        return int(library.repartee_network_count(self._network.pointer, 2))

    @property
    def voice_count(self) -> int:
        """How many voices there are, those that neither post nor reply too."""
        return int(library.repartee_network_count(self._network.pointer, 3))

    def __repr__(self) -> str:
        return (
            f"<Conversations: {self.post_count:,} posts in {self.conversation_count:,} conversations of "
            f"{self.voice_count:,} voices; {self.stub_count:,} posts are missing>")

    def _ask(self, question: str, options: Iterable[tuple[str, object]], progress: Progress) -> Handle:
        encoded = encode_options(options)
        network, name = self._network, question.encode()
        return run(question, progress, lambda work, error: library.repartee_ask(network.pointer, name, encoded, work, error))


class Ranking(Table):
    """The rows of :meth:`Conversations.score`, and what they show."""

    def __init__(self, conversations: Conversations, rules: list[tuple[str, object]], answer: Handle) -> None:
        super().__init__(answer, "rows")
        self._conversations, self._rules = conversations, rules

    @property
    def finding(self) -> str:
        """What the ranking says about followers and conversation, or why it says nothing."""
        return answer_text(self._conversations._ask("finding", self._rules, False), "finding")

    @property
    def cautions(self) -> list[str]:
        """What makes the figures of these data doubtful as a whole, a sentence each."""
        return answer_text(self._answer, "cautions").splitlines()


class Coverage(Table):
    """The rows of :meth:`Conversations.coverage`."""

    @property
    def sentence(self) -> str:
        """How much is held, and how much the listed conversations would bring."""
        return answer_text(self._answer, "sentence")


class _Answer:
    def __init__(self, answer: Handle) -> None:
        self._answer = answer

    def _table(self, name: str) -> Table:
        return Table(self._answer, name)


class Explanation(_Answer):
    """The evidence for one voice."""

    @property
    def voice(self) -> str:
        """What tables call it."""
        return answer_text(self._answer, "voice")

    @property
    def row(self) -> Table:
        """Its row of the ranking."""
        return self._table("row")

    @property
    def figures(self) -> Table:
        """Every figure that counts people, down the funnel: figure, value, meaning."""
        return self._table("figures")

    @property
    def people(self) -> Table:
        """A row a person of each figure: figure, voice, platform, id."""
        return self._table("people")

    @property
    def conversations(self) -> Table:
        """The conversations behind reply reach, that of most people first."""
        return self._table("conversations")

    @property
    def sentences(self) -> Table:
        """What the other figures come from (ground), what to keep in mind (flag), what would change the figures (change)."""
        return self._table("sentences")

    def people_of(self, figure: str) -> list[str]:
        """Who a figure counts: ``reply_reach``, ``repliers``, ``reciprocated`` or ``conversed``."""
        people = self.people.to_pydict()
        return [voice for name, voice in zip(people["figure"], people["voice"]) if name == figure]

    def __repr__(self) -> str:
        lines = [self.voice]
        lines += [f"  {row['figure']} {row['value']}: {row['meaning']}" for row in self.figures]
        lines += [f"  {row['sentence']}" for row in self.sentences]
        return "\n".join(lines)


class Comparison(_Answer):
    """Voices side by side."""

    @property
    def rows(self) -> Table:
        """A row a voice, in the order in which they were named."""
        return self._table("rows")

    @property
    def tests(self) -> Table:
        """The test of every pair, a row each: by the score, then by the people who came back. ``difference`` is how much
        ``voice`` is ahead by, ``standard_error`` how far that would stray with other conversations, ``p`` how likely a
        difference as large is where there is none, and ``p_adjusted`` the same with all pairs of that figure taken together
        (Holm). Of a pair that is not compared ``reason`` says why."""
        return self._table("tests")

    @property
    def sentences(self) -> list[str]:
        """What the data say about each pair."""
        return answer_text(self._answer, "sentences").splitlines()

    def __repr__(self) -> str:
        return "\n".join([*self.sentences, repr(self.rows)])

    def _repr_html_(self) -> str:
        import html

        return "".join(f"<p>{html.escape(text)}</p>" for text in self.sentences) + self.rows._repr_html_()


class Choice(_Answer):
    """The voices that were chosen."""

    @property
    def rows(self) -> Table:
        """A row a pick: what it reaches, what it adds (gain), whom others reach already (overlap), why it was chosen."""
        return self._table("rows")

    @property
    def missed(self) -> Table:
        """Those that would add most of all that were not chosen, and why they were not."""
        return self._table("missed")

    @property
    def communities(self) -> Table:
        """Every community of the reply network, and how many of its people are reached."""
        return self._table("communities")

    @property
    def notes(self) -> list[str]:
        """What has to be said of the choice, a sentence each."""
        return answer_text(self._answer, "notes").splitlines()

    @property
    def voices(self) -> list[str]:
        """Those that were chosen, in the order of choice."""
        return self.rows["voice"]

    def __repr__(self) -> str:
        return "\n".join([repr(self.rows), *self.notes])

    def _repr_html_(self) -> str:
        return self.rows._repr_html_()


def _names(option: str, names: Sequence[str]) -> Sequence[str]:
    # A text is a sequence, too: of letters.
    return [names] if isinstance(names, str) else names


def _milliseconds(option: str, moment: Moment) -> Optional[int]:
    if moment is None:
        return None
    if isinstance(moment, str):
        try:
            moment = datetime.datetime.fromisoformat(moment.replace("Z", "+00:00"))
        except ValueError:
            raise ReplyReachError(f"{option}: expected a date or an ISO 8601 time, found {moment!r}.") from None
    if not isinstance(moment, datetime.datetime):
        moment = datetime.datetime(moment.year, moment.month, moment.day)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.timezone.utc)
    epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    return (moment - epoch) // datetime.timedelta(milliseconds=1)


def _rules(
    start: Moment = None,
    end: Moment = None,
    rank_by: str = "score",
    kinds: Sequence[str] = ("person", "unknown"),
    with_bots: bool = False,
    without_colleagues: bool = False,
    seed: int = 1,
) -> list[tuple[str, object]]:
    return [
        ("from", _milliseconds("start", start)), ("to", _milliseconds("end", end)), ("rank_by", rank_by),
        ("with_bots", with_bots), ("without_colleagues", without_colleagues), ("seed", seed),
        *(("kinds", kind) for kind in _names("kinds", kinds)),
    ]


def _look(
    title: Optional[str],
    page: str,
    theme: str,
    text_as_paths: bool,
    pseudonyms: bool,
    pseudonym_key: Optional[PathLike],
    links: bool,
) -> list[tuple[str, object]]:
    return [
        ("title", title), ("page", page), ("theme", theme), ("text_as_paths", text_as_paths), ("pseudonyms", pseudonyms),
        ("pseudonym_key", None if pseudonym_key is None else path_text(pseudonym_key)), ("links", links),
    ]


def _wait(seconds: float) -> int:
    if not 0 <= seconds <= 1e6:
        raise ReplyReachError(f"wait: expected a number of seconds from 0 to 1000000, found {seconds!r}.")
    return round(seconds * 1000)


def _unix(timestamp: Any) -> Any:
    """A time of ConvoKit: Unix seconds as a number or text, or a time; 0 and what is none of these are no time."""
    if isinstance(timestamp, datetime.datetime):
        return timestamp
    try:
        seconds = float(timestamp)
    except (TypeError, ValueError):
        return None
    if not 1e8 <= abs(seconds) < 1e11:
        return None
    return datetime.datetime.fromtimestamp(seconds, tz=datetime.timezone.utc)


def _stream(table: Any, what: str, held: list[Any], renamed: Iterable[str]) -> Any:
    """A pointer to the rows of a table as a stream, which the library takes over; ``held`` gets what has to stay meanwhile."""
    if table is None:
        return None
    wanted = set(_COLUMNS[what].split()) | set(renamed)
    kind = f"{type(table).__module__}.{type(table).__name__}"
    if kind.startswith("polars.") and hasattr(table, "collect"):
        table = table.collect()
    if isinstance(table, Mapping) and not hasattr(table, "__arrow_c_stream__"):
        return _own_stream({name: list(values) for name, values in table.items() if name in wanted}, what, held)
    if isinstance(table, (list, tuple)):
        return _own_stream(_columns_of(table, what, wanted), what, held)
    if kind.startswith(("pandas.", "polars.")) and hasattr(table, "columns"):
        # What nobody asks for is not converted. A name that stands twice is refused below.
        table = table[[name for name in dict.fromkeys(table.columns) if name in wanted]]
    if not hasattr(table, "__arrow_c_stream__"):
        for method in ("arrow", "to_arrow"):
            if hasattr(table, method):
                table = getattr(table, method)()
                break
    if not hasattr(table, "__arrow_c_stream__"):
        raise ReplyReachError(
            f"{what}: expected a data frame, an Arrow table, a dictionary of lists or a list of dictionaries, found {kind}.")
    try:
        capsule = table.__arrow_c_stream__()
    except ImportError:
        # pandas hands its columns over by pyarrow; without it they are copied.
        return _own_stream({str(name): table[name].tolist() for name in table.columns}, what, held)
    except Exception as error:
        raise ReplyReachError(f"{what}: the table cannot be handed over: {error}") from error
    held += [table, capsule]
    return stream_in(capsule)


def _columns_of(rows: Sequence[Any], what: str, wanted: set[str]) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = {}
    for place, row in enumerate(rows):
        if not isinstance(row, Mapping):
            raise ReplyReachError(f"{what}: expected a list of dictionaries, found {type(row).__name__} at place {place}.")
        for name in row:
            if name not in columns:
                columns[str(name)] = [None] * place
        for name, values in columns.items():
            values.append(row.get(name))
    return {name: values for name, values in columns.items() if name in wanted} or columns


def _own_stream(columns: Mapping[str, Sequence[Any]], what: str, held: list[Any]) -> Any:
    try:
        stream = stream_of(columns)
    except (TypeError, ValueError, OverflowError) as error:
        raise ReplyReachError(f"{what}: {error}") from error
    held.append(stream)
    return ctypes.pointer(stream)
