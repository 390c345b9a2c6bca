"""Small word lists: what says the same, what says little, and what a question asks for."""

import re
from collections.abc import Set
from itertools import permutations

from core.numerals import in_digits

SAME = {
    "怎么": "怎么样 怎样 如何 咋样 咋 咋个 咋整 怎么弄 怎么搞 怎么做 怎么办理 如何办理 怎么办 咋办",
    "哪里": "哪儿 在哪 在哪里 在哪儿 什么地方 啥地方 何处 哪个地方 去哪 去哪里 去哪儿 到哪里 到哪",
    "什么": "啥 甚么 哪些 何种 什么样的 什么样 啥样",
    "多少": "几多 多少钱 多少费用 几块钱 几钱 啥价",
    "为什么": "为啥 为何 咋回事 怎么回事 什么原因 为什么会",
    "什么时候": "啥时候 何时 几时 几点 什么时间 啥时间 多会儿 哪天 什么时侯",
    "多久": "多长时间 多少天 多少时间 多长 多少个工作日",
    "可以吗": "能不能 可不可以 可否 能否 行不行 行吗 能吗 可以不 可以么 能行吗",
    "是不是": "是否 是吗 算不算 有没有 有无",
    "谁": "哪个部门 什么部门 哪个单位 啥部门 什么人 哪位 找谁",
    "可以": "能够 能",
    "需要": "须要 必须 要不要 需不需要 需 须 应该 应当 应",
    "没有": "没",
    "和": "与 及 以及 跟 或 或者 还是",
}
"""One way to say it, and the ways that are written as that one before texts are compared."""

POLITE = """
    你好 您好 请问一下 请问 问一下 问下 想问 我想问 我想问一下 想咨询 咨询一下 麻烦 请教
    谢谢 谢谢了 谢了 多谢 在吗 告诉我 帮我 帮忙 说一下 想知道 我想知道 一下 同志 师傅
"""
OPENING = """
    那个 这个 嗯 呃 哎 诶 欸 唉 喂 哈喽 hello 就是 我说 对了 话说 那什么 老师 同志 师傅 大姐 大哥
    亲 各位 大家好 工作人员 打听一下 打听下 打听 问问 求问 求助 急 咨询下 咨询
    跟你说 我跟你说 说真的 其实
"""
CLOSING = """
    急 急急急 在线等 谢谢 谢谢啦 谢啦 拜托 拜托了 求解 求解答 求助 求告知 各位 麻烦了 麻烦您了
    辛苦了 感谢 呗 呐 来着 好吗 行吗 知道吗 有知道的吗 大家知道吗 有人知道吗 多谢
"""
"""What is said before and after a question."""

IMPATIENT = """
    我就问 我就问一句 我就想问 我只问 我只想问 我只想知道 我就想知道 我再问一遍 我再问一次 再问一遍
    再说一遍 再说一次 直接告诉我 直接说 你就告诉我 你就说 你只管说 回答我 别绕弯子 别绕圈子 别绕了
    别废话 少废话 说人话 说重点 讲重点 别糊弄我 别敷衍我 别打官腔 听得懂吗 听懂了吗 听得懂不 听我说
"""
NO_PERSON = (
    "(?:不要|不想|不用|不需要|别|莫)[再老总又就]?(?:[给帮替让叫]我)?"
    "[再又]?[转接找](?:到|接)?(?:人工|真人)(?:客服)?[了啦吧嘛]?"
)
"""What people say around it who have asked before, a wish not to be passed on among it."""

PARTICLES = "吗 呢 吧 啊 呀 嘛 哦 哈 啦 呐 哩 咧 哎 唉 的 了"

LIGHT = frozenset(
    "我你您他她它们这那有是在就都也要会到来去给让把被从对为以上下里个些想说得地"
    "还又再很太更最已将而但如果因所时今昨明天现前后人家一二三两几次样种自己"
)
"""Characters that say little about the subject, however rare they are among the phrasings."""

IDLE = LIGHT.union("好真多少什么怎哪谁没不可能该应每各着过咋啥搞弄做看找问请跟吗呢吧啊呀嘛")
"""Characters that name no subject, however many of them there are."""

