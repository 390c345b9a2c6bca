"""When a line of the routing table fits: small questions about a turn and its surroundings."""

import re

from cases.intents import Intent
from cases.places import place_in
from cases.queries import get_visible, open_cases
from cases.speech import Speech, asks_progress, cannot_read, is_another_matter, orders
from core.language import normalise, simplify
from handlers import emergency, home, human, manners, meant, registering, slots
from handlers.answers import Meaning, stars_of
from handlers.belonging import (
    STILL_TALKING,
    is_of_its_topic,
    is_only_place,
    nearest,
    tells_story,
)
from handlers.context import Asked, Context
from handlers.courtesies import about, is_thanks
from handlers.filling import forgets_where, phone_in
from handlers.progress import MOST_LISTED
from handlers.result_meant import is_put_off, verdict_said
from handlers.route import Fits
from handlers.spoken import URGING
from handlers.talked_of import picked
from handlers.turn import Turn, item_in

ANOTHER = 2
LISTS = (Asked.CHOICE, Asked.OFFER, Asked.PICK, Asked.MENU)
_KEPT = (
    "(?:个人|全部|所有|相关|一切)*(?:信息|资料|数据|记录|隐私|账号|账户|档案|手机号?码?|电话|号码)"
)
_DELETE = "(?:删除|删掉|删了|删|清除|清空|抹掉|抹去|注销|销毁|忘掉)"
_MAY_ERASE = re.compile("[删清抹销忘]")
_ERASURE = re.compile(
    rf"{_DELETE}(?:掉|了)?(?:我|我们|本人)(?:家|自己)?的?{_KEPT}"
    rf"|(?:我|我们|本人|刚才|刚刚|之前|以前)(?:家|自己|刚才|刚刚|之前|以前|留|发|填|那个|旧|的)*{_KEPT}(?:不用了|换了|不想留)?"
    rf"[\s,，]*(?:旧的|以前的|都|全|全部|给我|你们|您|请|帮我|要|能不能|可以)*{_DELETE}"
)
MOST_ERASURE = 24
# 补充嘛 补充到一起，二楼的 你莫搞忘了.
_BEGINS_TO_PUT = re.compile(
    r"(?:好|要得|行|可以|对|那|就|你|快|帮我|给我|[\s,，])*(?:补充?|加)(?:到|在|上|进|嘛|吧|噻|呗|$|[\s,，])"
)
_PUT_TO_IT = re.compile(
    r"(?:好|要得|行|可以|就|那|你|快|帮我|给我|都|一起)*(?:补充?|加)(?:到这件|上去|进去|上|起|进)?(?:嘛|吧|噻|了|呗|哈|啊)*"
    r"(?:(?:莫|别|不要|不用)(?:再|老)?(?:问|说)(?:我|来问去)?了?(?:嘛|哈|啊)*)?"
)
MOST_OF_HOME = 40
TELLS = (Intent.DETAIL, Intent.REPORTS, Intent.UNSOLVED)
_LOOKS_FIRST = re.compile(
    r"^(?:那|我|就|还是|行|好|嗯|[\s,，])*先(?:看|瞧|了解|读)(?!病|医生|他|她)"
)


def is_(*kinds: type) -> Fits:
    """A message or event of one of these types."""
    return lambda turn, _: isinstance(turn.message, kinds)


def asked(*kinds: Asked) -> Fits:
    """An open question of one of these kinds."""
    return lambda _, context: context.is_asked(*kinds)


def is_command(turn: Turn, context: Context) -> bool:
    """A command; with more words only when they are no question with the word at its start."""
    command = turn.command
    if command is None or not command.rest or place_in(command.rest):
        return command is not None
    if about(turn.text) is not None:
        return False
    if registering.is_wanted(turn, context):
        return True
    speech = registering.speech_of(turn, context)
    if speech is Speech.ASKS and not command.apart:
        return False
    is_demand = command.apart and command.word in ("报修", "投诉") and speech is not Speech.ASKS
    is_demand = is_demand or registering.is_demanded(turn)
    return is_demand or speech is Speech.REPORTS or not context.is_confident(turn.text)


