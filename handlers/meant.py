"""What is meant by words that no sign tells: what people usually want who speak so.

The guess (`cases/intents.py`) knows the sentence alone; here stands what it is worth in a talk, and
what is done about it. Only what can be undone is done on a guess: to call off a case asks first.
"""

import re

from cases.clauses import Joint, clauses
from cases.intents import Intent, State, guess
from cases.mentions import Act, Mention, Pointing, pointing_in
from cases.place_set import names_place
from cases.places import place_in
from cases.speech import Speech, speech_of, tells_what_is_wrong, without_another
from community.subjects import is_clear
from community.texts import ask as ask_texts
from community.texts import desk as texts
from core.language import normalise, simplify
from core.pieces import shares_piece
from faq.aspects import aspects_in
from handlers import courtesies, emergency, home, progress, report
from handlers.answers import rating_in
from handlers.belonging import STILL_TALKING, nearest, tells_nothing
from handlers.context import Asked, Context
from handlers.courtesies import THANKS, reply_to
from handlers.entries import answer_to
from handlers.filling import forgets_where, phone_in
from handlers.following import at_hand
from handlers.manners import PLAIN, UPSET, said_in_manner
from handlers.offers import put_to_case
from handlers.talked_of import speaks_of_a_thing
from handlers.turn import Turn

