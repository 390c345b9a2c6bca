"""The words by which a case is known again: not how old somebody is and who is away, but what is
wrong; pure."""

import re

from cases.speech import tells_what_is_wrong, without_another

_CLAUSES = re.compile(r"[^\s,，.。!！?？;；:：、~～…]+")
# 我都八十了, 一个人住, 儿子在外地, 求求你们: true, and no name for what is to be done.
_LAMENT = re.compile(
    r"[\d一二三四五六七八九十]{1,3}(?:多)?岁?的?(?:人)?了$|老太|老头|老婆子|老人家|孤寡|一个人(?:住|过|在家|带)|(?:儿子|女儿|儿女|孩子|老伴|老公|老婆|家里?人?|子女)(?:都|又|也|还)*(?:在|去|不在|没在|走)"
    r"|腿脚|身体(?:不|也)|求求|求你|拜托|行行好|您好|你好|命苦|可怜|^我是|实在|没办法|不好意思|^麻烦|请问|同志|领导|想?反映|难受|难过|活不|气死|烦死|怎么活|造孽|老天"
)


def gist(words: str) -> str:
    """The words from the first clause on that says what is wrong, else from the first that is no
    mere lament or greeting; all of them where there is no such clause."""
    found = list(_CLAUSES.finditer(words))
    telling = [one for one in found if not _LAMENT.search(one[0])]
    wrong = (one for one in telling if tells_what_is_wrong(one[0]))
    first = next(wrong, None) or next(iter(telling), None)
    told = words[first.start() :] if first is not None else words
    # 还有我们租的房子长霉了 is called by what it tells.
    return without_another(told)