def alone(*words: str) -> Fits:
    """One of these commands, standing alone."""
    return lambda turn, _: turn.is_command(*words) and turn.is_command_alone


def means(*meanings: Meaning) -> Fits:
    """A whole sentence of one of these meanings."""
    return lambda turn, _: turn.meaning in meanings


def digit(*digits: int) -> Fits:
    """One of these digits."""
    return lambda turn, _: turn.digit in digits


def is_nothing_asked(turn: Turn, context: Context) -> bool:  # noqa: ARG001
    """No question is open, nor was of late."""
    return context.question is None and context.over is None


def any_digit(turn: Turn, context: Context) -> bool:  # noqa: ARG001
    """Any single digit."""
    return turn.digit is not None


def both(first: Fits, *others: Fits) -> Fits:
    """All of them."""
    return lambda turn, context: all(fits(turn, context) for fits in (first, *others))


def either(*any_of: Fits) -> Fits:
    """At least one of them."""
    return lambda turn, context: any(fits(turn, context) for fits in any_of)


def is_alarm(turn: Turn, context: Context) -> bool:
    """Words that speak of danger, and don't say that it is none; whether to call the police about
    it may be what an entry tells."""
    alarm = emergency.alarm_in(turn.text, context.setup)
    if alarm is None or emergency.is_denied(turn.text, alarm):
        return False
    return alarm.key != emergency.ASKS_WHETHER or not context.is_confident(turn.text)


def merely_thanks(turn: Turn, context: Context) -> bool:
    """好的谢谢 after an answer is no yes to the case offered with it; after a report it is."""
    is_wanted = any(context.content.get(name) for name in ("report", "person"))
    return turn.meaning is Meaning.YES and not is_wanted and is_thanks(turn.text)


def is_choice(turn: Turn, context: Context) -> bool:
    """A digit of the list, none of it in words, or one of the questions; yes to the only one."""
    questions = context.content["questions"]
    if turn.digit is not None:
        return turn.digit <= len(questions) + bool(context.content.get("can_register"))
    if turn.meaning is Meaning.YES and len(questions) == 1:
        return not context.content.get("quiet") and not is_thanks(turn.text)
    return turn.meaning is Meaning.NO or turn.text in questions


def is_pick(turn: Turn, context: Context) -> bool:
    """A digit of the list of cases, words that name one of them, or none of them."""
    if turn.digit is not None:
        return turn.digit <= len(context.content.get("cases", ()))
    return turn.meaning is Meaning.NO or picked(turn, context) is not None


def asks_of_item(turn: Turn, context: Context) -> bool:
    """第二个是啥: a question about one of the cases just listed; it picks nothing."""
    item = item_in(turn.text) if turn.digit is None else None
    return item is not None and item <= len(context.content.get("cases", ()))


def is_rating(turn: Turn, context: Context) -> bool:  # noqa: ARG001
    """1 to 5, or in words how content somebody is."""
    return stars_of(turn.text, turn.digit) is not None


def looks_first(turn: Turn, context: Context) -> bool:  # noqa: ARG001 (a condition's shape)
    """先看看吧, where 2 先看 is offered."""
    return _LOOKS_FIRST.match(simplify(turn.text)) is not None


def offers_entry(turn: Turn, context: Context) -> bool:  # noqa: ARG001
    """An offer that names an entry to be read instead."""
    return bool(context.content.get("entry_id"))


def adds_to_case(turn: Turn, context: Context) -> bool:
    """Yes to adding the words to a case that there is already."""
    by = context.content.get("add_by")
    if by is None:
        return False
    is_yes = turn.digit is None and (by == 1 and turn.meaning is Meaning.YES)
    return turn.digit == by or is_yes or is_put_to_it(turn.text)


def is_put_to_it(text: str) -> bool:
    """补嘛 莫问了: an order to add what was said."""
    is_begun = _BEGINS_TO_PUT.match(simplify(text)) is not None
    return is_begun or _PUT_TO_IT.fullmatch(normalise(text)) is not None