# How likely a guess must be to be followed, and to keep words from what is being asked.
LIKELY, SURE, PLAIN_ORDER, PLAIN_CHAT = 0.7, 0.8, 0.9, 0.97
# 你们猜 is too short to be guessed by.
FEWEST_CHARACTERS = 4
# 怎么还没来 says nothing that whoever handles it would have to read.
BARE_CHARACTERS = 12
HALF = 0.5
SETS_RIGHT = (Intent.DENIES, Intent.CORRECTS, Intent.DETAIL, Intent.NO, Intent.SOCIAL)
CHAT = (Intent.SOCIAL, Intent.THANKS)
# What sets a case right.
RIGHTS = (Intent.CORRECTS, Intent.PLACE, Intent.TOPIC, Intent.REWORDS, Intent.ADDS, Intent.WISHES)
WHERE = (Intent.PLACE, Intent.DETAIL, Intent.CORRECTS, Intent.NO)
ASKS_OF_CASE = (Intent.STATUS, Intent.READS, Intent.LISTS, Intent.URGES)
WANTS = (*ASKS_OF_CASE, *RIGHTS, Intent.ORDERS, Intent.UNSOLVED, Intent.RESTORES)
# What answers nothing that is asked of a case.
NO_DETAIL = (
    *(*CHAT, *ASKS_OF_CASE, Intent.ASKS, Intent.DESK, Intent.WITHDRAWS, Intent.RESTORES),
    *(Intent.SCOLDS, Intent.PERSON, Intent.REPEAT, Intent.WAITS),
)
ACTS = {
    Intent.URGES: Act.URGES,
    Intent.STATUS: Act.STATE,
    Intent.READS: Act.WHAT,
    Intent.LISTS: Act.COUNTS,
    Intent.UNSOLVED: Act.NOT_DONE,
    Intent.PLACE: Act.PLACE,
    Intent.TOPIC: Act.TOPIC,
    Intent.CORRECTS: Act.CORRECTS,
    Intent.ADDS: Act.ADDS,
    Intent.WISHES: Act.WISHES,
    Intent.WITHDRAWS: Act.MISTAKE,
}
# What people may want who use a sign of the act; anything else that is sure makes it a misreading.
FITS = {
    Act.CALLS_OFF: (Intent.WITHDRAWS, Intent.NO, Intent.WELL, Intent.CORRECTS),
    Act.MISTAKE: (Intent.WITHDRAWS, *RIGHTS, Intent.DENIES, Intent.NO, Intent.RESTORES),
    Act.CORRECTS: (*RIGHTS, Intent.DETAIL, Intent.DENIES, Intent.ORDERS),
    Act.PLACE: (*RIGHTS, Intent.DETAIL, Intent.DENIES, Intent.ORDERS, Intent.STATUS),
    Act.TOPIC: (*RIGHTS, Intent.DENIES, Intent.DETAIL, Intent.NO, Intent.STATUS),
    Act.DONE: (Intent.WELL, Intent.THANKS, Intent.WITHDRAWS, Intent.SOCIAL, Intent.STATUS),
    Act.URGES: (*ASKS_OF_CASE, Intent.UNSOLVED, Intent.ORDERS, Intent.REPORTS),
    Act.STATE: (*ASKS_OF_CASE, Intent.ASKS, Intent.DESK, Intent.UNSOLVED, Intent.REPORTS),
    Act.WHAT: (*ASKS_OF_CASE, Intent.ASKS, Intent.DESK, Intent.REPEAT),
    Act.COUNTS: (*ASKS_OF_CASE, Intent.ASKS, Intent.DESK),
    # 那些单子还有几个没办完 counts.
    Act.NOT_DONE: tuple(one for one in Intent if one not in (Intent.LISTS, Intent.READS)),
}
MISREAD, HARDLY = 0.85, 0.06
_WHETHER = re.compile(r"是不是|是否|[吗么没?？]$")
# 给我登上好不好 orders.
GO_AHEAD = ("好不好", "行不行", "行吗", "可以吗", "好吗", "成不", "行不", "中不", "不")
THANKING, BLESSING = "谢", "祝"
# 那你给我登个助听器的，能报多少钱: whatever else is said.
_REGISTER_ME = re.compile(
    "(?:给|帮|替)(?:我|俺|咱)们?(?:先|也|就|把这个?事?|单独)*(?:登|报)(?:上|个|一个|一下|记)"
    "(?![^，,。！!？?]{0,6}(?:没|吗|么|不|[?？]))|我(?:说|要|是说|是要)(?:的是)?登记"
)
_ORDERS_NOT = re.compile(
    "(?:别|不要|莫|甭|不用|不必|不想|不)(?:再|又|给我|帮我|要)*(?:登|报|记|重新?[办弄修])"
)
_CALL_BACK = re.compile("回(?:我|个|复|电)|联系(?:我|一下)|找我|给我(?:打|来|回)")
# 送饭要，我出不了门; 他下楼不方便，要送餐; 我想装报警器.
_WISH = re.compile(
    "(?:那|就|也|我们?|俺|咱|他|她|老人|[爸妈]|家里|都|还|是|得)*(?:要|想要?|需要)"
    "(?!不|多|怎|咋|带|什|啥|知道|晓得|问|看|了解|打听|钱|交|是|紧|求|么|等|去)[^要吗么?？]{1,10}"
    "|[^要不需吗么?？]{1,6}要(?:的|呀|啊|哦)?"
)
# 那麻烦帮我问一下
_ASK_FOR_ME = re.compile(
    "(?:帮|替|给)(?:我|俺|咱|忙)?们?(?:去|再|先)?问(?!题)"
    "|(?:叫|让|请|喊)(?:个|工作|你们)?人员?(?:来|给)?(?:回|联系|找|答复)"
)
ORDERING = (Intent.ORDERS, Intent.YES, *CHAT)
OFFERS = (Asked.OFFER, Asked.CHOICE)
# 我没养狗！是我楼上养的！ says what he means.
_SAYS_WHAT = re.compile("(?:不是|没|不).{1,12}?(?:[，,。！!\\s]|我)(?:是|要|问|说).{2,}")
_REFUSES = re.compile("不要|不用|别|甭|不想|莫")
# 三个一起看, 我的都到哪了.
_OF_ALL = re.compile(
    "(?:[两二三四五六几]|[2-6])(?:个|件|张|样|单)|一(?:起|块儿?+)(?!写|登|记|报|办|加|弄)|所有|全部|都(?:到|给|有|在|是|办)"
)


def mention_of(text: str, context: Context) -> Mention | None:
    """What the words are likely to want of a case; to call one off is asked first."""
    likely = context.guess(text)
    act = ACTS.get(likely.intent) if likely.share >= LIKELY else None
    if forgets_where(text) or rating_in(text) is not None or phone_in(text) is not None:
        return None
    if act is Act.PLACE and not names_place(text):
        act = Act.CORRECTS
    if act is Act.PLACE and asks_whether(text):
        act = Act.WHAT
    pointing = pointing_in(text)
    if act is Act.MISTAKE and pointing is Pointing.CASE and likely.share >= SURE:
        act = Act.CALLS_OFF
    if act is Act.STATE and is_of_all(text):
        act = Act.COUNTS
    if act is None or courtesies.exact(text) is not None or not courtesies.heard(text).told:
        return None
    return Mention(act, "", pointing, says_more=says_more(text))


def asks_whether(text: str) -> bool:
    """Whether words like 楼号是不是15号楼了? set nothing right."""
    return _WHETHER.search(text) is not None


