"""What the reference says of each measure beside its definition: its formula, an example worked by hand, and its limits.

An example names one of the small data sets that the page of measures shows, and the values that follow from it by hand; the
reference is refused where the command has others. A value counts as right to the digits in which it is given, and `empty` is
an empty cell. Cost and source stand here only where the comment of the code has none.
"""

PARTIAL = "It is too low where replies are missing: see `coverage`."
ONE_SITE = "Identities are those of the data: one person with two accounts counts twice unless a roster joins them."
INVENTED = "Invented partners raise it: see `confirmed_partners`."
THREADS = "It needs threads: edge lists have none."
TIES = "It knows who replied to whom, not how often or in what tone."
FEW = "It assumes that a voice's conversations vary alike. With fewer than ten conversations or heavy tails it covers less than 95%: see <doc:Certainty>."
HALF = "It varies conversations, not measurement: what no file holds is in no half."
SIGNS = "A sign, no verdict: popular voices have lively hours and newcomers, too."
LABEL = "It says what was recorded, not whether it is right."
LOSS = "Losses are drawn at random; real losses often hit whole conversations."
PANEL = "It changes when unrelated voices join. It is a check of the ranking, never the score."
COUNTED = "It describes what is held, and grows with what is collected."
WHOLE = "It takes the whole conversation, whatever the window; missing posts make it too low."

OWN = "this project (<doc:Measures>); no paper"
DELETED = ("Efron & Stein, \"The Jackknife Estimate of Variance\", Annals of Statistics 9 (1981), "
           "https://doi.org/10.1214/aos/1176345462; the rest is this project's (<doc:Certainty>)")

