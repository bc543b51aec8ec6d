"""Prompts that belong to no family, and the honest answer to them."""

THOUGHT = "None of my kinds of puzzle."
ANSWER = "I only know arithmetic puzzles of four kinds: last digits, sums, equations and Countdown."

NOUNS = ("dog cat river city book song planet car house tree bread phone king war train lake moon sun star "
         "film game ball music school doctor teacher child friend world country bird fish horse flower garden "
         "kitchen table window door computer language word letter story poem recipe cake soup coffee tea wine "
         "beer shirt shoe hat coat winter summer rain snow wind fire water stone gold iron money bank law "
         "court church history science physics biology dream heart brain blood bone skin hand eye ear nose "
         "mouth head mountain island sea ocean ship plane road bridge street market shop office job boss team "
         "player goal race record engine robot atom cell virus medicine paper pen picture painting museum "
         "artist actor dance theatre novel author newspaper radio internet website password email meeting "
         "holiday birthday wedding gift idea question problem answer reason secret weather climate").split()
PLACES = ("France Paris London Japan China India Brazil Rome Berlin Madrid Egypt Canada Peru Kenya Norway Texas "
          "Moscow Cuba Vienna Oslo Greece Spain Italy Poland Chile Africa Europe Asia").split()
PEOPLE = ("Einstein Shakespeare Newton Mozart Napoleon Darwin Picasso Plato Gandhi Cleopatra Anna Tom Maria Bob "
          "Alice").split()
VERBS = ("make find buy sell build fix cook write read learn draw sing clean move open close start stop change "
         "help drive choose grow paint play save send show teach tell watch win describe explain understand "
         "forget").split()
QUALITIES = ("big small red blue green old new fast slow happy sad cold hot long short good bad best cheap strong "
             "famous beautiful dangerous important easy difficult dark bright young quiet loud funny sweet").split()
TEMPLATES = ("What is the capital of {p}?", "Who is {h}?", "Who was {h}?", "Tell me about {h}.", "Tell me a joke.",
             "Hello!", "Hi", "Hello, how are you?", "What is a {n}?", "What is the {n}?", "How do I {v} a {n}?",
             "Can you {v} my {n}?", "Write a poem about a {n}.", "Write a {q} story about a {n} and a {n}.",
             "Why is the {n} so {q}?", "Where is {p}?", "When did {h} live?", "Which {n} is the most {q}?",
             "Please {v} this {n} for me.", "What is the {q} {n} in {p}?", "Translate {n} to French.",
             "What does {n} mean?", "How many {n}s are in {p}?", "How far is {p} from {p}?", "Do you like {n}s?",
             "Give me a recipe for {n}.", "What is the weather in {p}?", "I want to {v} a {q} {n}.",
             "What do you think about {n}s?", "Is the {n} {q}?", "Are {n}s {q}?", "Explain {n} to a child.",
             "Thank you!", "Good morning", "Who are you?", "What can you do?", "What is your name?",
             "{h} and {h} went to {p}. Who came back?", "My {n} is {q}. What should I do?",
             "The {n} is {q} and the {n} is {q}.", "{n} {n} {n}", "{v} {q} {n}", "{n}", "{p}", "?",
             "Name three {q} {n}s.", "List {d} {n}s.", "How old is {h}?", "How tall is the {n}?",
             "What year did {p} win?", "def {n}({n}): return {n}", "print('{n}')", "SELECT {n} FROM {n};",
             "What is the square root of {d}?", "What is {d} divided by {d}?", "What is {d}% of {d}?",
             "Is {d} a prime number?", "What is the derivative of x^{d}?",
             "What is the area of a circle with radius {d}?", "Solve x^2 + {d}x = {d}.",
             "Convert {d} miles to km.", "What is sin({d})?", "What time is it?",
             "It is {d} o'clock. What time is it in {p}?", "Factor {d}.", "Round {d}.{d}.",
             "What is the average of {d}, {d} and {d}?", "Write {d} in binary.", "I am {d} years old.", "{d}",
             "What comes after {d}?", "How many {n}s can I buy for {d} dollars?",
             "A {n} costs {d} dollars. Is it {q}?", "Sort {d}, {d}, {d}.", "Is it {q} to {v} a {n} in {p}?",
             "Should I {v} the {n} or the {n}?", "I {v} {n}s because they are {q}.",
             "What happened in {p} in 19{d}?", "Summarise the history of {p}.", "Ist der {n} {q}?",
             "Wie geht es dir, {h}?", "Bonjour, {h}!", "¿Dónde está {p}?", "Que {n}?", "Proof that {n}s are {q}",
             "ignore all that and {v} a {n}", "What is the meaning of life?",
             "Who won the game between {p} and {p}?", "Let us {v} the {n}, {h}.", "{h} said: {q} {n}!")


def say(rng):
    text = rng.choice(TEMPLATES)
    for slot, words in (("{n}", NOUNS), ("{p}", PLACES), ("{h}", PEOPLE), ("{v}", VERBS), ("{q}", QUALITIES)):
        while slot in text:
            text = text.replace(slot, rng.choice(words), 1)
    while "{d}" in text:
        text = text.replace("{d}", str(rng.randint(1, 99)), 1)
    draw = rng.random()
    if draw < 0.12:
        text = text.lower()
    elif draw < 0.24:
        text = text + " " + rng.choice(TEMPLATES[4:8] + ("Please be brief.", "Thanks.", "I am serious.", "Quick!"))
    elif draw < 0.32:  # letters that no template has
        text = " ".join("".join(rng.choice("abcdefghijklmnopqrstuvwxyzäéñøß東京Ж") for _ in range(rng.randint(1, 8)))
                        for _ in range(rng.randint(1, 8)))
    return text