def is_misread(mention: Mention, text: str, context: Context) -> bool:
    """Whether the whole of the words surely wants something else than a sign in them says:
    先不登记，电梯您单独登一张吧 calls nothing off."""
    fits = FITS.get(mention.act)
    if fits is None or len(text) < FEWEST_CHARACTERS:
        return False
    likely = context.guess(text)
    return likely.share >= MISREAD and sum(likely.shares[one] for one in fits) < HARDLY


def answers_where(text: str, context: Context) -> bool:
    """Whether words that name a place are the answer to where it is, and point at no other case."""
    if not context.is_asked(Asked.PLACE) or not text or pointing_in(text) is Pointing.CASE:
        return False
    likely = context.guess(text)
    is_place = place_in(text) is not None or (likely.intent is Intent.PLACE and names_place(text))
    return is_place and context.topic_of(text) is None and likely.is_surely(*WHERE, least=SURE)


def is_surely_withdrawn(mention: Mention, text: str, context: Context) -> bool:
    """Whether 请撤销其一, which points at nothing, can only mean a case: nothing else is open that
    could be called off."""
    if mention.act is not Act.CALLS_OFF or mention.pointing is not Pointing.NOTHING:
        return False
    is_free = context.question is None or bool(context.content.get("quiet"))
    return is_free and context.guess(text).is_surely(Intent.WITHDRAWS, least=PLAIN_ORDER)


def is_of_all(text: str) -> bool:
    """Whether what is asked is asked of all his cases."""
    return _OF_ALL.search(text) is not None


def says_more(text: str) -> bool:
    """Whether there is something in the words that whoever handles the case should read."""
    return len(text) > BARE_CHARACTERS or speaks_of_a_thing(text)


def is_no_detail(text: str, context: Context) -> bool:
    """Whether words surely answer nothing that is asked of a case: no place, no number in them."""
    if forgets_where(text) or len(text) < FEWEST_CHARACTERS:
        return False
    likely = context.guess(text)
    is_one = likely.intent in NO_DETAIL and likely.share >= SURE
    is_one = is_one or likely.is_surely(*CHAT, least=SURE)
    if not is_one and (context.is_asked(Asked.AREA) or not tells_nothing(text, context)):
        return False
    return place_in(text) is None and phone_in(text) is None


def is_chat(turn: Turn, context: Context) -> bool:
    """Thanks with a story in it, 今儿天真冷: it asks for nothing."""
    is_likely = _is(turn, context, *CHAT) or _is_mere_talk(turn, context)
    if not is_likely or context.is_confident(turn.text):
        return False
    if context.content.get("report") and speech_of(turn.text) is Speech.REPORTS:
        # 昨天还扑我老婆 差点咬着, while a case is offered for what was told.
        return False
    if context.speech(turn.text) is Speech.ASKS:
        # 今天食堂有红烧肉吗 wants to be told, whether anybody knows it or not.
        return False
    # 谢谢，不过灯还没好; 保安天天睡觉 has a sign of its own.
    if courtesies.contradicts(turn.text) or _wants_more(turn.text):
        return False
    is_more = courtesies.demands(turn.text) or context.speech(turn.text) is not Speech.UNCLEAR
    return not is_more or context.guess(turn.text).is_surely(*CHAT, least=PLAIN_CHAT)


def _is_mere_talk(turn: Turn, context: Context) -> bool:
    """行了忙去了: whatever it is, nothing is told or wanted."""
    likely = context.guess(turn.text) if turn.text and turn.digit is None else None
    is_talk = likely is not None and likely.intent in CHAT and turn.command is None
    return is_talk and context.has_cases and tells_nothing(turn.text, context)


def _wants_more(text: str) -> bool:
    """Whether a later clause surely wants something: 谢谢，帮我催一下."""
    later = [one.words for one in clauses(text)[1:] if len(one.words) >= FEWEST_CHARACTERS]
    return any(guess(words).is_surely(*WANTS, least=SURE) for words in later)


def chat(turn: Turn, context: Context) -> str:
    """A short word back; nobody is called back to a list by it."""
    context.keep_quietly()
    is_thanks = THANKING in turn.text or context.guess(turn.text).intent is Intent.THANKS
    said = reply_to(THANKS) if is_thanks else context.say(texts.HEARD)
    if BLESSING in turn.text:
        said = context.say(texts.BLESSED)
    return context.say(texts.LISTENING) if context.last_said() == said else said