# Measure (after the subject and a colon where it is not a voice's) → formula, (data set, values, why), limits.
MEASURES = {
    "score": ("M + C", ("toy", "A 4, B 1, C 1, D 0", "A answered B and C, and both came back: 2 + 2. D was replied to by three and answered nobody"),
              f"{INVENTED} {PARTIAL} It says nothing of what was said."),
    "reply_reach": ("R(a) = |{p ≠ a : p posted below a post by a}|",
                    ("toy", "A 4, B 2, C 2, D 3, E 1, F 0, X 0", "below A's posts spoke B, C, E and F; below D's B, X and E"),
                    f"{PARTIAL} It grows with the size of the conversation, and a quarrel below a post counts as talk."),
    "largest_conversation_share": ("max f_t / R, f_t the people seen only in conversation t",
                                   ("weekly", "h 0.0909, p1 1", "each of ten people was seen in one of h's conversations alone: 1 / 11"),
                                   "It sees one conversation at a time: two that depend on one event count apart."),
    "reach_without_largest": ("R − max f_t", ("weekly", "h 10, p1 0", "11 people, one of whom the conversation that brought most brought alone"),
                              "It takes away one conversation only."),
    "conversed": ("C(a) = {p : x by p ← y by a ← z by p, x below a post by a}",
                  ("toy", "A 2, B 0, C 0", "B with the posts 2, 3, 4, and C with 6, 7, 8"), f"{INVENTED} {PARTIAL} One return is enough."),
    "repliers": ("R1(a) = {p ≠ a : p replied to a post by a}", ("toy", "A 2, B 2, C 2, D 3, E 1", "D's are B, X and E; X replied twice and counts once"),
                 f"{PARTIAL} {ONE_SITE}"),
    "reciprocated": ("M(a) = {p in R1(a) : a replied to p in the same conversation}", ("toy", "A 2, B 1, C 1, D 0", "A answered B (3) and C (7); B answered A (4), C answered A (8)"),
                     f"One courtesy answer is enough. {PARTIAL}"),
    "audience_reach": ("AR(a) = |R(a) ∪ held followers of {a} ∪ R(a), without a|",
                       ("toy", "A 8, D 10, F empty", "B, C, E, F, and the followers g1, g2, g3, g4 of A, B, C and E"),
                       "Potential exposure: to follow is not to see. It is only as whole as the follow lists."),
    "audience_added": ("AR(a) − |held followers of a|", ("toy", "A 5, D 1, F empty", "8 less the followers B, C and g1"), "As `audience_reach`."),
    "response_rate": ("incoming replies that a answered directly within 7 days / incoming replies",
                      ("toy", "A 0.4, B 0.5, D 0, F empty", "of the replies 2, 4, 6, 8 and 11 to A, 2 and 6 were answered: 2 / 5"),
                      "It looks too good for voices that few reply to, and counts a thank-you as an answer."),
    "response_rate_by_person": ("people of whom any incoming reply was answered within 7 days / people who replied",
                                ("toy", "A 1, B 0.5, D 0", "both who replied to A were answered at least once"), "One answer to each person is enough for 1."),
    "response_minutes": ("median of (time of the answer − time of the reply) over the answered", ("toy", "A 7, B 11, C 35", "A answered after 4 and 10 minutes"),
                         "It looks too good for voices that leave most replies unanswered."),
    "response_minutes_estimated": ("the first time at which the Kaplan–Meier curve of waiting replies is at most one half",
                                   ("toy", "A 10, B 11, D empty", "3/4 of A's replies wait longer than 4 minutes, half longer than 10"),
                                   "It takes waiting replies for like those answered; some never ask for an answer."),
    "conversation_rate": ("posts with a direct reply / posts, from 10 posts on", ("weekly", "h 0.9583, p1 empty", "somebody replied to 23 of h's 24 posts"), PARTIAL),
    "conversation_rate_low": ("(p̂ + z²/2n − z √(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n), z = 1.96", ("weekly", "h 0.7976", "p̂ = 23 / 24, n = 24"),
                              "Wilson's interval takes posts for independent."),
    "conversation_rate_high": ("(p̂ + z²/2n + z √(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n), z = 1.96", ("weekly", "h 0.9926", "p̂ = 23 / 24, n = 24"),
                               "Wilson's interval takes posts for independent."),
    "active_weeks": ("the ISO weeks in which a chain of C closes", ("weekly", "h 11, q 0", "somebody came back in each of eleven weeks"), "Weeks are of UTC, and a quiet topic has few."),
    "partner_retention": ("mean over weeks w of |P_w ∩ P_(w+1)| / |P_w|", ("weekly", "h 0.0909, p1 empty", "of eleven weeks' partners only that of week 10 is back the next week: 1 / 11"),
                          "Low by nature where topics change from week to week."),
    "conversation_index": ("the largest h with h posts that each have at least h others below", ("toy", "A 2, D 1, F 0", "the posts 1 and 7 have two others or more below them"),
                           "It never falls as posts are added, so compare like windows."),
    "amplification": ("distinct reposters", ("weekly", "h 2, q 0", "p1 reposted twice, q once"), "A repost may be criticism; many exports hold no reposts."),
    "outside_reach": ("|R(a) without the followers of a| / R(a)", ("weekly", "h 0.5455, q empty", "5 of h's 11 people follow h, by a list declared complete: 6 / 11"),
                      "It needs a whole follow list, as it is now and not as it was then."),
    "held_followers": ("distinct follow edges to a that are held", ("toy", "A 3, B 3, D 9, F 0", "the lines of the follow list"), "Lists are partial: never compare it with the platform's count."),
    "reply_rank": ("PR(v) = (1 − d)/n + d (Σ over arcs u→v PR(u)/out(u) + dangling/n), d = 0.85",
                   ("toy", "A 0.2583, B 0.1940, C 0.1889, D 0.1756, E 0.0977, F 0.0428, X 0.0428", "the seven equations solved"), TIES),
    "follow_rank": ("as `reply_rank`, on arcs from follower to followed", ("weekly", "h 0.5122, p1 0.0976, q empty", "five followers of b each, and b + 0.85 · 5b = 5.25b, 10.25b = 1"),
                    "It measures fame on the part of the follow graph that is held."),
    "hits_hub": ("hub(u) = Σ over arcs u→v authority(v), scaled to sum 1", ("weekly", "h 0, p1 0.0909, q 0.0909", "eleven repliers to one authority share alike"),
                 "It favours the largest dense part: others have values near 0."),
    "hits_authority": ("authority(v) = Σ over arcs u→v hub(u), scaled to sum 1", ("weekly", "h 1, p1 0", "all hubs reply to h alone"), "It favours the largest dense part: others have values near 0."),
    "betweenness": ("Σ over pairs s, t of (shortest paths through v / shortest paths)", ("toy", "A 8, B 9, C 5, D 5, E 0", "C's five are F with each of A, B, D, E and X"),
                    f"Talk need not take shortest paths. {TIES}"),
    "constraint": ("Σ over neighbours j of (p_ij + Σ_q p_iq p_qj)², p_ij = a_ij / Σ_k a_ik", ("toy", "A 0.5, B 0.5586, E 0.8889, F 1", "A has two partners that share nobody: (1/2)² twice"),
                   f"It falls with the number of partners alone. {TIES}"),
    "effective_size": ("n − 2t / n, n partners with t ties among them", ("toy", "A 2, B 2.3333, F 1", "B has the partners A, D and E, of whom D and E are tied: 3 − 2/3"), TIES),
    "participation": ("1 − Σ_s (k_s / k)²", ("toy", "A 0.5, B 0.4444, C 0", "A has one partner in each of the two communities: 1 − 1/4 − 1/4"), "It depends on the communities found."),
    "core_number": ("the largest k such that v is in a part where everybody has k partners", ("toy", "A 1, B 2, D 2, E 2", "B, D and E are a triangle"), TIES),
    "community": ("the number of v's part in the partition of greatest modularity found", ("toy", "B 1, D 1, E 1, X 1, A 2, C 2, F 2", "the parts {B, D, E, X} and {A, C, F}"),
                  "Others may be as good: see `community_stability`. Small communities can be joined (resolution limit)."),
    "community_stability": ("mean over draws of the pairs of members that stay together / pairs that are left", ("weekly", "h 1, q 1", "a star stays one community whatever is left out"),
                            "Seeded draws: its own error is some hundredths."),
    "clustering": ("2t / (d (d − 1)), t ties among d partners", ("toy", "A 0, B 0.3333, E 1, F empty", "of B's three pairs of partners D and E are tied"), TIES),
    "triangles": ("ties among the partners of v", ("toy", "A 0, B 1, D 1, E 1", "the one triangle B, D, E"), TIES),
    "reply_reach_full": ("R + Σ (−1)^(k+1) t^k f_k, t = (1 − p) / p", ("weekly", "h 11.02, p1 empty", "p = 12/13 and t = 1/12; one was seen once, nine twice, one four times: 11 + 1/12 − 9/144 − 1/12⁴"),
                         "It takes replies to be missing at random. For a voice that mostly answers it is a lower bound."),
    "reply_reach_full_low": ("the estimate − t · s, no lower than R", ("weekly", "h 11", "the estimate less 7.5 is below R, which is held"), FEW),
    "reply_reach_full_high": ("the estimate + t · s + max f − mean f", ("weekly", "h 18.7", "11.02 + 7.46 + 1 − 10/13, the deletions moving the share held as well"), FEW),
    "reply_reach_next_low": ("R exp(−t √2 se / R)", ("weekly", "h 4.54", "se = √10, t = 2.179 of 12 degrees: 11 e^−0.886"), FEW),
    "reply_reach_next_high": ("R exp(t √2 se / R) + max f − mean f", ("weekly", "h 26.9", "11 e^0.886 + 1 − 10/13"), FEW),
    "score_next_low": ("S exp(−t √2 se / S), S the score", ("weekly", "h 10.40", "se = √18, for 18 points were each seen in one conversation alone: 20 e^−0.654"), FEW),
    "score_next_high": ("S exp(t √2 se / S) + max f − mean f", ("weekly", "h 39.07", "20 e^0.654 + 2 − 18/13"), FEW),
    "rank": ("1 + the voices of the section with a greater (score, R, R1)", ("edges", "a 1, b 2, c 2, d 4", "b and c tie in all three, so nobody is third"),
             "Small differences of score are chance: see `rank_low`."),
    "rank_low": ("the 5% quantile of the ranks in 200 half-samples, at most the rank", ("weekly", "h 1, p1 empty", "h is the one ranked voice"), HALF),
    "rank_high": ("the 95% quantile of the ranks in 200 half-samples, at least the rank", ("weekly", "h 1, p1 empty", "h is the one ranked voice"), HALF),
    "top_ten_share": ("half-samples with a rank of at most 10 / 200", ("weekly", "h 1", "h is the one ranked voice"), HALF),
    "voice_share": ("half-samples with C ≥ 1 / 200", ("toy", "A 0.5", "a half-sample has one of the two conversations, and A's partners are in one of them"), HALF),
    "thin": ("C ≤ 2", ("toy", "A yes, B empty", "two came back"), "A threshold: three returns are not many either."),
    "section": ("broadcasters, if R1 ≥ 10, C ≤ 2 and M ≤ R1 / 20; else voices, if C ≥ 1; else others; excluded by kind",
                ("toy", "A voices, B others, D others", "nobody came back to B or D, and D's three repliers are too few for a broadcaster"), "Thresholds are conventions: look at the figures near them."),
    "conversed_p": ("(1 + #{C* ≥ C}) / (B + 1)", ("weekly", "h 1, q 1", "nothing can be redrawn, so every draw has C* = C: 1,000 / 1,000"),
                    "It tests against talk that falls on whoever spoke lately, not against friendship or a moderator's duty."),
    "conversed_q": ("p_(i) · n / i, made monotone, over voices with M ≥ 1", ("weekly", "h 1, q empty", "every p is 1"), "As `conversed_p`."),
    "confirmed_partners": ("{p in C(a) : some b ≠ a answered p, b not in C(a) or b answered from outside}",
                           ("toy", "A 2, B 0", "E answered B and F answered C, and neither is among those who came back to A"),
                           "In small data real partners may lack confirmation; patient fraud can buy it."),
    "one_off_share": ("repliers with one reply / R1", ("toy", "A 0, D 0.6667, F empty", "B and E replied to D once, X twice"), SIGNS),
    "one_hour_share": ("the most incoming replies within 3,600 s / incoming replies", ("toy", "A 0.8, D 1", "A's replies came after 5, 15, 20, 60 and 200 minutes: four within an hour"), SIGNS),
    "shared_repliers_share": ("repliers who replied to somebody else, too / R1", ("toy", "A 0.5, D 0.6667", "of B and C, who replied to A, B replied to D and E as well"), SIGNS),
    "pile_on": ("1 if R1 ≥ 10 and two of: one-off ≥ 0.9, one hour ≥ 0.8, shared ≥ 0.5", ("weekly", "h 0, p1 empty", "1/11, 1/23 and 0: no sign of three"), SIGNS),
    "panel_percentile": ("mean over R, R1, M, C and replyRank of (midrank − ½) / n", ("edges", "a 0.8, b 0.5, d 0.2", "a is first of four in four measures (3.5/4), and in C all tie (1/2)"), PANEL),
    "panel_borda": ("Σ over the five of the voices below + ½ of those tied", ("edges", "a 13.5, b 7.5, d 1.5", "three below a in four measures, and three ties in C"), PANEL),
    "voice": ("the name of the joined voice, else the handle, name or id", ("toy", "A A, X X", "ids are all that the file has"), ONE_SITE),
    "kind": ("the kind in the roster, else unknown", ("toy", "A unknown", "there is no roster"), LABEL),
    "organisation": ("the organisation in the roster", ("toy", "A empty", "there is no roster"), LABEL),
    "conversations": ("T: conversations with a post by a that has a held post of the window at or below it", ("toy", "A 1, B 2, D 1, E 2", "B and E spoke in both"), PARTIAL),
    "posts": ("posts by a in the window, missing ones not counted", ("toy", "A 4, B 4, C 3, D 1, E 2, F 1, X 2", "the lines of the file"), COUNTED),
    "basis": ("threads, timed-arcs, arcs or mixed", ("edges", "a arcs", "replies between accounts, without times"), "Figures of different bases are not like each other."),
    "followers": ("the roster's count, else the latest of a file, else that of a complete list", ("weekly", "h 5, q 0", "the list of `board` is declared complete"),
                  "Bought followers count like others; lists and counts have their own dates."),
    "coverage": ("Σ min(held, counted) / Σ counted", ("weekly", "h 0.9231, p1 empty", "the platform counted 13 replies, of which 12 are held"), "Platforms count hidden and deleted replies, too, and count late."),
    "conversation:posts": ("posts in the tree, missing parents included", ("toy", "1 11, 21 6", "the lines of the file"), WHOLE),
    "conversation:people": ("distinct people with a post in it", ("toy", "1 5, 21 4", "A, B, C, E, F; and D, B, X, E"), WHOLE),
    "conversation:depth": ("the largest number of replies from a post up to the root", ("toy", "1 4, 21 2", "1, 6, 7, 8, 9; and 21, 25, 26"), WHOLE),
    "conversation:width": ("the most posts at one depth", ("toy", "1 4, 21 4", "3, 5, 7, 11; and 22, 23, 24, 25"), WHOLE),
    "conversation:thread_index": ("max i with at least i posts at depth i", ("toy", "1 2, 21 1", "at the depths 1 to 4 are 3, 4, 2 and 1 posts; in the other 4 and 1"), WHOLE),
    "conversation:structural_virality": ("Σ over v of s(v) (n − s(v)) / (n (n − 1) / 2), s the size of the subtree", ("toy", "1 3.1636, 21 1.8667", "174 / 55, and 28 / 15"),
                                         "It grows with the number of posts: compare conversations of like size."),
    "conversation:gini": ("2 Σ i x_(i) / (n Σ x) − (n + 1) / n", ("toy", "1 0.2909, 21 0.1667", "posts per person 1, 1, 2, 3, 4 (F, E, B, C, A); and 1, 1, 2, 2"), WHOLE),
    "conversation:coverage": ("Σ min(held, counted) / Σ counted in the conversation", ("weekly", "10 1, 120 0.5, 130 empty", "in the twelfth week the platform counted two replies, of which one is held"),
                              "As the coverage of a voice."),
    "network:voices": ("voices with a post, an act or a follow edge", ("toy", "13", "seven who post, and g1 to g6"), COUNTED),
    "network:conversations": ("roots in the window", ("toy", "2", "the posts 1 and 21"), COUNTED),
    "network:follow_edges": ("distinct pairs of follower and followed", ("toy", "18", "the lines of the follow list"), COUNTED),
    "network:posts": ("posts in the window", ("toy", "17", "the lines of the file"), COUNTED),
    "network:voices_in_replies": ("voices with an arc in or out", ("toy", "7", "A to F and X"), COUNTED),
    "network:reply_arcs": ("m = distinct pairs p→a, p ≠ a", ("toy", "10", "B and A, C and A, E and B both ways; F→C; B, X, E→D"), COUNTED),
    "network:replies": ("replies that are an arc's", ("toy", "14", "15 replies, of which post 10 answers its own author"), COUNTED),
    "network:self_repliers": ("voices with a reply to themselves", ("toy", "1", "A, by post 10"), "Threads that one author writes in several posts count, too."),
    "network:self_repliers_alone": ("self-repliers without an arc", ("toy", "0", "A has arcs"), COUNTED),
    "network:reciprocity": ("arcs whose reverse is there / m", ("toy", "0.6", "6 of 10 arcs"), "It falls as more one-sided accounts are collected."),
    "network:weak_components": ("parts of the graph without directions", ("toy", "1", "B joins both conversations"), COUNTED),
    "network:largest_weak_component": ("voices in the largest part", ("toy", "7", "all"), COUNTED),
    "network:largest_weak_component_arcs": ("arcs inside the largest part", ("toy", "10", "all"), COUNTED),
    "network:strong_components": ("parts in which arcs lead from each to each", ("toy", "4", "{A, B, C, E}, and D, F and X alone"), COUNTED),
    "network:largest_strong_component": ("voices in the largest such part", ("toy", "4", "A, B, C and E"), COUNTED),
    "network:largest_strong_component_arcs": ("arcs inside it", ("toy", "6", "three pairs, both ways"), COUNTED),
    "network:triangles_total": ("Σ over voices of `triangles` / 3", ("toy", "1", "B, D and E"), TIES),
    "network:average_clustering": ("mean of `clustering`, 0 below two partners", ("toy", "0.2381", "(1/3 + 1/3 + 1) / 7"), "Voices with few partners weigh as much as hubs."),
    "network:transitivity": ("3 · triangles / paths of two ties", ("toy", "0.3333", "3 · 1 / 9"), "Hubs weigh most."),
    "network:communities": ("parts of the partition found", ("toy", "2", "{B, D, E, X} and {A, C, F}"), "As `community`."),
    "network:modularity": ("Q = Σ_c (inside_c / m − (strength_c / 2m)²)", ("toy", "0.2832", "5/14 − (13/28)² + 6/14 − (15/28)²"), "Random networks have some, too: small ones above 0.3."),
    "network:reply_follow_rank_correlation": ("Spearman's ρ of `reply_rank` and `follow_rank`", ("toy", "0.6571", "1 − 6 · 12 / 210 over A, B, C, D, E and X"), "It needs follow lists that are not chosen by fame."),
    "network:betweenness_error": ("the least ε with a chance of at most 5% that any value is off by more", ("toy", "empty", "betweenness is exact here"), "A bound: real errors are smaller."),
    "network:audience_reach_error": ("1.04 / √4096", ("toy", "empty", "audiences are exact here"), "It is of a single estimate; voices that share their audience err alike."),
    "network:panel_agreement": ("W = 12 Σ (R_i − mean R)² / (m² (n³ − n) − m Σ T)", ("edges", "0.8", "rank sums 18.5, 12.5, 12.5 and 6.5 of five measures: 864 / (1,500 − 420)"), PANEL),
}
for figure, low, high, why in [
        ("repliers", "3.54", "18.69", "as reply reach: every replier is direct"),
        ("reciprocated", "2.92", "17.39", "nine of ten were seen in one conversation alone: se = 3, s = 3.25, t = 2.179"),
        ("conversed", "2.92", "17.39", "nine of ten were seen in one conversation alone: se = 3, s = 3.25, t = 2.179"),
        ("audience_reach", "5.72", "16.89", "five do not follow h and were seen once: se = √5"),
        ("score", "9.99", "30.63", "se = √18, s = 4.596, t = 2.179: 20 ± 10.01, and 2 − 18/13 above"),
        ("reply_reach", "3.54", "18.69", "ten of eleven were seen in one conversation alone: se = √10, s = 3.426, t = 2.179, and 1 − 10/13 above")]:
    MEASURES[figure + "_low"] = ("max(count − t · s, max f), or the calibrated end if lower", ("weekly", "h " + low, why), FEW)
    MEASURES[figure + "_high"] = ("count + t · s + max f − mean f, or the calibrated end if higher", ("weekly", "h " + high, why), FEW)