ASKS = {
    "how": "怎么",
    "where": "哪里 地址 地点 位置",
    "why": "为什么 原因",
    "when": "什么时候 时间 几点 上班 开门 营业",
    "long": "多久 期限 时限 时效 有效期 多少年",
    "much": "多少 费用 收费 价格 价钱 钱 标准 免费",
    "who": "谁",
    "papers": "材料 资料 证件 手续 带什么 准备什么 提供什么 提交什么",
    "terms": "条件 资格 要求 符合 满足 什么人可以",
    "steps": "流程 步骤 程序 怎么走",
    "phone": "电话 热线 号码 联系方式 怎么联系",
    "whether": "可以吗 是不是 合法 有效",
    "what": "是什么 含义 意思 定义 概念 区别",
    "buy": "哪里买 哪买 买哪 卖吗 有卖 便宜 哪款 哪个牌子 什么牌子 品牌 推荐 批发 网购 划算",
    "origin": "发明 来历 由来 起源 原理 传说 神话 谁写 首都 属什么",
    "career": "招聘 招人 怎么考 考证 报考 考什么 工资多少 当上",
    "leisure": "好听 好玩 好吃 好喝 歌 电影 电视剧 综艺 运势 星座 菜谱 做法 减肥 壁纸 表情包 笑话",
}
"""What a question wants to know, by words in its unified writing."""

ELSEWHERE = ("buy", "origin", "career", "leisure")
"""Wants that hardly any phrasing means unless it says so."""

NOT = ("不", "没有", "未", "拒绝", "取消", "禁止", "停止", "无效", "失败")
"""Words that turn a question into its opposite."""


_OPPOSITES = """
    有无 内外 前后 上下 大小 多少 长短 高低 早晚 新旧 新老 男女 父子 母女 买卖 借贷 租买 收付 收送
    收寄 供用 供需 给受 出受 委受 交退 交领 进出 入出 迁出 开关 开停 增减 真假 同异 合违 成未 结离
    生死 原被 主次 主从 直间 动静 公私 公民 国私 行民 行刑 民刑 城乡 城农 左右 始终
"""
OPPOSITES: dict[str, str] = {}
"""For a character those that turn its word into another of the same field: 供电人, 用电人."""

for _two in _OPPOSITES.split():
    for _one, _other in permutations(_two):
        OPPOSITES[_one] = OPPOSITES.get(_one, "") + _other


def _alternatives(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


_KEEP = ["能力", "功能", "性能", "可能", "智能", "需求", "应用", "反应", "没收", "目的", "了解"]
_ONE_OF_SAME = {word: one for one, many in SAME.items() for word in (one, *many.split())}
_SAME_PATTERN = re.compile(_alternatives([*_ONE_OF_SAME, *_KEEP]))
_POLITE_PATTERN = re.compile(f"{_alternatives([*POLITE.split(), *IMPATIENT.split()])}|{NO_PERSON}")
_AROUND_PATTERN = re.compile(
    rf"^(?:{_alternatives(OPENING.split())})+|(?:{_alternatives(CLOSING.split())})+$"
)
_PARTICLE_PATTERN = re.compile(rf"(?<![什怎那这要多])么|{_alternatives(PARTICLES.split())}")
_ASKS_PATTERNS = [re.compile(_alternatives(words.split())) for words in ASKS.values()]
_NUMBERS = re.compile(r"[0-9]+(?!个(?!月|工))")


_SAYS_LITTLE = 1 << list(ASKS).index("how")
_ELSEWHERE = sum(1 << bit for bit, key in enumerate(ASKS) if key in ELSEWHERE)


def unify(normal: str) -> str:
    """The normalised text with politeness and particles dropped and one word for each meaning.

    A text of nothing else comes back as it is.
    """
    plain = in_digits(_POLITE_PATTERN.sub("", _AROUND_PATTERN.sub("", normal)))
    same = _SAME_PATTERN.sub(lambda found: _ONE_OF_SAME.get(found[0], found[0]), plain)
    return _PARTICLE_PATTERN.sub("", same) or normal


def asked(unified: str) -> int:
    """What the question wants to know, one bit for each line of `ASKS`."""
    return sum(1 << bit for bit, found in enumerate(_ASKS_PATTERNS) if found.search(unified))


def asks_otherwise(one: int, other: int) -> bool:
    """Whether two `asked` want different things; 怎么 goes with most of them."""
    return not one & other and bool(one & ~_SAYS_LITTLE and other & ~_SAYS_LITTLE)


def asks_elsewhere(one: int, other: int) -> bool:
    """Whether the first of two `asked` wants what an office does not do and the second does not."""
    return bool(one & ~other & _ELSEWHERE)


def are_opposed(one: Set[str], other: Set[str]) -> bool:
    """Whether some character of the one has an opposite in the other."""
    return any(not other.isdisjoint(OPPOSITES[own]) for own in one if own in OPPOSITES)


def negations(unified: str) -> int:
    """How many words of denial the text holds."""
    return sum(unified.count(word) for word in NOT)


def numbers(unified: str) -> frozenset[str]:
    """The numbers that the text names, but for 一个, which hardly counts."""
    return frozenset(_NUMBERS.findall(unified))