def is_order(turn: Turn, context: Context) -> bool:
    """那你给我报上去呗, while something is offered."""
    if not context.is_asked(*OFFERS) or not context.content.get("text"):
        return False
    if is_of_all(turn.text) or forbids(turn.text):
        # 把我报的都列列 orders something else, 别再登一个啊 forbids it.
        return False
    is_wish = wants_what_is_told(turn, context) or _ASK_FOR_ME.search(simplify(turn.text))
    if is_wish:
        return _names_no_other(turn, context)
    asks = context.speech(turn.text) is Speech.ASKS and not turn.text.endswith(GO_AHEAD)
    if asks and not context.guess(turn.text).is_surely(Intent.ORDERS, least=PLAIN_ORDER):
        return False
    if _is(turn, context, Intent.ORDERS) or _ordered_before_more(turn, context):
        return True
    if _REGISTER_ME.search(simplify(turn.text)) and turn.command is None:
        return True
    # 那请人回我吧, where nothing answers his question.
    is_question = not context.content.get("report") and not context.content.get("fixed")
    return (
        is_question
        and _is(turn, context, Intent.PERSON)
        and _CALL_BACK.search(turn.text) is not None
    )


def forbids(text: str) -> bool:
    """别再登一个啊, 别重新办."""
    return _ORDERS_NOT.search(text) is not None


def wants_what_is_told(turn: Turn, context: Context) -> bool:
    """Whether he wants for himself what an entry tells of, or he has asked for, that can be
    registered."""
    content = context.content
    if not (content.get("about") or content.get("can_register")) or turn.command is not None:
        return False
    if context.speech(turn.text) is Speech.ASKS and context.is_likely(turn.text):
        # 我要办居住证，要带啥, once more.
        return False
    wishes = [one.words for one in clauses(turn.text) if _is_wish(one.words)]
    entry = context.knowledge.entries.get(content.get("about") or content.get("entries", [0])[0])
    told = normalise(f"{content['text']} {entry.content.answer if entry is not None else ''}")
    return any(not aspects_in(one) and shares_piece(normalise(one), told) for one in wishes)


def _ordered_before_more(turn: Turn, context: Context) -> str:
    """Of 送餐要登记的，3号楼301。另外补贴怎么领 the part that orders, '' where none does."""
    more = next((one for one in clauses(turn.text)[1:] if one.joint is Joint.MORE), None)
    first = turn.text[: more.start] if more is not None else ""
    return first if first and _is(Turn(turn.message, first), context, Intent.ORDERS) else ""


def agrees(turn: Turn, context: Context) -> bool:
    """对对，就是这个: a yes to the one thing that is asked."""
    content = context.content
    is_one = context.is_asked(Asked.OFFER) or len(content.get("questions", ())) == 1
    if not is_one or content.get("quiet") or not _is(turn, context, Intent.YES):
        return False
    # 好 那高龄津贴呢 is on to the next.
    return context.speech(turn.text) is not Speech.ASKS and _names_no_other(turn, context)


def carry_out(turn: Turn, context: Context) -> str:
    """Register what is offered, with what is told beside the order."""
    if context.content.get("add_by") == 1:
        # 加到那件上.
        return put_to_case(context)
    first = _ordered_before_more(turn, context)
    if first:
        context.later.append(without_another(turn.text[len(first) :]))
    return report.take_offer(context, _beside_order(first or turn.text))


def _beside_order(text: str) -> str:
    """Of 中，你给俺弄上吧，就6号楼东边 what is not the order itself."""
    told = [one.words for one in clauses(text)]
    kept = [one for one in told if _is_wish(one) or not _orders(one)]
    return "，".join(kept)


def _orders(words: str) -> bool:
    return guess(words).is_surely(*ORDERING, least=LIKELY)


def _is_wish(words: str) -> bool:
    return _WISH.fullmatch(simplify(words).strip()) is not None


def declines(turn: Turn, context: Context) -> bool:
    """我自己弄好了, while a case is offered for it."""
    is_offered = context.is_asked(Asked.OFFER) and not home.denies(turn, context)
    if any(context.speech(one.words) is Speech.ASKS for one in clauses(turn.text)[1:]):
        # 不用登，那拎上楼充总行吧.
        return False
    wanted = (Intent.WITHDRAWS, Intent.NO)
    return is_offered and _is(turn, context, *wanted) and _names_no_other(turn, context)


def is_order_alone(turn: Turn, context: Context) -> bool:
    """那就记上, while nothing is offered."""
    is_plain = context.guess(turn.text).is_surely(Intent.ORDERS, least=SURE)
    return context.question is None and is_plain and _is(turn, context, Intent.ORDERS)


