"""A volume of N papers as plain data, the same for the same N: what the writers of formats.py turn into input."""
import random

import lexicon
import prose

SEED = 1984
PER_SESSION = 6
WORDS = (2600, 3000)  # of running text in a paper: with its tables and heads 8 to 10 pages of A4
NOTES = 260           # a footnote in so many words
REFERENCES = 380
ADDRESSED = ["Member States", "The regional secretariat", "Operators of networks", "National response teams"]


class Paper:
    """Blocks are ("heading", level, text, id), ("para", inlines), ("quote", inlines), ("list", ordered, [inlines]) and
    ("table", id, caption, heads, rows); inlines are lists of strings, ("note", text), ("ref", id), ("em", text) and
    ("term", text)."""

    def __init__(self, number):
        self.number, self.id = number, f"paper-{number:04}"
        self.blocks, self.headings, self.tables = [], [], []


class Volume:
    def __init__(self, count):
        self.pick = random.Random(SEED)
        self.sentences, self.deck = prose.sentences(), []
        self.title = "Networks, Institutions and the Public"
        self.people = self.make_people(count)
        self.common = self.make_terms(30)
        self.papers, self.terms = [], list(self.common)
        for number in range(1, count + 1):
            self.papers.append(self.make_paper(number))
        self.sessions = [self.papers[i:i + PER_SESSION] for i in range(0, count, PER_SESSION)]

    # Words

    def sentence(self):
        if self.pick.random() < 0.4:
            frame = self.pick.choice(lexicon.SENTENCES)
            for mark, words in (("{a}", lexicon.ADJECTIVES), ("{ns}", lexicon.NOUNS), ("{n}", lexicon.NOUNS),
                                ("{v}", lexicon.VERBS)):
                while mark in frame:
                    word = self.pick.choice(words)
                    frame = frame.replace(mark, plural(word) if mark == "{ns}" else word, 1)
            return with_articles(frame)
        if not self.deck:
            self.deck = self.sentences[:]
            self.pick.shuffle(self.deck)
        return self.deck.pop()

    def title_words(self):
        a, b, c = self.pick.choice(lexicon.ADJECTIVES), self.pick.choice(lexicon.NOUNS), self.pick.choice(lexicon.NOUNS)
        text = with_articles(self.pick.choice(lexicon.TITLES).format(a=a, b=b, c=c, bs=plural(b), cs=plural(c)))
        return text[0].upper() + text[1:]

    def make_people(self, count):
        made = {}
        while len(made) < 3 + count * 8 // 5:
            given, family = self.pick.choice(lexicon.GIVEN), self.pick.choice(lexicon.FAMILY)
            if self.pick.random() < 0.3:
                given += f" {self.pick.choice(lexicon.GIVEN)[0]}."
            subject = plural(self.pick.choice(lexicon.NOUNS)).capitalize()
            made.setdefault((given, family), {
                "id": f"p{len(made):04}", "given": given, "family": family,
                "affiliation": self.pick.choice(lexicon.BODIES).format(subject),
                "country": self.pick.choice(lexicon.COUNTRIES)})
        return list(made.values())

    def make_terms(self, count):
        """Pairs of words that stand in the subject index; found wherever they stand."""
        return [f"{self.pick.choice(lexicon.ADJECTIVES)} {self.pick.choice(lexicon.NOUNS)}" for _ in range(count)]

    # Papers

    def make_paper(self, number):
        paper = Paper(number)
        paper.title = self.title_words()
        paper.authors = [p["id"] for p in self.pick.sample(self.people, self.pick.choice([1, 2, 2, 3]))]
        own = self.make_terms(10)
        self.terms += own
        paper.terms = own + self.pick.sample(self.common, 3)
        paper.keywords = own[:4]
        paper.abstract = " ".join(self.sentence() for _ in range(5))
        paper.advice = [self.sentence() for _ in range(2)]
        self.fill(paper, self.pick.randint(*WORDS))
        return paper

    def fill(self, paper, words):
        sections, done = 0, 0
        while done < words:
            sections += 1
            self.add_heading(paper, 2, f"s{sections}")
            for part in range(self.pick.randint(1, 2)):
                if part:
                    self.add_heading(paper, 3, f"s{sections}-{part}")
                done += self.add_part(paper)
        for _ in range(2):
            self.add_table(paper)

    def add_heading(self, paper, level, suffix):
        name = f"{paper.id}-{suffix}"
        paper.headings.append(name)
        paper.blocks.append(("heading", level, self.title_words(), name))

    def add_part(self, paper):
        done = 0
        for _ in range(self.pick.randint(2, 4)):
            inlines, count = self.inlines(paper, self.pick.randint(3, 7))
            paper.blocks.append(("para", inlines))
            done += count
        chance = self.pick.random()
        if chance < 0.3:
            items = [self.inlines(paper, 1) for _ in range(self.pick.randint(3, 6))]
            paper.blocks.append(("list", chance < 0.1, [inlines for inlines, _ in items]))
            done += sum(count for _, count in items)
        elif chance < 0.4:
            inlines, count = self.inlines(paper, 2)
            paper.blocks.append(("quote", inlines))
            done += count
        return done

    def inlines(self, paper, sentences):
        parts, total = [], 0
        for _ in range(sentences):
            text = self.sentence()
            count = len(text.split())
            total += count
            if self.pick.random() < count / 60:
                term = self.pick.choice(paper.terms)
                parts += ["Nothing here changes the ", ("term", term), ". "]
            if self.pick.random() < count / 150:
                first, _, rest = text.partition(" ")
                parts += [("em", first), " " + rest]
            else:
                parts.append(text)
            if self.pick.random() < count / NOTES:
                parts.append(("note", self.sentence()))
            if self.pick.random() < count / REFERENCES:
                parts += [" See ", ("ref", self.target(paper)), "."]
            parts.append(" ")
        return parts[:-1], total

    def target(self, paper):
        """A section above in this paper, or a paper before it: what stands in every format without a second look."""
        if paper.number > 1 and self.pick.random() < 0.4:
            return self.papers[self.pick.randrange(paper.number - 1)].id
        return self.pick.choice(paper.headings)

    def add_table(self, paper):
        name = f"{paper.id}-t{len(paper.tables) + 1}"
        paper.tables.append(name)
        heads = [self.pick.choice(lexicon.NOUNS).capitalize(), "Finding"] + \
            [str(self.pick.randint(1998, 2002)), str(self.pick.randint(2003, 2008))]
        rows = [[self.title_words(), " ".join(self.sentence().split()[:9]).rstrip(",;:.") + ".",
                 f"{self.pick.randint(1, 99999):,}".replace(",", "\u202f"), f"{self.pick.randint(10, 999) / 10:.1f}"]
                for _ in range(self.pick.randint(4, 9))]
        at = self.pick.choice([i for i, block in enumerate(paper.blocks) if block[0] == "para"])
        paper.blocks.insert(at + 1, ("table", name, self.title_words(), heads, rows))


def plural(noun):
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def with_articles(text):
    """a able order -> an able order"""
    words = text.split(" ")
    for i, word in enumerate(words[:-1]):
        vowel = words[i + 1][0] in "aeiou" and not words[i + 1].startswith(("uni", "use", "uti", "eu"))
        if vowel and word in ("a", "A"):
            words[i] += "n"
    return " ".join(words)
