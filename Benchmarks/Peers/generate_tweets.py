"""Writes invented tweets as v1.1 JSON lines, with all the fields that the real ones carry (about 3 KB each).

usage: generate_tweets.py COUNT SEED OUTPUT
"""

import json
import random
import sys


def user(number: int) -> dict:
    return {
        "id": number, "id_str": str(number), "name": f"Example Person {number}", "screen_name": f"example_{number}",
        "location": "Somewhere", "description": "An invented account. " * 4, "url": None,
        "entities": {"description": {"urls": []}}, "protected": False, "followers_count": number % 50_000,
        "friends_count": number % 900, "listed_count": 3, "created_at": "Fri Mar 13 12:55:21 +0000 2009",
        "favourites_count": 1984, "utc_offset": 0, "time_zone": "London", "geo_enabled": True, "verified": False,
        "statuses_count": 28_255, "lang": "en", "contributors_enabled": False, "is_translator": False,
        "is_translation_enabled": False, "profile_background_color": "0099B9",
        "profile_background_image_url": "http://images.example/themes/theme4/bg.gif",
        "profile_background_image_url_https": "https://images.example/themes/theme4/bg.gif",
        "profile_background_tile": False, "profile_image_url": f"http://images.example/{number}.jpeg",
        "profile_image_url_https": f"https://images.example/{number}.jpeg", "profile_link_color": "0099B9",
        "profile_sidebar_border_color": "5ED4DC", "profile_sidebar_fill_color": "95E8EC",
        "profile_text_color": "3C3940", "profile_use_background_image": True, "default_profile": False,
        "default_profile_image": False, "following": False, "follow_request_sent": False, "notifications": False,
    }


def main() -> None:
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    chance = random.Random(seed)
    with open(sys.argv[3], "w", encoding="utf-8") as file:
        for index in range(count):
            author = chance.randrange(1, 100_000)
            number = 498_280_126_254_428_160 + index * 4_000_003
            parent, target = None, None
            if index and chance.random() < 0.8:
                back = chance.randrange(1, min(index, 200) + 1)
                parent, target = str(number - back * 4_000_003), str(chance.randrange(1, 100_000))
            mentions = [
                {"screen_name": f"example_{n}", "name": f"Example Person {n}", "id": n, "id_str": str(n), "indices": [0, 9]}
                for n in (chance.randrange(1, 100_000) for _ in range(chance.randrange(3)))
            ]
            tweet = {
                "created_at": f"Sun Aug 10 {index // 3600 % 24:02}:{index // 60 % 60:02}:{index % 60:02} +0000 2014",
                "id": number, "id_str": str(number), "text": "An invented message about nothing. " * 3,
                "source": '<a href="https://client.example" rel="nofollow">Client</a>', "truncated": False,
                "in_reply_to_status_id": int(parent) if parent else None, "in_reply_to_status_id_str": parent,
                "in_reply_to_user_id": int(target) if target else None, "in_reply_to_user_id_str": target,
                "in_reply_to_screen_name": f"example_{target}" if target else None, "user": user(author), "geo": None,
                "coordinates": None, "place": None, "contributors": None, "retweet_count": 0, "favorite_count": 0,
                "entities": {"hashtags": [], "symbols": [], "urls": [], "user_mentions": mentions},
                "favorited": False, "retweeted": False, "lang": "en",
            }
            file.write(json.dumps(tweet, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