def asks_of_none(turn: Turn, context: Context) -> bool:
    """都三天了咋还不来人, of who has reported nothing."""
    if context.has_cases or context.topic_of(turn.text) is not None:
        return False
    # 快点来人啊，水都流到楼下了 tells of something itself.
    is_told = tells_what_is_wrong(turn.text) or context.speech(turn.text) is Speech.REPORTS
    if is_told or at_hand(context) is not None:
        return False
    is_asking = _is(turn, context, Intent.STATUS, Intent.URGES)
    return is_asking and nearest(turn.text, context) is None


def tell_none(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """That nothing of his is registered."""
    return progress.own_cases(context)


def sets_right_taken(turn: Turn, context: Context) -> bool:
    """我们是中国人啦，外省来的, behind an entry that tells of foreigners: it was not that one."""
    content = context.content
    if not context.is_asked(Asked.CHOICE) or not content.get("taken") or not turn.text:
        return False
    if turn.command is not None or context.speech(turn.text) is Speech.ASKS:
        return False
    is_denied = context.guess(turn.text).is_surely(Intent.DENIES, least=SURE)
    if context.speech(turn.text) is Speech.REPORTS and not is_denied:
        return False
    is_other = context.topic_of(turn.text) is not None or nearest(turn.text, context) is not None
    likely = context.guess(turn.text)
    is_of_it = sum(likely.shares[one] for one in SETS_RIGHT) >= HALF
    return is_of_it and not is_other and context.is_recent(STILL_TALKING)


def answer_anew(turn: Turn, context: Context) -> str:
    """What answers his question with what he says now, and not what it was taken for."""
    content = context.content
    taken = context.knowledge.entries.get(content["entries"][0])
    context.refuse(content["entries"])
    context.deny((taken.question,) if taken is not None else (), None)
    context.end()
    words = f"{content['text']}，{turn.text}"
    return answer_to(str(content["text"]), context, words=words)


def denies(turn: Turn, context: Context) -> bool:
    """驴唇不对马嘴: what was said to him is not what he meant; what he means is not in it."""
    if not context.last_said() or not _is(turn, context, Intent.DENIES):
        return False
    if context.speech(turn.text) is Speech.REPORTS or _SAYS_WHAT.search(turn.text):
        return False
    return context.topic_of(turn.text) is None and not context.is_confident(turn.text)


def ask_anew(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """That it was misheard, and to say it in other words; the second time somebody is offered."""
    if context.is_asked(*OFFERS):
        context.end()
    said = context.say(texts.MISHEARD)
    if context.last_said().startswith(said):
        return f"{said}\n{context.say(ask_texts.SAME_AGAIN)}"
    return said


def wants_person(turn: Turn, context: Context) -> bool:
    """有没有能喘气的."""
    if _is(turn, context, Intent.PERSON) and _names_no_other(turn, context):
        return True
    # 给我找个真人唠唠，我就问变更执照
    said = [one.words for one in clauses(turn.text) if not _REFUSES.search(one.words)]
    return len(clauses(turn.text)) > 1 and any(
        guess(one).is_surely(Intent.PERSON, least=SURE) and context.topic_of(one) is None
        for one in said
    )


def scolds(turn: Turn, context: Context) -> bool:
    """你们就会糊弄人, and no matter with it: 物业的电话没人接 is one."""
    is_of_something = is_clear(turn.text) or not _names_no_other(turn, context)
    return _is(turn, context, Intent.SCOLDS) and not is_of_something


def calm(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """That his anger is heard."""
    return said_in_manner(UPSET, context)


def wants_it_plainer(turn: Turn, context: Context) -> bool:
    """字太多了，看不懂; 念给我听, behind an answer."""
    if not context.last_said():
        return False
    is_read = context.state in (State.INFO, State.NONE) and _is(turn, context, Intent.READS)
    return is_read or _is(turn, context, Intent.REPEAT)


def say_plainer(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """The same in fewer words."""
    return said_in_manner(PLAIN, context)


def _is(turn: Turn, context: Context, *intents: Intent) -> bool:
    """Whether the words are likely to be of these, and nothing that is asked takes whatever is
    said."""
    if not turn.text or turn.digit is not None or context.is_asked(Asked.OFFICER, Asked.ADD):
        return False
    if len(turn.text) < FEWEST_CHARACTERS:
        return False
    if turn.command is not None or emergency.is_offered(context):
        return False
    return context.guess(turn.text).is_surely(*intents, least=LIKELY)


def _names_no_other(turn: Turn, context: Context) -> bool:
    topic = context.topic_of(turn.text)
    return topic is None or topic.id == context.content.get("topic_id")
