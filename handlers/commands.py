"""The words that are always commands, alone or at the start of a sentence."""

import re
from dataclasses import dataclass

from core.language import normalise, simplify

WORDS = (
    "帮助",
    "进度",
    "查询",
    "登记",
    "报修",
    "投诉",
    "求助",
    "建议",
    "催办",
    "补充",
    "撤销",
    "人工",
    "取消",
    "跳过",
    "继续",
    "没帮助",
    "已解决",
    "没解决",
    "我的数据",
    "谁看过我",
    "隐私",
    "撤回同意",
    "绑定",
)
# Other ways to say a command, as the whole sentence.
ALIASES = {
    alias: word
    for word, aliases in {
        "人工": "转人工 人工客服 人工服务 找人工 我要人工 找工作人员 我要找人 找真人 真人 客服",
        "进度": "查一下 查一查 查查 帮我查一下 查进度 看进度 我的工单 查工单 我的单子 工单 "
        "查单 查单子 查下单子 看单 查我的单 查看工单",
        "催办": "催一下 催催 帮我催催 帮我催一下 催单",
        "投诉": "我要投诉 我要举报",
        "报修": "我要报修",
        "登记": "我要登记",
        "求助": "我要求助",
        "建议": "我有建议",
        "撤销": "撤 撤单 撤了 撤了吧 撤掉 撤掉吧 撤单吧 撤销吧",
        "绑定": "绑定住址 搬家了",
        "帮助": "菜单 怎么用 help",
    }.items()
    for alias in aliases.split()
}
BY_LENGTH = sorted(WORDS, key=len, reverse=True)
LONGEST = len(BY_LENGTH[0])
# 报修电话, 人工费, 取消关注: another word that begins with one of them; 登记过了 tells what was.
_LONGER_WORD = re.compile(
    r"过(?=$|[了的吗啊呀没几好多两三次啦,，.。!！?？\s])|电话|热线|号码|单|表|流程|方式|渠道|费|湖|智能|教育|医疗|关注|书|证|处"
)
# Whoever asks for somebody in a short sentence of his own: 我就要跟人说, 你们有没有一个活人.
_WANTS_PERSON = re.compile(
    r"(?:你们|你|请|快|那|就|我)*(?:"
    r"(?:要|想|能不能|可不可以|可以)*(?:跟|和|找|叫|让|换|转|给我找|给我转)(?:一?个)?(?:真|活|大活|工作)?人员?"
    r"(?:来)?(?:说说|谈谈|聊聊|讲讲|说|讲|聊|谈|说话|讲话|处理|接|跟我说)?(?:一下|话)?"
    r"|(?:到底)?(?:有没有|有|没有)一?个(?:真|活|大活)人"
    r"|(?:给我)?(?:打|回)(?:个)?电话(?:给我|过来)|(?:让|叫|请)(?:人|工作人员)给我(?:打|回)(?:个)?电话"
    r"|(?:找)?负责(?:的|此事)?(?:人|同志|的人)(?:贵姓|是谁|呢|来)?"
    r")(?:吗|吧|啊|呀|呢|行不行|行吗|行不|不)?(?:别给我整机器的?|别整机器的?|不要机器的?|不跟机器说)?"
)
PERSON_CHARACTERS = 18
# 气死我了，你能不能找个真人来跟我说: the end of a clause of any words; not 找个真人来看看漏水.
_PERSONS = ("真人", "活人", "人工", "工作人员", "客服")
_REAL_PERSON = re.compile(
    r"(?<![不别没用])(?:"
    r"(?:找|叫|让|换|转|跟|和|派|请|喊|接)(?:一?个|一?位|到)?(?:真|活|大活)人(?:客服)?"
    r"|(?:转|接|找|叫|换|要)(?:到|一?个|成|回)?人工(?:客服|服务|台)?|人工(?:客服|服务|台)?(?:在哪里?|呢|在不在)"
    r"|(?:找|叫|让|换|跟|和|派|请|喊)(?:一?个|一?位|你们的?)?(?:工作人员|客服)(?=来?[跟和同给与]?[我俺]?(?:说|讲|谈|聊|沟通|解释|回))"
    r")(?:来|过来|出来)?(?:[跟和同给与替帮]?(?:我们?|俺))?"
    r"(?:说说|谈谈|聊聊|讲讲|说|讲|聊|谈|沟通|解释|处理|解决|接|回)?(?:一下|下|话|清楚|我)?"
    r"(?:吗|吧|啊|呀|呢|嘛|不|行不行|行吗|行不|可以吗|好不好)*$"
)
_OF_OTHERS = re.compile(r"\d{4}|银行|医保|社保|税务|移动|联通|电信|热线")
_CLAUSES = re.compile(r"[\s,，.。!！?？;；、~～…]+")
# 轮椅坏了登记一下, 劳烦登记：书法班…: whoever says so wants just that; not 不用登记, 怎么登记.
_TELLS = (
    "(?:请|劳烦|麻烦|帮我?|给我?|替我|您|你们?|再|重新|重|另外|单独|分开|新|也|就|快|先"
    "|赶紧|直接|都)"
)
_REGISTERS = re.compile(
    r"(?<![不别没勿未需用无攀])(?<!不要)(?<!不用)(?<!不想)(?<!怎么)(?<!说的是)(?<!讲的是)"
    r"(?:(?:也|仍|还|那就|就)?(?:请|劳烦|烦请|麻烦|帮我?|给我?|替我)(?:你们?|您|再|帮我?|给我?|马上|赶紧|赶快|立刻|立即|现在|快点?|先|尽快)*登[记記](?!结婚|离婚|失业|证|吗|么|不|要|需|在)"
    r"|就登[记記](?=.{1,8}?(?:[这那](?:个|件)|的事)(?:$|[\s,，。]))"
    r"|登[记記](?:一下|上|吧|嘛|呗)(?!吗|么|要|需)"
    # 登嘛登嘛, 电梯单独登一张, 重新给我登一个; not 登上没, 怎么登.
    rf"|{_TELLS}*登(?:一?(?:个|张|件|单|下|哈)|起|上|到|嘛|噻|呗|吧|哈)(?:工?单|起|上|嘛|噻|呗|吧|哈|了吧)*"
    r"(?=$|[\s,，.。!！:：;；~～、]|登|我|电|那|这)|(?:另外|单独|分开|重新)登(?=$|[\s,，.。!！:：;；])"
    # 路灯灭了，帮报一下: as good as 登记; not 帮我报个名.
    r"|(?:帮忙|帮|给|替|麻烦|请)(?:你们?|您|我们?|俺|帮|给|忙)*(?:上?报(?:一下|上去|个修|给(?=物业|社区|你们|上面))|反[映应](?:一下|上去|反映)))"
)
# 狗屎 登记, 八百遍了 登记！6号楼: it stands by itself between the words; not 结婚 登记.
_STANDS_ALONE = re.compile(
    r"(?<=[\s,，.。!！;；、])"
    r"(?<!婚\s)(?<!户口\s)(?<!业\s)(?<!房\s)(?<!租\s)(?<!住\s)(?<!宿\s)(?<!产\s)(?<!权\s)(?<!证\s)"
    r"登[记記](?=$|[,，.。!！;；、]|\s.*登[记記](?:$|[\s,，.。!！;；、]))"
)
_ASKS_OR_DENIES = re.compile(
    r"(?:怎么|怎样|咋|哪里?|哪儿|何时|要不要|用不用|能不能|可以|需要|不|别|没|未|已经?|去|来|要|想)\s*$"
)
_DENIED_BEFORE = re.compile(
    "(?:没有?|未|别|甭|莫|谁[让叫]?|怎么|咋个?|不用|不要)(?:给我|帮我|你们?)*$"
)
# What is left of an order to register when it is cut out: 押金你 … 吧.
_LEFT_BEFORE = re.compile(
    r"(?:^(?:好[的嘛吧]?|中|行|嗯+|成|可以|要得|能不能|能否|可不可以)?[\s,，]*)?(?:那|你们?|您)*(?:先|就|也|再|快)*$"
)
_LEFT_BEHIND = re.compile(r"^(?:巴$|[吧啊呀嘛呗哦咯喽哈]|一下|好吗|行吗|可以吗)+")
# 我要登记垃圾桶, 咁我想登記長護險: what is wanted follows the word.
_WANTS_REGISTERED = re.compile(
    r"(?:^|[？?。！!，,;；\s])(?:那么?|咁|好[的吧]?|嗯|就|还|现在|[，,\s])*(?:我们?|俺|本人)?(?:就|还|也|现在)?(?:要求|请求|申请|希望|要|想|需要)(?:来)?登[记記](?!一下|上|吧)"
)
# 漏水那个 登记嘛: what is wanted comes first.
_NAMED_FIRST = re.compile(
    r"(?P<what>[^\s,，。!！?？]{1,12}?)(?:的那|那|这|嗰)(?:个|件|桩|件事|个事)[\s,，]*"
    r"(?:你们?|您|请|帮我|给我|就|也|快)*登[记記](?:起|到)?(?:嘛|吧|噻|呗|哈|啊|了吧)*[。!！]*"
)
# 登嘛登嘛，搞快点 orders once, and tells nothing.
_SAID_AGAIN = re.compile(
    r"^(?:登(?:记|嘛|起|噻|吧|哈|上)+[\s,，。!！]*)+|(?:^|(?<=[\s,，。]))(?:搞|弄|麻利)?(?:快点?|点|赶紧)(?:的|嘛|哈|噻|吧)*$"
)
SEPARATORS = " \t\r\n,，.。:：;；!！、-—~～"


