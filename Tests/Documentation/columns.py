"""What the columns of every table say that are no measures, and how to have each table written from the sample."""

# Name of a table → the command that writes it in a folder with the sample's store.
TABLES = {
    "score": "repartee score campaign.repartee --output-format csv",
    "score --every": "repartee score campaign.repartee --every week --output-format csv",
    "compare": "repartee compare campaign.repartee MarianOakhollowDPW DeptPublicWellbeing --output-format csv",
    "compare --pairs": "repartee compare campaign.repartee MarianOakhollowDPW DeptPublicWellbeing --pairs --output-format csv",
    "explain": "repartee explain campaign.repartee MarianOakhollowDPW --output-format csv",
    "choose": "repartee choose campaign.repartee --voices 3 --output-format csv",
    "changes": "repartee changes campaign.repartee --before 2026-01-05..2026-01-26 --after 2026-01-26..2026-02-16"
               " --output-format csv",
    "conversations": "repartee conversations campaign.repartee --output-format csv",
    "coverage": "repartee coverage campaign.repartee --output-format csv",
    "network": "repartee network campaign.repartee --output-format csv",
    "network --by-kind": "repartee network campaign.repartee --by-kind --output-format csv",
    "quality": "repartee quality campaign.repartee --output-format csv",
    "quality --rejects": "repartee quality campaign.repartee --rejects --output-format csv",
    "measures": "repartee measures --output-format csv",
    "formats": "repartee formats --output-format csv",
    "sources": "repartee sources campaign.repartee --output-format csv",
    "roster": "repartee roster campaign.repartee --output-format csv",
    "about": "repartee about campaign.repartee MarianOakhollowDPW --output-format csv",
    "forget": "cp campaign.repartee forget.repartee && repartee forget forget.repartee MarianOakhollowDPW"
              " --output-format csv",
    "salvage": "repartee salvage campaign.repartee --into salvaged.repartee --output-format csv",
    "export FILE.csv": "repartee export campaign.repartee --output edges.csv >&2 && cat edges.csv",
    "export FILE-nodes.csv": "cat edges-nodes.csv",
    "export --tables: accounts": "repartee export campaign.repartee --tables all --table-format csv >&2 && cat all/accounts.csv",
    "export --tables: posts": "cat all/posts.csv",
    "export --tables: interactions": "cat all/interactions.csv",
    "export --tables: follows": "cat all/follows.csv",
    "export --tables: roster": "cat all/roster.csv",
    "draw network --table": "repartee draw campaign.repartee network --output n.svg --table n.csv >&2 && cat n.csv",
    "draw ego --table": "repartee draw campaign.repartee ego MarianOakhollowDPW --output e.svg --table e.csv >&2 && cat e.csv",
    "draw conversation --table":
        "repartee draw campaign.repartee conversation --output c.svg --table c.csv >&2 && cat c.csv",
    "draw communities --table":
        "repartee draw campaign.repartee communities --output m.svg --table m.csv >&2 && cat m.csv",
    "draw followers --table": "repartee draw campaign.repartee followers --output f.svg --table f.csv >&2 && cat f.csv",
}

# The views of a store, and what a row of each is.
VIEWS = {
    "accounts": "One row for each account.",
    "posts": "One row for each post, and one for each parent that no file holds (`stub` is 1).",
    "interactions": "One row for each reply, mention, repost or quote between two accounts.",
    "voices": "One row for each voice: an account, or the accounts that a roster joins.",
    "sources": "One row for each imported file.",
    "rejects": "One row for each rejected row; the first 10,000 of a file.",
    "runs": "One row for each ranking that a job saved.",
    "scores": "One row for each voice of a saved ranking: the columns of `score`, and these.",
}

# Columns that mean the same wherever they stand.
COMMON = {
    "platform": "The platform of the account or post, such as `x`.",
    "conversation": "The id of its first post.",
    "started": "When its first post was written, in UTC.",
    "author": "Who wrote its first post.",
    "path": "The file, as it was named at the import; from the folder of the store where that began with `/`.",
    "format": "The format by which it was read.",
    "sha256": "The checksum of its bytes.",
    "rows_in": "Rows in the file.",
    "kept": "Rows that brought something new.",
    "duplicates": "Rows that the store held already.",
    "ignored": "Rows that are of no use here, such as likes.",
    "rejected": "Rows that could not be read.",
    "source": "The number of the imported file, by which `undo` names it.",
    "line": "The line of the file.",
    "reason": "Why.",
    "link": "The address of the post, where it follows from the id.",
    "handle": "The account's name on the platform, without @.",
    "meaning": "What it is, in a sentence.",
    "figure": "The name of the figure.",
    "value": "The figure's value.",
    "count": "How many events the row stands for.",
    "followers": "The count by the platform or the roster, or of a follow list declared complete; not used in the score.",
}

