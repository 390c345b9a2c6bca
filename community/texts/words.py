"""What the words mean that residents read of their cases, and who reads theirs."""

from community.texts.sentence import Sentence

READ_BY = Sentence(
    "words.read_by", "您发来的话加密存着，只有办事的人能看。\n回复 隐私 可以看详情。"
)
AGAIN = Sentence("words.again", "重新办理，就是上回没办好，退回去接着办，工单号不变。")
ACCEPTED = Sentence("words.accepted", "受理，就是办事的人已经接下您这件事了。")
REFUSED = Sentence("words.refused", "不予受理，就是这件事不归这里办，原因写在工单里。")
RESOLVED = Sentence("words.resolved", "办结，就是办的人说办好了。您觉得没好，说 没解决。")
WAITING = Sentence("words.waiting", "等待受理，就是登记好了，还等办事的人接下。")
URGED = Sentence("words.urged", "催办，就是替您去催办事的人快一点。")
WITHDRAWN = Sentence("words.withdrawn", "撤销，就是这件事不办了。撤错了可以再登记。")
ADDED = Sentence("words.added", "补充，就是把您后来说的话也写进工单。")
REGISTERED = Sentence("words.registered", "登记，就是把事情写下来，交给工作人员去办。")
CASE = Sentence("words.case", "工单，就是您这件事的单子，凭单号能查办到哪了。")
NUMBER = Sentence("words.number", "这串数字是工单号，不是电话。不用记，问我就行。")
OWN_WORDS = (
    *(("重新办", AGAIN), ("重办", AGAIN), ("不予受理", REFUSED), ("等待受理", WAITING)),
    *(("受理", ACCEPTED), ("办结", RESOLVED), ("催", URGED), ("撤", WITHDRAWN)),
    *(("补充", ADDED), ("登记", REGISTERED), ("号码", NUMBER), ("编号", NUMBER)),
    *(("单号", NUMBER), ("工单", CASE)),
)
"""What each is called in what he asks, the longer first."""
