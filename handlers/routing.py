"""The whole table: the first line that fits a message answers it."""

from collections.abc import Callable
from dataclasses import dataclass

from bot import events
from bot.messages import (
    ImageMessage,
    LinkMessage,
    LocationMessage,
    Message,
    TextMessage,
    UnknownMessage,
    VideoMessage,
    VoiceMessage,
)
from handlers import (
    aftercare,
    area,
    ask,
    emergency,
    home,
    human,
    manners,
    media,
    outage,
    person,
    progress,
    report,
    slots,
    welcome,
)
from handlers.answers import Meaning
from handlers.conditions import (
    Fits,
    alone,
    asked,
    both,
    command,
    digit,
    either,
    has_words,
    is_,
    is_about_danger,
    is_about_result,
    is_alarm,
    is_area,
    is_choice,
    is_for_slot,
    is_no_known_question,
    is_silent,
    is_too_many,
    is_verdict,
    is_with_human,
    means,
)
from handlers.context import Asked, Context
from handlers.turn import Turn

Handler = Callable[[Turn, Context], str]


@dataclass(frozen=True)
class Route:
    """`aside`: an open question stays open and comes back once after this answer."""

    fits: Fits
    handler: Handler
    aside: bool = False


def silence(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """Nothing to say."""
    return ""


ANY_DIGIT = tuple(range(10))
YES = either(digit(1), means(Meaning.YES))
NO = either(digit(0), means(Meaning.NO))
SKIP = means(Meaning.SKIP)
SLOTS = (Asked.PLACE, Asked.PHOTO, Asked.PHONE)

ROUTES: tuple[Route, ...] = (
    # What happens without words
    Route(is_(events.Unsubscribe), welcome.leave),
    Route(is_(events.HumanSession), human.session),
    Route(is_silent, silence),
    # Danger comes before everything that is said
    Route(is_alarm, emergency.answer),
    Route(is_with_human, silence),
    Route(is_too_many, person.too_many),
    Route(is_(events.Subscribe), welcome.follow),
    Route(is_(events.Scan), welcome.scan, aside=True),
    # An officer's question takes everything but 0 and a command alone
    Route(both(asked(Asked.OFFICER), digit(0)), aftercare.leave_officer),
    Route(
        both(asked(Asked.OFFICER), is_(Message), lambda turn, _: not turn.is_command_alone),
        aftercare.answer_officer,
    ),
    # Answers to the open question
    Route(both(asked(Asked.CHOICE), is_choice), ask.choose),
    Route(both(asked(Asked.OFFER), either(YES, alone("登记"))), report.accept_offer),
    Route(both(asked(Asked.OFFER), NO), report.decline_offer),
    Route(both(asked(Asked.SOLVED), is_verdict), aftercare.verdict),
    Route(both(asked(Asked.RATING), digit(1, 2, 3, 4, 5)), aftercare.rating),
    Route(both(asked(Asked.PICK), digit(*ANY_DIGIT)), aftercare.pick),
    Route(both(asked(Asked.AREA), is_area), area.answer),
    Route(both(asked(*SLOTS), digit(9)), slots.change_place),
    Route(both(asked(*SLOTS), is_(Message), is_for_slot, is_no_known_question), slots.answer_slot),
    Route(both(asked(Asked.DESCRIBE, Asked.ADD), either(NO, SKIP)), person.cancel),
    # What is known to be out is told before anything is looked for or registered
    Route(outage.is_known, outage.answer, aside=True),
    # Commands
    Route(alone("帮助"), welcome.help_me, aside=True),
    Route(command("进度", "查询"), progress.progress, aside=True),
    Route(command("登记", "报修", "投诉", "求助", "建议"), report.report),
    Route(command("催办", "补充", "撤销"), aftercare.command),
    Route(command("已解决", "没解决"), aftercare.verdict),
    Route(command("人工"), person.person),
    Route(command("没帮助"), ask.unhelpful),
    Route(command("绑定"), home.bind),
    Route(command("我的数据"), person.my_data, aside=True),
    Route(command("谁看过我"), person.who_saw, aside=True),
    Route(command("隐私"), person.privacy, aside=True),
    Route(command("撤回同意"), person.withdraw_phone, aside=True),
    Route(command("取消"), person.cancel),
    Route(command("跳过"), person.skip, aside=True),
    Route(command("继续"), person.more, aside=True),
    Route(command("帮助"), welcome.help_me, aside=True),
    Route(is_about_result, aftercare.verdict),
    # What is neither a question nor a demand
    Route(lambda turn, _: manners.is_manners(turn.text), manners.answer, aside=True),
    Route(either(means(Meaning.NO), SKIP), person.nothing_needed, aside=True),
    Route(progress.has_number, progress.by_number, aside=True),
    Route(digit(*ANY_DIGIT), person.digit_alone, aside=True),
    # Words that were asked for, or belong to those before
    Route(both(is_about_danger, has_words, is_no_known_question), emergency.add),
    Route(both(asked(Asked.DESCRIBE), has_words, is_no_known_question), report.describe),
    Route(both(asked(Asked.ADD), has_words), aftercare.add),
    Route(has_words, ask.ask, aside=True),
    # Messages without words
    Route(is_(ImageMessage), media.photo),
    Route(is_(VoiceMessage), media.voice),
    Route(is_(LocationMessage), media.location),
    Route(is_(LinkMessage), media.link, aside=True),
    Route(is_(TextMessage), welcome.help_me, aside=True),
    Route(is_(VideoMessage), media.video, aside=True),
    Route(is_(UnknownMessage), media.unknown, aside=True),
    Route(is_(events.Click), welcome.help_me, aside=True),
    Route(is_(events.ScanCode), welcome.help_me, aside=True),
    Route(lambda _turn, _context: True, silence),
)


def route_of(turn: Turn, context: Context) -> Route:
    """The first line that fits; the last one always does."""
    return next(route for route in ROUTES if route.fits(turn, context))
