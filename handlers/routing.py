"""Who answers a message: the first line that fits.

An open question has its own lines (`answering.py`), a command word its own (`commanding.py`).
"""

from collections.abc import Iterator

from bot import events
from bot.messages import (
    ImageMessage,
    LinkMessage,
    LocationMessage,
    TextMessage,
    UnknownMessage,
    VideoMessage,
    VoiceMessage,
)
from handlers import (
    aftercare,
    agreeing,
    ask,
    belonging,
    burst,
    deeds_said,
    desk_asked,
    despair,
    dictating,
    emergency,
    feelings,
    hearsay,
    home,
    human,
    late_phone,
    late_place,
    manners,
    meant,
    media,
    misplaced,
    moving,
    no_danger,
    offers,
    outage,
    own_cases,
    person,
    progress,
    putting,
    rating,
    report,
    several,
    slots,
    stopping,
    striking,
    taking_up,
    tidying,
    undoing,
    welcome,
    whose_phone,
    why_asked,
    withdrawing,
)
from handlers.answering import ANSWERS
from handlers.answers import Meaning
from handlers.commanding import COMMANDS
from handlers.conditions import (
    any_digit,
    asked,
    asks_erasure,
    both,
    digit,
    either,
    has_words,
    is_,
    is_about_danger,
    is_about_progress,
    is_alarm,
    is_for_officer,
    is_no_known_question,
    is_nothing_asked,
    is_silent,
    is_too_many,
    is_with_human,
    means,
    tells_home,
    tells_of_danger,
)
from handlers.context import Asked, Context
from handlers.route import Route, always
from handlers.turn import Turn