for percent in (10, 20, 30):
    MEASURES[f"rank_after_{percent}_percent_lost"] = (
        f"the median of 25 ranks, each after {percent}% of the replies are dropped", ("weekly", "h 1", "h is the one ranked voice"), LOSS)

# Where the comment of the code has none.
COSTS = {
    "rank": "O(v log v) for v ranked voices", "voice": "O(voices)", "kind": "O(voices)", "organisation": "O(voices)", "conversations": "with `reply_reach`",
    "posts": "O(posts)", "basis": "O(voices)", "network:voices": "O(1)", "network:conversations": "O(1)", "network:follow_edges": "O(1)",
    "network:posts": "O(posts)", "HeldFollowers": "O(1) a voice", "SampleBound": "O(log n) a bound", "HyperLogLog": "O(1)",
    "Clustering": "that of `triangles`", "NextWindow": "O(1) a voice beside the intervals", "Sections": "O(1) a voice beside R1, M and C",
    "ReplyRank": "O(n + m) a step", "FollowRank": "O(n + m) a step",
    "Betweenness": "exact: O(n + m), and nodes × edges of what is left without trees at the edge; sampled: O(m) a pair drawn at most", "FunnelIntervals": "O(m + Σ k log k) for m members by conversation and voices with k",
}
SOURCES = {"NextWindow": DELETED, "conversation:posts": OWN, "conversation:people": OWN}
# Their name is that of another measure, whose type is not theirs.
WITHOUT_TYPE = {"network:posts"}