def opens_another(turn: Turn, context: Context) -> bool:
    """2 where 1 would add to a case that there is already."""
    return context.content.get("add_by") == 1 and turn.digit == ANOTHER


def says_only_where(turn: Turn, context: Context) -> bool:
    """Nothing but a place after the report of something: it is to be seen to there."""
    return _is_report_offered(context) and is_only_place(turn, context)


def hurries(turn: Turn, context: Context) -> bool:
    """快点啊, 我要你们现在就来 after the report of something: of course it is to be registered."""
    if emergency.is_offered(context):
        return _is_order(turn) or emergency.sends_for(turn, context)
    return _is_order(turn) and _is_report_offered(context)


def cannot_choose(turn: Turn, context: Context) -> bool:
    """看不清你这几个数字, while a case is offered or listed for what was told: it is registered."""
    content, text = context.content, str(context.content.get("text") or "")
    if (
        not content.get("topic_id")
        or not cannot_read(turn.text)
        or not context.is_recent(STILL_TALKING)
    ):
        return False
    is_told = content.get("report") or tells_story(text, context)
    topic = context.topic_of(turn.text)
    return bool(is_told) and (topic is None or topic.id == content["topic_id"])


def _is_order(turn: Turn) -> bool:
    return turn.meaning is Meaning.HURRY or orders(turn.text)


def _is_report_offered(context: Context) -> bool:
    """Whether a case was offered a moment ago for what was reported, and nothing else."""
    is_report = context.content.get("report") and context.is_recent(STILL_TALKING)
    return bool(is_report) and context.content.get("add_by") != 1


def withdraws_offer(turn: Turn, context: Context) -> bool:
    """撤销 right after the offer of a case means that offer, unless it only ends an answer, or
    what nothing answers, and there are cases of his own."""
    if not (turn.is_command("撤销") and turn.is_command_alone):
        return False
    return bool(context.content.get("report")) or not open_cases(context.db, context.actor, limit=1)


def is_of_asked_case(turn: Turn, context: Context) -> bool:
    """Not the report of another matter than that of the case which is being asked about."""
    question = context.question
    if question is None or question.case_id is None or not turn.text:
        return True
    if context.is_asked(Asked.PHONE) and phone_in(turn.text):
        # 打不通就是我在送餐, behind the number.
        return True
    case = get_visible(context.db, context.actor, question.case_id)
    is_of_it = is_of_its_topic(turn.text, case, context)
    return is_of_it or context.speech(turn.text) is not Speech.REPORTS


def is_area(turn: Turn, context: Context) -> bool:
    """An area by digit or name, or 其他; about a case all else that is said, too, is no loss."""
    if home.is_elsewhere(turn) or home.chosen_area(turn, context) is not None:
        return True
    is_of_case = context.content.get("then") == "case" and has_words(turn, context)
    return is_of_case and is_for_slot(turn, context) and is_no_known_question(turn, context)


def is_for_slot(turn: Turn, context: Context) -> bool:
    """Anything but another command or mere manners."""
    if turn.meaning in (Meaning.SKIP, Meaning.NO):
        return not context.content.get("quiet")
    if context.is_asked(Asked.PHOTO) and slots.has_none(turn.text):
        return True
    if turn.text and turn.digit is None and _asks_or_is_late(turn, context):
        return False
    is_other = turn.command is not None or manners.is_manners(turn, context)
    is_other = is_other or (bool(turn.text) and meant.is_no_detail(turn.text, context))
    return not is_other or turn.is_command("跳过")


def _asks_or_is_late(turn: Turn, context: Context) -> bool:
    """A question, or words after the slot was asked in vain, unless they name a place or phone."""
    hurries = asks_progress(turn.text) or URGING in turn.text
    asks = context.speech(turn.text) is Speech.ASKS
    if phone_in(turn.text) or (place_in(turn.text) and not hurries) or forgets_where(turn.text):
        return False
    return bool(context.content.get("quiet")) or asks or hurries


def is_silent(turn: Turn, context: Context) -> bool:  # noqa: ARG001
    """An event that can't be answered."""
    return not turn.message.may_answer


def has_words(turn: Turn, context: Context) -> bool:  # noqa: ARG001
    """Something was said in words."""
    return bool(turn.text)


