/* SPDX-License-Identifier: MIT */
/*
 * practice_cases: answers to scenes, good and bad, and how they are to be judged. Included by test_practice.c as the rows of a
 * table: scene, answer, how it went, words of what was done well, words of what to try ("": nothing).
 */
{"partner/torn-into", "In front of everyone? That sounds humiliating. I'm here.", WELL, "You named what they may feel", ""},
{"partner/torn-into", "You should just quit.", AGAIN, "", "You should"},
{"partner/torn-into", "At least you still have a job.", AGAIN, "", "At least"},
{"partner/torn-into", "That sounds humiliating. But you should talk to HR.", NEARLY, "You named what they may feel", "you should"},
{"partner/torn-into", "ok", AGAIN, "", "one bare word"},
{"partner/phone", "You were talking and I kept scrolling. I'm sorry. It makes sense that you're hurt.", WELL, "“You were talking and I kept scrolling”", ""},
{"partner/phone", "I was only looking for a second, you're overreacting.", AGAIN, "", "overreacting"},
{"partner/phone", "I'm sorry you feel that way.", AGAIN, "", "sorry you feel"},
{"partner/promotion", "Yes!! I'm so proud of you! How did they tell you?", WELL, "You were glad with them", ""},
{"partner/promotion", "nice. what's for dinner?", AGAIN, "", "turn to something else"},
{"partner/promotion", "Great, but won't that mean even longer hours?", AGAIN, "", "takes the shine"},
{"partner/move-abroad", "Part of you wants Lisbon and part of you can't bear to leave her. It makes sense that you're torn.", WELL, "You held both sides", ""},
{"partner/move-abroad", "You should take it, you'd regret it.", AGAIN, "", "You should"},
{"friend/apologises", "thank you for saying that, it means a lot. i was sad about it", WELL, "You took it in", ""},
{"friend/apologises", "well, you always do that", AGAIN, "", "always"},
{"friend/break-up", "oh no. by text?? i'm so sorry. i'm here", WELL, "", ""},
{"friend/break-up", "he wasn't good enough for you anyway, plenty more fish in the sea", AGAIN, "You ", "grieving this one"},
{"friend/break-up", "same thing happened to me last year, let me tell you", AGAIN, "You ", "Begin with them"},
{"colleague/deadline", "It makes sense that you're angry. I forgot the file, and you stayed until ten. I'm sorry.", WELL, "You took your part", ""},
{"child/test", "You're not stupid, you just have to study more.", NEARLY, "", "already carrying"},
{"parent/diagnosis", "That sounds so frightening. I'm with you, Dad.", WELL, "", ""},
{"friend/secret", "I'm sorry, but Ravi already knew.", AGAIN, "", "but"},
