"""What is said of things that came in one breath."""

from community.texts.sentence import Sentence

MORE = Sentence("burst.more", "您又发来 {what}，都收到了。")
WORDS = Sentence("burst.words", "{count} 句话")
PHOTOS = Sentence("burst.photos", "{count} 张照片")
