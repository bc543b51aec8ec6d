"""What people put around a problem: greetings, thanks, no capitals, no final mark."""

LEADS = ("Hi! ", "Hello, ", "Hey ", "OK, ", "So, ", "Now ", "Next: ", "A question: ", "I wonder: ", "My homework: ",
         "Exercise: ", "Help me: ", "I need help: ", "Could you do this? ", "Do you know this? ", "One more: ",
         "For school: ", "Let us see: ", "Number {n}: ", "{n}. ", "My friend asks: ", "Question {n}: ")
TAILS = (" Thanks!", " Please.", " Thank you.", " Be quick.", " Think well.", " Show me.", " I need it now.")


def dressed(rng, text):
    """`text` as it is, or with something before or after it, or typed carelessly."""
    draw = rng.random()
    if draw < 0.35:
        lead = rng.choice(LEADS).format(n=rng.randint(1, 9))
        text = lead + (text[0].lower() + text[1:] if rng.random() < 0.5 else text)
    elif draw < 0.45:
        text += rng.choice(TAILS)
    if rng.random() < 0.15:
        text = text.lower()
    if rng.random() < 0.12:
        text = text.rstrip(".?")
    return text
