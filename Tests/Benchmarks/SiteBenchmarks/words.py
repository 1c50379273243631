# SPDX-License-Identifier: Apache-2.0
"""Plain sentences that the benchmark's pages are made of: short words, and no sentence of more than 25 of them."""

NAMES = [
    "Get ready for", "Stay calm with", "Begin again with", "What to do about", "A first look at", "Help with",
    "Five minutes for", "Before you start with", "When you are stuck with", "A second try at",
]

SUBJECTS = [
    "a dark room", "a bright window", "a worn lens", "an old phone", "a slow network", "a shared desk", "a new haircut",
    "strong glasses", "a winter hat", "a long name", "two last names", "a new address", "a lost card", "a bent passport",
    "a small screen", "a laptop camera", "a noisy place", "a late hour", "a first try", "a third try", "a blurred picture",
    "a tilted head", "a plain wall", "a busy wall", "a lamp above you",
]

AUDIENCE = [
    "You are stuck at the selfie step of a sign-up.",
    "You are about to begin, and want to put light and camera in order first.",
    "You have failed twice, and want to know what to look at.",
    "You help somebody at home, who holds the phone in their own hands.",
    "You use an old phone, and do not want to buy a new one for this.",
    "You read slowly, and would like one thing at a time.",
]

STEPS = [
    ("Compare your details", "Look at the name, the birth date and the kind of document that the screen asks for."),
    ("Choose a quiet place", "Face a window or a lamp, and keep the sun out of the picture."),
    ("Clean the lens", "Use a soft, dry cloth. Grease from a pocket makes every light grow a halo."),
    ("Hold the phone still", "Rest your elbows on a table. Hold it at the height of your eyes."),
    ("Clear the view", "Take off a cap and tinted glasses. Put long hair behind your ears."),
    ("Take your place", "Be alone in the picture. Leave some room above your head and at both sides."),
    ("Read the screen twice", "Wait until it has said all that it has to say. Then do that one thing."),
    ("Stop after a failure", "Change one thing. Then wait a little, and try once more."),
    ("Ask a person", "Use the form inside the app. Say what you tried, and in which order."),
]

MESSAGES = [
    ("Move closer", "Your face is small in the picture", "Come nearer by one hand"),
    ("Too dark", "The light comes from behind", "Turn round, so that the window is before you"),
    ("Hold still", "The picture is blurred", "Rest your elbows on a table"),
    ("No face found", "Something hides a part of it", "Take off what hides it"),
    ("Try again later", "Nobody outside knows", "Wait, and read the rules of the exchange"),
    ("Check your name", "The form and the card don't agree", "Copy it letter by letter"),
    ("Remove glasses", "A lamp shows in them", "Turn until it is gone, or take them off"),
    ("Look straight", "Your head is turned", "Look into the lens, not at the screen"),
]

ADVICE = [
    "Take your time, for nothing here gets better when you rush.",
    "Read the whole page first, and then go back to the top.",
    "Put the phone down for a minute, and look at the room.",
    "A lamp at each side is better than one strong lamp above you.",
    "Change one thing at a time, so that you know what helped.",
    "Write down what the screen said, word for word.",
    "Don't hold your breath; a calm face is a clear face.",
    "Keep your papers in reach, and the lid of the laptop open.",
    "Use the camera that the phone opens by itself.",
    "Close the other apps, and charge the phone before you start.",
    "Ask those who share the room to step out of the picture.",
    "Wipe the lens again, even if you think that it is clean.",
    "Stand where you can see both of your ears in the picture.",
    "If the sun moves, move with it, or draw the curtain.",
    "Look at the small picture first: can you see your own eyes?",
    "Leave the beauty filter off, and the colours as they are.",
    "Keep the card flat on a dark table, with all four corners in view.",
    'When it says "hold still", count to five & stay where you are.',
    "Use your own face, your own card and your own account.",
    "If you feel stuck, stop for the day; the page will wait for you.",
]

WHY = [
    "A camera sees less than an eye does, and it needs more light.",
    "Small parts of a face get lost when the picture is dark.",
    "A clear picture is not a promise, but a blurred one seldom helps.",
    "Light from one side hides the other half of a face.",
    "A face that is far away is made of few dots.",
    "The same light and the same lens tend to give the same result.",
    "What one screen calls a failure is often only a shadow.",
    "Most phones do this well when they are held still.",
    "Strong light makes white spots, and white spots have no detail.",
    "Nobody at home can see what the other side has seen.",
    "A wall without pictures makes it easy to find your outline.",
    "Every lamp has a colour, and two lamps may have two.",
    "The name on the card is the one that counts, not the one that friends use.",
    "It's the reader of the picture who decides, and that is not us.",
    "A short film shows more than a single picture can.",
    "An old lens can still be sharp once it has been cleaned.",
]

UNKNOWN = [
    "How many tries you have is **unknown** here, and other sites only guess.",
    "How long an answer takes is **unknown**. Your own account has the last word.",
    "Whether another network helps is **unknown** too; it costs little to try.",
    "Who looks at a picture, and when, is **not told** to anybody outside.",
    "What a rule was last year doesn't matter; *read what it says today*.",
]