# What belongs to one table.
OWN = {
    "score --every": {
        "window_start": "The first day of the window, in UTC.", "window_end": "The day after its last one."},
    "compare --pairs": {
        "figure": "What the two are compared by: `score` or `conversed`.", "voice": "The voice that is ahead.",
        "other": "The other voice.", "difference": "How much it is ahead by.",
        "standard_error": "How far the difference would stray with other conversations.",
        "conversations": "The conversations of either voice.",
        "p": "How likely a difference as large is where there is none.",
        "p_adjusted": "The same, all pairs of that figure taken together (Holm).",
        "outcome": "different (p_adjusted below 0.05), too close to call, or not compared.",
        "reason": "Why the two are not compared."},
    "explain": {"figure": "The figure whose people these are.", "voice": "One of the people.",
                "id": "The account's id on the platform."},
    "choose": {
        "pick": "The place in the choice, from 1; empty for those who were not chosen.",
        "community": "The community of the voice.", "reached": "How many people the voice reaches by itself.",
        "gain": "How many of these nobody chosen before reaches.",
        "overlap": "How many of these somebody chosen before reaches, too.",
        "joint_reach": "How many people all chosen so far reach together.",
        "reason": "Why the voice was chosen, or was not."},
    "changes": {
        "change": "Whether the voice entered, left, rose, fell or stayed.",
        "score_change": "more, less, or too close to call; empty below five conversations in either window.",
        "score_p": "The p of that test, all voices taken together.",
        "beyond_bands": "Whether the rank bands of the two windows have no rank in common."},
    "conversations": {"rank": "The place by what `--rank-by` names."},
    "coverage": {
        "held": "Replies that the files hold.", "counted": "Replies that the platform counted.",
        "coverage": "held divided by counted.", "missing": "counted less held.",
        "to_fetch": "How many of the missing ones a budget pays for.",
        "voice": "The voices who answer there and to whom people return."},
    "network": {"measure": "The name of the measure.", "value": "The measure's value; empty where it is not defined."},
    "network --by-kind": {
        "replier_kind": "The kind of those who reply.", "author_kind": "The kind of those who are replied to.",
        "arcs": "Pairs of a replier and an author of these kinds.", "repliers": "Distinct people who reply.",
        "authors": "Distinct voices that are replied to.", "answered": "Pairs in which the author answered.",
        "came_back": "Pairs in which the replier came back."},
    "measures": {
        "measure": "The name of its column.", "of": "What one value speaks of: a voice, a conversation or the network.",
        "range": "The values that it can take, and when it is empty.",
        "source": "The paper or the rule that the definition comes from.",
        "since": "The version of the definitions in which it last changed."},
    "formats": {"format": "Its name, for `--format` or `--mapping`.",
                "use": "Whether it is read, read by a mapping, or written.", "what it is": "What it is."},
    "roster": {
        "id": "The id on the line.", "kind": "The kind on the line.", "organisation": "The organisation on the line.",
        "voice": "The joined voice on the line.", "from": "The first day of the role.",
        "last_day": "The last day of the role.", "account": "The account that the line means.",
        "called": "The handle, name or id of that account.", "since": "Since when that account has this handle.",
        "nearest": "The names that are most like one that no account has.", "note": "What is odd about the line."},
    "about": {"account": "The account.", "what": "What kind of item it is.", "value": "What is held.",
              "time": "When it happened or was seen, in UTC.", "source": "The file that said it."},
    "salvage": {"is_kept": "Whether the source was copied."},
    "export FILE.csv": {
        "Source": "The voice that acted.", "Target": "The voice that it acted towards.", "Type": "Directed, for Gephi.",
        "Kind": "reply, mention, repost, quote or follow.", "Weight": "How often.", "Platform": "The platform of both."},
    "export FILE-nodes.csv": {
        "Id": "The voice's id, as in the table of edges.", "Label": "The name to show.", "Platform": "Its platform.",
        "Handle": "Its handle.", "Name": "Its name.", "Kind": "Its kind.", "Organisation": "Its organisation.",
        "Followers": "Its followers, where somebody counted them."},
    "export --tables: accounts": {
        "id": "The account's id on the platform; text.", "label": "The name to show: its name, else its handle, else its id.",
        "name": "The last name that a file gives.", "followers": "The count by the platform or the roster, if any.",
        "voice_name": "The voice that it is: the joined one of the roster, else the handle, the name or the id.",
        "voice_kind": "What the roster says: person, channel, anonymous, bot; else unknown."},
    "export --tables: posts": {
        "id": "The post's id on the platform; text.", "author": "The id of the account that wrote it; empty where unknown.",
        "parent": "The id of the post that it answers, if any.", "time": "When it was written, in UTC; empty where unknown.",
        "conversation": "The id of its first post, where a file says so.", "kind": "post, reply, comment or quote.",
        "parent_author": "The id of the account that wrote the parent, where the post says so.",
        "hashtags": "Its hashtags with commas between, where an import kept them.",
        "links": "The domains that it links to as addresses with blanks between, where an import kept them."},
    "export --tables: interactions": {
        "kind": "reply, mention, repost or quote.", "actor": "The id of the account that acted.",
        "target": "The id of the account that it acted towards.", "time": "When, in UTC; empty where unknown.",
        "post_id": "The post that it was done by, if any."},
    "export --tables: follows": {
        "follower": "The id of the account that follows.", "followed": "The id of the account that is followed."},
    "export --tables: roster": {
        "platform": "The platform on the line; empty where a handle is meant on any.", "id": "The id on the line.",
        "handle": "The handle on the line.", "name": "The name on the line.", "kind": "The kind on the line.",
        "organisation": "The organisation on the line.", "role": "The role on the line.",
        "voice": "The joined voice on the line.", "followers": "The count on the line.",
        "from": "The first moment of the role.", "to": "The first moment after it.", "note": "The note on the line.",
        "source": "Where the analyst knows it from."},
    "draw network --table": {
        "people_drawn": "People around the voice who have a dot of their own.",
        "people_folded": "People around the voice whom one mark with their number stands for.",
        "x": "Where the picture has the voice, in points from its left edge.", "y": "The same from its upper edge."},
    "draw ego --table": {
        "standing": "How far the conversation went: came back, answered, replied, or follows.",
        "replies": "Replies of the person to the voice.", "answers": "Replies of the voice to the person.",
        "follows": "Whether the person is known to follow the voice."},
    "draw conversation --table": {
        "row": "The row of the picture.", "level": "Levels below the first post.", "rank": "The rank of the author.",
        "time": "When it was written, in UTC.", "posts_below": "Posts below it.",
        "folded_posts": "Posts that are drawn as one mark.", "folded_people": "Who wrote these."},
    "draw communities --table": {
        "community": "Its number, 1 being the largest.", "people": "Its members.",
        "replies_inside": "Replies between its members.", "replies": "Replies from or to its members.",
        "leading_voices": "Its leading voices, at most three."},
    "accounts": {"id": "TEXT. The id, as the platform writes it.", "handle": "TEXT. The last handle that a file gives.",
                 "name": "TEXT. The last name that a file gives.",
                 "kind": "TEXT. What the roster says: person, channel, anonymous, bot; else unknown.",
                 "voice": "TEXT. The joined voice of the roster, else the handle, the name or the id."},
    "posts": {
        "id": "TEXT. The id, as the platform writes it.", "author": "TEXT. The id of the account that wrote it, or NULL.",
        "parent": "TEXT. The id of the post that it answers, or NULL.",
        "time": "TEXT. When it was written: ISO 8601 in UTC, or NULL.", "kind": "TEXT. post, reply, comment or quote.",
        "stub": "INTEGER. 1 for a parent that no file holds, else 0."},
    "interactions": {
        "kind": "TEXT. reply, mention, repost or quote.", "actor": "TEXT. The id of the account that acted.",
        "target": "TEXT. The id of the account that it acted towards.", "time": "TEXT. ISO 8601 in UTC, or NULL.",
        "post": "TEXT. The post that it was done by, or NULL."},
    "voices": {"voice": "TEXT. As in `accounts.voice`.", "kind": "TEXT. As in `accounts`.",
               "organisation": "TEXT. What the roster says, or NULL."},
    "runs": {"run": "INTEGER. Its number.", "definitions": "TEXT. The version of the definitions.",
             "parameters": "TEXT. Window, order and kinds, as `key=value` divided by semicolons."},
    "scores": {"run": "INTEGER. The run that it belongs to: `scores JOIN runs USING (run)`.",
               "row": "INTEGER. The place of the row in the table."},
}

# Columns of the views that hold whole numbers.
NUMBERS = {"followers", "count", "source", "rows_in", "kept", "duplicates", "ignored", "rejected", "line"}
