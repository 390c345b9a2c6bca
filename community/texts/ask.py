"""What is said to a question: an answer's ending, choices, and when there is no answer."""

from community.texts.sentence import Sentence

ACTION = Sentence("ask.action", "要我帮您登记这件事，回复 1。")
CHOICES = Sentence("ask.choices", "您想问的是哪一个？回复数字：")
CHOICES_AGAIN = Sentence("ask.choices_again", "请在下面选一个，回复数字就行：")
REGISTER_TOPIC = Sentence("ask.register_topic", "{digit} 登记“{topic}”，交给工作人员")
NONE_OF_THESE = Sentence("ask.none_of_these", "0 都不是")
MISSED = Sentence("ask.missed", "这个我还不会答。要交给工作人员办吗？\n1 登记\n0 不用")
MISSED_TOPIC = Sentence(
    "ask.missed_topic", "听起来是“{topic}”的事。要交给工作人员办吗？\n1 登记\n0 不用"
)
MISSED_AGAIN = Sentence(
    "ask.missed_again", "还是没找到答案，别着急。\n1 登记，工作人员会回您\n0 不用"
)
MISSED_PHONE = Sentence("ask.missed_phone", "也可以打电话 {phone}，办公时间：{hours}")
NOT_NEEDED = Sentence("ask.not_needed", "好的。有别的事随时说。")
UNHELPFUL = Sentence("ask.unhelpful", "记下了，我们会改。要交给工作人员办吗？\n1 登记\n0 不用")
NOTHING_TO_MARK = Sentence("ask.nothing_to_mark", "好的。您直接说是什么事，我来记下。")
REGISTER_INSTEAD = Sentence("ask.register_instead", "不是想问这个，要直接登记，回复 1。")