def is_no_known_question(turn: Turn, context: Context) -> bool:
    """Nothing that an entry answers with confidence; where a place is asked for, or the danger
    is spoken of, a place is the answer, whatever entry it may resemble."""
    if not turn.text or turn.digit is not None:
        return True
    speech = context.speech(turn.text)
    if context.is_asked(Asked.DESCRIBE) and speech is Speech.REPORTS:
        return True
    asks = speech is Speech.ASKS
    is_place_told = context.is_asked(Asked.PLACE) or emergency.is_offered(context)
    if is_place_told and place_in(turn.text) and not asks:
        return True
    if not asks and context.guess(turn.text).intent in TELLS:
        # 半夜两点还在装修 asks nothing, however near an entry is.
        return True
    return not context.is_confident(turn.text)


def is_about_danger(turn: Turn, context: Context) -> bool:  # noqa: ARG001
    """What follows shortly on the offer of an urgent case."""
    return emergency.is_offered(context)


def tells_of_danger(turn: Turn, context: Context) -> bool:
    """Words that belong to the danger just spoken of: no question about something that is known."""
    if not turn.text or context.speech(turn.text) is not Speech.ASKS:
        return bool(turn.text)
    return context.topic_of(turn.text) is None and nearest(turn.text, context) is None


def is_with_human(turn: Turn, context: Context) -> bool:  # noqa: ARG001
    """A person of the office talks with the resident now; what follows on danger is still ours."""
    return human.is_open(context) and not emergency.is_offered(context)


def is_about_progress(turn: Turn, context: Context) -> bool:
    """Words that ask how far one's case is, while there is one they may be about."""
    is_asking = asks_progress(turn.text) or _is_order(turn)
    if turn.command is not None or not is_asking:
        return False
    cases = open_cases(context.db, context.actor, limit=MOST_LISTED)
    return any(is_of_its_topic(turn.text, case, context) for case in cases)


def tells_home(turn: Turn, context: Context) -> bool:
    """我住安宁社区, and nothing more."""
    if turn.command is not None or len(turn.text) > MOST_OF_HOME:
        return False
    return home.tells_nothing_else(turn.text, context) or home.names_it(turn.text, context)


def asks_erasure(turn: Turn, context: Context) -> bool:
    """删除我的信息: how it is deleted is told; it is no matter for a case."""
    if not turn.text or len(turn.text) > MOST_ERASURE or context.is_asked(Asked.OFFICER):
        return False
    plain = simplify(turn.text)
    return _MAY_ERASE.search(plain) is not None and _ERASURE.search(plain) is not None


def is_for_officer(turn: Turn, context: Context) -> bool:
    """Words that answer an officer whose question came while a list was open, or a photo or place
    was asked for that they don't tell: no command, nothing that is asked or is about another
    topic."""
    if (context.waits or {}).get("kind") != Asked.OFFICER:
        return False
    is_other = context.is_asked(Asked.PLACE) and place_in(turn.text) is None
    if not (is_other or context.is_asked(*LISTS, Asked.PHOTO)) or slots.has_none(turn.text):
        return False
    if not turn.text or turn.digit is not None or turn.command is not None:
        return False
    speech = context.speech(turn.text)
    if speech is Speech.ASKS or is_another_matter(turn.text):
        return False
    return speech is not Speech.REPORTS or context.topic_of(turn.text) is None


def is_verdict(turn: Turn, context: Context) -> bool:
    """An answer to 解决了吗: a digit, or words that say it, or that try to and stay unclear."""
    if turn.digit is not None or turn.is_command("已解决", "没解决"):
        return True
    if turn.command is not None or not turn.text:
        return False
    if verdict_said(turn.text, context) is not Meaning.UNCLEAR or is_put_off(turn.text):
        return True
    return turn.meaning is Meaning.UNCLEAR and not context.is_confident(turn.text)


def is_too_many(turn: Turn, context: Context) -> bool:  # noqa: ARG001
    """More messages within a minute than a person can mean."""
    return context.in_this_minute > context.rules.messages_a_minute
