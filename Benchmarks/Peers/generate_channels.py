"""Writes an invented file of a format, of a given size: some megabytes of rows, over and over, since a reader keeps no
rows in mind. The size of a packed format is what it unpacks to.

usage: generate_channels.py FORMAT BYTES OUTPUT
"""

import json
import random
import struct
import sys

import cbor2
import zstandard

BLOCK = 4_000_000
WORDS = "the people of a street ask who mends the lamps and when the council answers them at last".split()


def words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count))


def posts(chance: random.Random, index: int) -> str:
    parent = index - chance.randrange(1, 50) if index > 50 and chance.random() < 0.7 else ""
    return f"{index},{chance.randrange(500_000)},{parent},{1_767_225_600 + 3 * index}\n"


def texts(chance: random.Random, index: int) -> str:
    text = words(chance, 45)
    text = f'"{text}, ""so"" they"' if index % 5 == 0 else text
    day = f"2026-03-{1 + index % 28:02d} {index % 24:02d}:{index % 60:02d}:11"
    return f"{index},{max(1, index - chance.randrange(40))},user{chance.randrange(300_000)},Name {index % 1000},{day},{text}\n"


def interactions(chance: random.Random, index: int) -> str:
    kind = chance.choice(["repost", "mention", "quote", "reply"])
    return f"{kind},{chance.randrange(500_000)},{chance.randrange(500_000)},{1_767_225_600 + 3 * index}\n"


def follows(chance: random.Random, index: int) -> str:
    return f"{chance.randrange(5_000_000)} {chance.randrange(5_000_000)}\n"


def tweet_v2(chance: random.Random, index: int) -> str:
    author = str(chance.randrange(100_000))
    return json.dumps({
        "id": str(10**18 + index), "author_id": author, "conversation_id": str(10**18 + index - index % 7),
        "created_at": "2021-04-01T10:00:00.000Z", "text": words(chance, 30), "lang": "en", "source": "web",
        "possibly_sensitive": False, "reply_settings": "everyone",
        "public_metrics": {"retweet_count": 1, "reply_count": 2, "like_count": 3, "quote_count": 0},
        "entities": {"mentions": [{"start": 0, "end": 5, "username": f"u{index % 999}", "id": str(index % 999)}]},
        "referenced_tweets": [{"type": "replied_to", "id": str(10**18 + index - 1)}],
        "author": {"id": author, "username": f"u{author}", "name": f"Name {author}", "description": words(chance, 12),
                   "public_metrics": {"followers_count": 5, "following_count": 6, "tweet_count": 7}}}) + "\n"


def jetstream(chance: random.Random, index: int) -> str:
    uri = f"at://did:plc:{chance.randrange(10**9):024d}/app.bsky.feed.post/3k{index:011d}"
    return json.dumps({
        "did": f"did:plc:{chance.randrange(10**9):024d}", "time_us": 1_725_911_162_329_308 + index, "kind": "commit",
        "commit": {"rev": f"3l{index:011d}", "operation": "create", "collection": "app.bsky.feed.post",
                   "rkey": f"3k{index:011d}", "record": {
                       "$type": "app.bsky.feed.post", "createdAt": "2024-09-09T19:46:02.102Z", "langs": ["en"],
                       "text": words(chance, 30),
                       "reply": {"parent": {"cid": "b" * 59, "uri": uri}, "root": {"cid": "b" * 59, "uri": uri}}},
                   "cid": "b" * 59}}) + "\n"


def status(chance: random.Random, index: int) -> str:
    name = f"user{chance.randrange(50_000)}"
    return json.dumps({
        "id": str(index), "created_at": "2024-01-31T10:00:00.000Z", "in_reply_to_id": str(index - 1) if index % 3 else None,
        "in_reply_to_account_id": str(index % 50_000), "visibility": "public", "language": "en",
        "uri": f"https://a.example/users/{name}/statuses/{index}", "url": f"https://a.example/@{name}/{index}",
        "replies_count": 1, "reblogs_count": 2, "content": "<p>" + words(chance, 40) + "</p>", "reblog": None,
        "account": {"id": str(index % 50_000), "username": name, "acct": f"{name}@a.example", "display_name": name,
                    "url": f"https://a.example/@{name}", "note": words(chance, 20), "followers_count": 7,
                    "following_count": 8, "statuses_count": 9},
        "media_attachments": [], "mentions": [], "tags": []}) + "\n"


