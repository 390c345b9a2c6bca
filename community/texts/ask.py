"""What is said to a question: an answer's ending, choices, and when there is no answer."""

from community.texts.sentence import Sentence

ACTION = Sentence("ask.action", "要我帮您登记这件事，回复 1。")
CHOICES = Sentence("ask.choices", "您想问的是哪一个？回复数字：")
ONE_CHOICE = Sentence("ask.one_choice", "您是想问“{question}”吗？")
UNSURE_CHOICE = Sentence("ask.unsure_choice", "没太听明白。您问的是“{question}”吗？")
ONE_YES = Sentence("ask.one_yes", "是的")
NOT_THAT_ONE = Sentence("ask.not_that_one", "0 不是")
TAKEN_FOR = Sentence("ask.taken_for", "您问的是“{question}”吧？")
OR_ANOTHER = Sentence("ask.or_another", "不是这个，回复 0。")
REGISTER_OR_ANOTHER = Sentence("ask.register_or_another", "要登记，回复 2。不是这个，回复 0。")
CHOICES_AGAIN = Sentence("ask.choices_again", "请在下面选一个，回复数字就行：")
NO_SUCH_DIGIT = Sentence("ask.no_such_digit", "没有 {digit}，请选 {first} 或 {last}：")
REGISTER_TOPIC = Sentence("ask.register_topic", "{digit} 登记“{topic}”，交给工作人员")
REGISTER_THIS = Sentence("ask.register_this", "{digit} 登记这件事，交给工作人员")
NONE_OF_THESE = Sentence("ask.none_of_these", "0 都不是")
MISSED = Sentence("ask.missed", "这个我还不会答。要交给工作人员办吗？\n1 登记\n0 不用")
MISSED_TOPIC = Sentence(
    "ask.missed_topic", "听起来是“{topic}”的事。要交给工作人员办吗？\n1 登记\n0 不用"
)
MISSED_ABOUT = Sentence(
    "ask.missed_about",
    "“{topic}”的这个问题我还不会答。\n要请工作人员回您吗？\n1 登记\n0 不用",
)
MISSED_AGAIN = Sentence(
    "ask.missed_again", "这个我也没有现成的答案。\n1 登记，工作人员会回您\n0 不用"
)
MISSED_PHONE = Sentence("ask.missed_phone", "也可以打电话 {phone}，办公时间：{hours}")
NOT_NEEDED_AGAIN = Sentence("ask.not_needed_again", "好的，那先这样。")
NOT_NEEDED = Sentence("ask.not_needed", "好的。有别的事随时说。")
NONE_FITS = Sentence(
    "ask.none_fits", "好的，都不是。换个说法再说一句就行。\n1 登记，交给工作人员\n0 不用"
)
NOT_THIS = Sentence(
    "ask.not_this",
    "好的，不是这个。换个说法再说一句就行。\n1 登记，交给工作人员\n0 不用",
)
KNOWN_SO_FAR = Sentence("ask.known_so_far", "对不住，“{question}”我只知道刚才那些。")
DEPENDS_WHICH = Sentence("ask.depends_which", "{aspects}，要看您问的是哪一个。回复数字：")
IF_THAT = Sentence("ask.if_that", "您问的要是“{question}”：")
MISSED_ASPECTS = Sentence("ask.missed_aspects", "“{words}”：{aspects}，我不知道。")
NOT_SAID = Sentence("ask.not_said", "{aspects}，我手头的材料里没有写。")
NOT_SAID_THIS = Sentence("ask.not_said_this", "这一点，我手头的材料里没有写。")
CALL_AGAIN = Sentence("ask.call_again", "没人接的话，办公时间再打：{hours}。")
ONLY_THIS = Sentence("ask.only_this", "我手头的材料里只写了：")
NOT_SAID_WHERE = Sentence("ask.not_said_where", "打 {phone} 问最准，办公时间：{hours}。")
HAVE_IT_ANSWERED = Sentence("ask.have_it_answered", "要请工作人员回您，回复 1。")
UNHELPFUL = Sentence("ask.unhelpful", "记下了，我们会改。要交给工作人员办吗？\n1 登记\n0 不用")
NOTHING_TO_MARK = Sentence("ask.nothing_to_mark", "好的。您直接说是什么事，我来记下。")
WHOSE = Sentence("ask.whose", "“{topic}”由{office}负责。")
REGISTER_INSTEAD = Sentence("ask.register_instead", "不是想问这个，要直接登记，回复 1。")
REPORT_TOPIC = Sentence("ask.report_topic", "听起来是“{topic}”的事。")
REPORT_PLACE = Sentence("ask.report_place", "地点：{place}")
REPORT_OFFER = Sentence("ask.report_offer", "要我交给工作人员办吗？\n1 登记")
READ_INSTEAD = Sentence("ask.read_instead", "2 先看“{question}”")
NO_THANKS = Sentence("ask.no_thanks", "0 不用")
NOTED = Sentence("ask.noted", "好，这句也加上。")
NOTED_MISSED = Sentence("ask.noted_missed", "这一点我答不上，一起请人回您。")
ASK_REGISTER = Sentence("ask.ask_register", "要我交给工作人员办吗？")
REGISTER_IT = Sentence("ask.register_it", "1 登记\n0 不用")
SAID_TOO = Sentence("ask.said_too", "您还说了“{words}”。")
LATER = Sentence("ask.later", "{words}也记着，这件说完就说。")
LATER_SEVERAL = Sentence(
    "ask.later_several",
    "您说了{count}件事，上面是第一件。\n{words}\n都记着，这件说完就说。要全登记，说 全部登记。",
)
SAID_BEFORE = Sentence("ask.said_before", "您刚才说的“{words}”，要登记吗？")
ALL_WELL = Sentence("ask.all_well", "那就好。有别的事随时说。")
NOT_THAT = Sentence("ask.not_that", "对不住，弄错了，不说{words}。\n您要问的事，再说一句就行。")
NOT_CLEAR = Sentence("ask.not_clear", "还没听明白是什么事，再说一句也行。\n1 就这样登记\n0 不用")
ADD_INSTEAD = Sentence("ask.add_instead", "2 补充到“{topic}”（{day}）那件")
ADD_TO = Sentence(
    "ask.add_to", "您报过“{topic}”（{day}），还在办。\n1 补充到这件\n2 另外登记\n0 不用"
)
LIST_OVER = Sentence("ask.list_over", "刚才问您的是这个，请再选一次：")
PICK_HELP = Sentence(
    "ask.pick_help",
    "选不到也没关系。用一句话说说是什么事，\n或者发 登记 我来记，发 人工 找工作人员。",
)
PICK_HELP_AGAIN = Sentence(
    "ask.pick_help_again", "这个数字我对不上。您说一句话，或者发 人工 找工作人员。"
)
SAME_AGAIN = Sentence("ask.same_again", "没说到点上的话，发 人工 找工作人员。")
ANSWERED_BACK = Sentence("ask.answered_back", "您问过“{question}”，现在有答案了：")
ASK_AGAIN = Sentence("ask.ask_again", "您问过“{question}”，现在有答案了。请您再问一次。")