def silence(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """Nothing to say."""
    return ""


# Answers where nothing was asked.
NOTHING_ASKED = (Meaning.YES, Meaning.NO, Meaning.SKIP, Meaning.SOLVED)
FIRST: tuple[Route, ...] = (
    # What happens without words
    Route(is_(events.Unsubscribe), welcome.leave),
    Route(is_(events.HumanSession), human.session),
    Route(is_silent, silence),
    # Danger comes before everything that is said
    Route(is_alarm, emergency.answer, repeats=True),
    Route(is_with_human, silence),
    Route(is_too_many, person.too_many),
    Route(asks_erasure, person.my_data, aside=True, repeats=True),
    # Who mourns or is afraid is heard before anything that was being asked
    Route(feelings.is_told, feelings.comfort, aside=True, repeats=True),
    # What goes round in the groups is no matter of his
    Route(manners.is_forwarded, manners.thank_for_warning, aside=True, repeats=True),
    Route(hearsay.is_doubted, hearsay.say, repeats=True),
    # What is said of a result, also hours after it was told, is no word to anything else
    Route(rating.rates_surely, rating.rate_result, aside=True, repeats=True),
    Route(aftercare.is_late, aftercare.take_late, aside=True, repeats=True),
    # 还是办吧 takes what was offered, declined or withdrawn
    Route(taking_up.is_wanted, taking_up.take),
    # Where words are to be put is said by himself, whatever is offered
    Route(putting.is_order, putting.put, aside=True, repeats=True),
    # A yes takes what was offered, whatever else is said with it
    Route(several.is_wanted, several.take),
    Route(several.asks_for_rest, several.go_on),
    Route(agreeing.agrees, agreeing.take),
    Route(agreeing.lets_be, agreeing.leave),
    Route(withdrawing.drops_items, withdrawing.drop_items),
    Route(tidying.is_order, tidying.carry_out, repeats=True),
    Route(striking.is_order, striking.strike),
    Route(dictating.is_meant, dictating.put_down),
    Route(deeds_said.are_several, deeds_said.do_all, repeats=True),
    # What was changed or withdrawn by mistake is had back whatever came in between
    Route(undoing.is_wanted, undoing.put_back, aside=True, repeats=True),
    Route(withdrawing.wants_back, withdrawing.take_wanted_back, aside=True, repeats=True),
    # A case of one's own is spoken of in any state, and never answered by an entry
    Route(moving.is_meant, moving.move, aside=True, repeats=True),
    Route(misplaced.is_said, misplaced.put_right),
    Route(whose_phone.is_said, whose_phone.answer, aside=True, repeats=True),
    Route(desk_asked.is_meant, desk_asked.say, aside=True, repeats=True),
    Route(why_asked.is_meant, why_asked.say, aside=True),
    Route(slots.refuses_photo, slots.need_none, aside=True),
    Route(own_cases.is_meant, own_cases.answer, aside=True, repeats=True),
    Route(aftercare.asks_back, aftercare.ask_back, aside=True, repeats=True),
    Route(no_danger.is_said, no_danger.put_right),
    Route(emergency.is_over, emergency.be_glad),
    # What is called off is never added to what it calls off
    Route(stopping.is_stop, stopping.stop, repeats=True),
    # What belongs to the breath that a case or a photo has begun
    Route(burst.is_joining, burst.join),
    # What an officer asked is asked later than the list that is open
    Route(is_for_officer, aftercare.answer_waiting),
    Route(is_(events.Subscribe), welcome.follow),
    Route(is_(events.Scan), welcome.scan, aside=True),
)
# Then the lines of the open question. What is known to be out is told before what follows,
KNOWN_OUT = Route(outage.is_known, outage.answer, aside=True)
# then comes the command's line, and those of everything else.
LAST: tuple[Route, ...] = (
    Route(rating.rates_result, rating.rate_result, repeats=True),
    Route(withdrawing.is_well, withdrawing.be_glad),
    Route(withdrawing.asks_after, withdrawing.tell_state, aside=True, repeats=True),
    Route(tells_home, home.told, aside=True),
    Route(home.denies, home.move_out, aside=True),
    Route(is_about_progress, aftercare.how_far, aside=True, repeats=True),
    # What is neither a question nor a demand
    Route(both(is_about_danger, manners.is_distress), emergency.add, repeats=True),
    Route(both(is_about_danger, manners.is_thanks), emergency.add, repeats=True),
    Route(both(despair.is_near, manners.is_farewell), despair.listen, repeats=True),
    Route(manners.is_manners, manners.answer, aside=True),
    Route(stopping.is_well, stopping.be_glad),
    Route(means(*NOTHING_ASKED), person.nothing_needed, aside=True),
    Route(person.is_laugh, person.laugh),
    Route(progress.has_number, progress.by_number, aside=True, repeats=True),
    Route(both(digit(0), is_nothing_asked), person.nothing_needed),
    Route(any_digit, person.digit_alone, aside=True),
    # What people usually want who speak so
    Route(meant.is_chat, meant.chat, aside=True),
    Route(meant.wants_person, person.person),
    Route(meant.scolds, meant.calm, aside=True),
    Route(meant.wants_it_plainer, meant.say_plainer, repeats=True),
    Route(meant.is_order_alone, report.register_said),
    Route(meant.asks_of_none, meant.tell_none),
    Route(meant.denies, meant.ask_anew),
    # Words that were asked for, or belong to those before
    Route(emergency.asks_what_next, emergency.what_next, repeats=True),
    Route(
        both(is_about_danger, tells_of_danger, is_no_known_question), emergency.add, repeats=True
    ),
    Route(both(despair.is_near, has_words, is_no_known_question), despair.listen, repeats=True),
    Route(both(asked(Asked.DESCRIBE), has_words, is_no_known_question), report.describe),
    Route(both(asked(Asked.ADD), has_words), aftercare.add),
    Route(late_phone.is_given, late_phone.keep, aside=True, repeats=True),
    Route(late_phone.is_wanted, late_phone.call, aside=True),
    Route(late_place.is_given, late_place.keep),
    Route(belonging.goes_on, offers.go_on),
    Route(has_words, ask.ask, aside=True),
    # Messages without words
    Route(is_(ImageMessage), media.photo),
    Route(is_(VoiceMessage), media.voice),
    Route(is_(LocationMessage), media.location),
    Route(is_(LinkMessage), media.link, aside=True),
    Route(is_(VideoMessage), media.video, aside=True),
    Route(is_(UnknownMessage), media.unknown, aside=True),
    Route(
        either(is_(TextMessage), is_(events.Click, events.ScanCode)), welcome.help_me, aside=True
    ),
    Route(always, silence),
)


def route_of(turn: Turn, context: Context) -> Route:
    """The first line that fits; the last one always does."""
    return next(route for route in _lines(turn, context) if route.fits(turn, context))


def _lines(turn: Turn, context: Context) -> Iterator[Route]:
    yield from FIRST
    if context.question is not None:
        yield from ANSWERS.get(context.question.kind, ())
    yield KNOWN_OUT
    if turn.command is not None:
        yield COMMANDS[turn.command.word]
    yield from LAST