def comment(chance: random.Random, index: int) -> str:
    return json.dumps({
        "id": f"c{index:x}", "author": f"user{chance.randrange(50_000)}", "link_id": f"t3_{index // 20:x}",
        "parent_id": f"t1_c{index - 1:x}", "created_utc": 1_600_000_000 + index, "subreddit": "place", "score": 3,
        "body": words(chance, 40), "permalink": f"/r/place/comments/{index // 20:x}/_/c{index:x}/", "edited": False,
        "distinguished": None, "stickied": False, "author_flair_text": None, "gilded": 0}) + "\n"


def utterance(chance: random.Random, index: int) -> str:
    return json.dumps({
        "id": f"u{index}", "speaker": f"user{chance.randrange(50_000)}", "conversation_id": f"u{index - index % 20}",
        "reply-to": f"u{index - 1}", "timestamp": 1_600_000_000 + index, "text": words(chance, 40), "meta": {}}) + "\n"


def nested(chance: random.Random, index: int) -> str:
    return json.dumps({
        "id": str(index), "data": {"thread": str(index - index % 20), "created": "2026-03-02 10:00:11",
                                   "user": {"id": f"user{index % 999}", "name": "Name"}, "text": words(chance, 40)}}) + "\n"


def thread(chance: random.Random, index: int) -> str:
    def one(number: str, parent: str | None) -> dict:
        name = f"@user{chance.randrange(50_000)}"
        more = {"parentId": parent} if parent else {}
        return {"kind": "youtube#comment", "etag": "x" * 27, "id": number, "snippet": {
            "channelId": "UC0", "videoId": "v0", "textDisplay": words(chance, 20), "textOriginal": words(chance, 20),
            "authorDisplayName": name, "authorChannelId": {"value": "UC" + name[1:]}, "canRate": True, "likeCount": 3,
            "publishedAt": "2020-09-13T12:26:40Z", "updatedAt": "2020-09-13T12:26:40Z"} | more}

    top = f"Ug{index}"
    return json.dumps({
        "kind": "youtube#commentThread", "id": top, "snippet": {
            "channelId": "UC0", "videoId": "v0", "totalReplyCount": 2, "topLevelComment": one(top, None)},
        "replies": {"comments": [one(f"{top}.{number}", top) for number in range(2)]}}) + "\n"


def topic(chance: random.Random, index: int) -> str:
    posts = [{
        "id": index * 20 + number, "username": f"user{chance.randrange(50_000)}", "name": "Name", "post_number": number,
        "created_at": "2020-01-02T03:04:05.000Z", "cooked": "<p>" + words(chance, 60) + "</p>", "post_type": 1,
        "reply_count": 1, "reply_to_post_number": number // 2 or None, "quote_count": 0, "reads": 9, "score": 1.5,
        "topic_id": index, "user_id": chance.randrange(50_000), "trust_level": 1} for number in range(1, 21)]
    return json.dumps({"post_stream": {"posts": posts}, "id": index, "title": "Title"}) + "\n"


def video_comment(chance: random.Random, index: int) -> str:
    top = index % 3 == 0
    branch = f"Ug{index - index % 3}"
    name = f"@user{chance.randrange(50_000)}"
    return json.dumps({
        "id": branch if top else f"{branch}.{index}", "parent": "root" if top else branch, "text": words(chance, 25),
        "like_count": 3, "author_id": "UC" + name[1:], "author": name, "author_thumbnail": "https://a.example/" + "A" * 60,
        "author_is_uploader": False, "author_is_verified": False, "author_url": f"https://www.youtube.com/{name}",
        "is_favorited": False, "_time_text": "1 month ago", "timestamp": 1_700_000_000 + index, "is_pinned": False}) + ",\n"


def discord_message(chance: random.Random, index: int) -> str:
    author = chance.randrange(50_000)
    answers = {"reference": {"messageId": str(10**18 + index - 1), "channelId": "7", "guildId": "1"}} if index % 3 else {}
    return json.dumps({
        "id": str(10**18 + index), "type": "Reply" if answers else "Default", "timestamp": "2024-04-03T10:00:00.123+00:00",
        "timestampEdited": None, "callEndedTimestamp": None, "isPinned": False, "content": words(chance, 25),
        "author": {"id": str(2 * 10**17 + author), "name": f"user{author}", "discriminator": "0000",
                   "nickname": f"User {author}", "color": None, "isBot": False, "roles": [],
                   "avatarUrl": "https://a.example/" + "b" * 40},
        "attachments": [], "embeds": [], "stickers": [], "reactions": [], "mentions": []} | answers, indent=2) + ",\n"