# Measures by whom else they are computed: a script of Tests/Oracles, and what it compares with.
ORACLES = {
    "oracles.py": ("networkx, igraph, numpy and scipy", [
        "reply_rank", "follow_rank", "hits_hub", "hits_authority", "betweenness", "constraint", "effective_size", "participation", "core_number",
        "community", "clustering", "triangles", "network:voices_in_replies", "network:reply_arcs", "network:replies", "network:self_repliers",
        "network:self_repliers_alone", "network:reciprocity", "network:largest_weak_component", "network:largest_weak_component_arcs",
        "network:largest_strong_component", "network:largest_strong_component_arcs", "network:triangles_total", "network:average_clustering",
        "network:communities", "network:modularity", "network:reply_follow_rank_correlation", "network:betweenness_error"]),
    "reference.py": ("networkx", ["network:weak_components", "network:strong_components", "network:transitivity"]),
    "talk.py": ("a second implementation on plain sets", [
        "score", "reply_reach", "conversed", "repliers", "reciprocated", "audience_reach", "audience_added", "largest_conversation_share",
        "response_rate", "response_rate_by_person", "response_minutes", "response_minutes_estimated", "conversation_rate", "conversation_rate_low",
        "conversation_rate_high", "active_weeks", "partner_retention", "conversation_index", "amplification", "outside_reach", "held_followers",
        "posts", "coverage", "conversations", "reach_without_largest", "thin", "confirmed_partners", "one_off_share", "one_hour_share",
        "shared_repliers_share", "pile_on", "rank", "section", "voice", "kind", "organisation", "followers", "basis"]),
    "threads.py": ("a second implementation on plain sets, with its own simulations", [
        "reply_reach_full", "rank_low", "rank_high", "top_ten_share", "voice_share", "conversed_p", "conversed_q", "panel_percentile", "panel_borda",
        "network:panel_agreement", "conversation:structural_virality", "conversation:gini", "conversation:depth", "conversation:width",
        "conversation:thread_index", "conversation:posts", "conversation:people", "conversation:coverage",
        *(f"rank_after_{percent}_percent_lost" for percent in (10, 20, 30))]),
    "chance.py": ("a jackknife that really deletes, and calibration by its own choices", [
        name for name in MEASURES if name.endswith(("_low", "_high")) and not name.startswith(("rank_", "conversation_rate"))]),
}