@dataclass(frozen=True)
class Command:
    """A command word and what follows it, '' when it stands alone; `apart`: after a space or a
    sign, so that nothing else can be meant."""

    word: str
    rest: str
    apart: bool = True


def read_command(text: str) -> Command | None:
    """The command a text is or begins with, the longest word that fits."""
    words = text.strip(SEPARATORS)
    begins = simplify(words[:LONGEST])
    for word in BY_LENGTH:
        if begins.startswith(word):
            rest = words[len(word) :]
            apart = not rest or rest[0] in SEPARATORS or rest[0].isdigit()
            if not apart and _LONGER_WORD.match(rest):
                return None
            rest = rest.strip(SEPARATORS)
            return Command(word, _SAID_AGAIN.sub("", rest) if word == "登记" else rest, apart)
    plain = normalise(words[:20])
    plain = ALIASES.get(plain, plain)
    if plain in WORDS:
        return Command(plain, "")
    named = _NAMED_FIRST.fullmatch(words)
    if named is not None:
        return Command("登记", named["what"])
    demand = _REGISTERS.search(simplify(words)) or _alone_in(words)
    if demand is not None:
        before, after = words[: demand.start()], words[demand.end() :]
        if _DENIED_BEFORE.search(before):
            return Command("人工", "") if _wants_person(words) else None
        parts = (_LEFT_BEFORE.sub("", before), _LEFT_BEHIND.sub("", after))
        rest = " ".join(part for one in parts if (part := one.strip(SEPARATORS)))
        rest = _SAID_AGAIN.sub("", rest).strip(SEPARATORS)
        rest = _STANDS_ALONE.sub("，", rest)
        return Command("登记", rest) if rest else Command("登记", "")
    wanted = _WANTS_REGISTERED.search(words)
    if wanted is not None and words[wanted.end() :].strip(SEPARATORS):
        return Command("登记", words[wanted.end() :].strip(SEPARATORS), apart=False)
    return Command("人工", "") if _wants_person(words) else None


def _alone_in(words: str) -> re.Match[str] | None:
    """Where the word stands by itself and is an order."""
    found = _STANDS_ALONE.search(words)
    return found if found and not _ASKS_OR_DENIES.search(words[: found.start()]) else None


def _wants_person(words: str) -> bool:
    if len(words) <= PERSON_CHARACTERS and _WANTS_PERSON.fullmatch(normalise(words)):
        return True
    if not any(person in words for person in _PERSONS):
        return False
    clauses = [one for one in _CLAUSES.split(simplify(words)) if not _OF_OTHERS.search(one)]
    return any(map(_REAL_PERSON.search, clauses))