def telegram_message(chance: random.Random, index: int) -> str:
    author = chance.randrange(50_000)
    text = words(chance, 25)
    answers = {"reply_to_message_id": index - 1} if index % 3 else {}
    return json.dumps({
        "id": index, "type": "message", "date": "2024-04-03T10:00:00", "date_unixtime": str(1_712_130_000 + index),
        "from": f"User {author}", "from_id": f"user{author}", "text": text,
        "text_entities": [{"type": "plain", "text": text}]} | answers, indent=1) + ",\n"


def discussion(chance: random.Random, index: int) -> str:
    def one(number: str, replied: str | None) -> dict:
        return {"id": number, "author": {"login": f"user{chance.randrange(50_000)}"}, "body": words(chance, 25),
                "createdAt": "2024-04-03T10:00:00Z", "replyTo": {"id": replied} if replied else None}

    comments = [
        one(f"DC_{index}_{k}", None)
        | {"replies": {"totalCount": 1, "nodes": [one(f"DR_{index}_{k}", f"DC_{index}_{k}")]}} for k in range(10)]
    return json.dumps({
        "id": f"D_{index}", "number": index, "title": words(chance, 8), "author": {"login": f"user{index % 999}"},
        "createdAt": "2024-04-03T09:00:00Z", "comments": {"totalCount": 10, "nodes": comments}}, indent=1) + ",\n"


def event(chance: random.Random, index: int) -> list[bytes]:
    """The columns of an event of Jetstream's archive: collection, DID, key, revision, record."""
    people = [f"did:plc:{chance.randrange(10**9):024d}" for _ in range(2)]
    uri = {"cid": "b" * 59, "uri": f"at://{people[1]}/app.bsky.feed.post/3k{index - 1:011d}"}
    kind = ["post", "post", "like", "like", "like", "like", "like", "repost", "follow", "follow"][index % 10]
    record = {"createdAt": "2024-09-09T19:46:02.102Z"}
    match kind:
        case "post": record |= {"text": words(chance, 25), "langs": ["en"], "reply": {"root": uri, "parent": uri}}
        case "follow": record |= {"subject": people[1]}
        case _: record |= {"subject": uri}
    collection = f"app.bsky.{'graph' if kind == 'follow' else 'feed'}.{kind}"
    record["$type"] = collection
    columns = [collection, people[0], f"3k{index:011d}", f"3l{index:011d}"]
    return [text.encode() for text in columns] + [cbor2.dumps(record, canonical=True)]


def write_segment(size: int, path: str) -> None:
    """A segment that is still being written to: its header is zeros, and it ends with a block."""
    chance = random.Random(1)
    events = [event(chance, index) for index in range(1, 4097)]
    block = struct.pack("<I", len(events)) + struct.pack(f"<{len(events)}Q", *range(len(events)))
    block += struct.pack("<Q", 1_725_911_162_329_308) * len(events) + bytes(8 * len(events)) + b"\x01" * len(events)
    for column, width in enumerate([1, 2, 1, 1, 4]):
        block += b"".join(len(event[column]).to_bytes(width, "little") for event in events)
    block += b"".join(event[column] for column in range(5) for event in events)
    packed = zstandard.ZstdCompressor(write_checksum=True).compress(block)
    with open(path, "wb") as file:
        file.write(b"jss0" + bytes(252))
        for _ in range(max(1, round(size / len(block)))):
            file.write(struct.pack("<Q", len(packed)) + packed)


TWARC = (
    "id,conversation_id,referenced_tweets.replied_to.id,author_id,in_reply_to_user_id,created_at,text,"
    "entities.mentions,author.id,author.username,author.name,author.public_metrics.followers_count\n")


def twarc(chance: random.Random, index: int) -> str:
    author = chance.randrange(100_000)
    mentions = '"[{""start"": 0, ""end"": 5, ""username"": ""u7"", ""id"": ""7""}]"' if index % 3 == 0 else ""
    return (f"{10**18 + index},{10**18 + index - index % 7},{10**18 + index - 1},{author},{index % 999},"
            f"2021-04-01T10:00:00.000Z,{words(chance, 30)},{mentions},{author},u{author},Name {author},5\n")


def edge(chance: random.Random, index: int) -> str:
    return (f'<edge source="n{chance.randrange(200_000)}" target="n{chance.randrange(200_000)}">\n'
            f'  <data key="d2">{chance.choice(["reply", "mention", "repost"])}</data>\n'
            f'  <data key="d3">{1 + index % 5}</data>\n</edge>\n')


def item(chance: random.Random, index: int) -> str:
    comments = "".join(
        f"""<wp:comment>
<wp:comment_id>{index * 15 + k}</wp:comment_id>
<wp:comment_author><![CDATA[Guest {chance.randrange(5_000)}]]></wp:comment_author>
<wp:comment_author_email><![CDATA[guest@mail.example]]></wp:comment_author_email>
<wp:comment_author_url></wp:comment_author_url>
<wp:comment_author_IP><![CDATA[192.0.2.1]]></wp:comment_author_IP>
<wp:comment_date_gmt><![CDATA[2026-03-02 11:{k:02d}:00]]></wp:comment_date_gmt>
<wp:comment_content><![CDATA[{words(chance, 30)}]]></wp:comment_content>
<wp:comment_approved><![CDATA[1]]></wp:comment_approved>
<wp:comment_type><![CDATA[comment]]></wp:comment_type>
<wp:comment_parent>{index * 15 + k - 1 if k % 3 == 2 else 0}</wp:comment_parent>
<wp:comment_user_id>0</wp:comment_user_id>
</wp:comment>
""" for k in range(15))
    return f"""<item>
<title>Title {index}</title>
<dc:creator><![CDATA[ann]]></dc:creator>
<content:encoded><![CDATA[<p>{words(chance, 500)}</p>]]></content:encoded>
<wp:post_id>{index}</wp:post_id>
<wp:post_date_gmt><![CDATA[2026-03-02 10:00:00]]></wp:post_date_gmt>
<wp:status><![CDATA[publish]]></wp:status>
<wp:post_type><![CDATA[post]]></wp:post_type>
{comments}</item>
"""


GRAPHML = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="d2" for="edge" attr.name="kind" attr.type="string"/>
<key id="d3" for="edge" attr.name="weight" attr.type="double"/>
<graph edgedefault="directed">
"""
WXR = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel><wp:base_blog_url>https://blog.example</wp:base_blog_url>
"""
NODES = "".join(f'<node id="n{number}"/>\n' for number in range(200_000))

# Format → what stands before the rows, a row, what stands behind them.
FORMATS = {
    "posts": ("id,author,parent,time\n", posts, ""),
    "texts": ("id,parent,author,name,time,text\n", texts, ""),
    "interactions": ("kind,actor,target,time\n", interactions, ""),
    "follows": ("", follows, ""),
    "mapped": ("id,thread_id,author,author_fullname,timestamp,body\n", texts, ""),
    "x-v2": ("", tweet_v2, ""), "jetstream": ("", jetstream, ""), "mastodon": ("", status, ""),
    "reddit": ("", comment, ""), "convokit": ("", utterance, ""), "mapped-json": ("", nested, ""),
    "youtube": ("", thread, ""), "discourse": ("", topic, ""), "twarc-csv": (TWARC, twarc, ""),
    "wordpress": (WXR, item, "</channel></rss>\n"),
    "graphml": (GRAPHML + NODES, edge, "</graph></graphml>\n"),
    "yt-dlp": (
        '{"id": "v0", "extractor": "youtube", "channel_id": "UC0", "channel": "c", "comments": [\n', video_comment, "{}]}\n"),
    "discord": ('{"guild": {"id": "1"}, "channel": {"id": "7", "name": "general"}, "messages": [\n', discord_message, "{}]}\n"),
    "telegram": ('{"name": "chat", "type": "public_supergroup", "id": 1, "messages": [\n', telegram_message, "{}]}\n"),
    "github": ('{"data": {"repository": {"discussions": {"nodes": [\n', discussion, "{}]}}}}\n"),
}


def main() -> None:
    if sys.argv[1] == "jetstream-segment":
        return write_segment(int(sys.argv[2]), sys.argv[3])
    head, row, tail = FORMATS[sys.argv[1]]
    size = int(sys.argv[2])
    chance = random.Random(1)
    rows, held, index = [], 0, 1
    while held < min(BLOCK, size):
        text = row(chance, index)
        rows.append(text)
        held += len(text)
        index += 1
    block = "".join(rows).encode()
    with open(sys.argv[3], "wb") as file:
        file.write(head.encode())
        for _ in range(max(1, round(size / len(block)))):
            file.write(block)
        file.write(tail.encode())


main()
