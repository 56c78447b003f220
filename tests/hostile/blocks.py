"""Hostile lists, definitions, kept lines, divisions and blocks: deep, long, empty, unclosed."""
from bench import case, png, volume, words, write


def blocks(folder, *items, head="", document=""):
    """A body that is a list of blocks."""
    volume(folder, None, head)
    write(folder, "paper.yaml", "title: Paper\n" + document + "body:\n" + "".join(f"  - {item}\n" for item in items))


@case
def deep_letters(folder):
    volume(folder, "\n".join("    " * depth + ("(a)", "(i)", "(1)", "a)")[depth % 4] + f" tok{depth}"
                             for depth in range(60)))


@case
def deep_letters_in_a_line(folder):
    volume(folder, "(a) " * 40 + "tok1\n\n" + "(a) " * 5000 + "tok2")


@case
def letters_without_end(folder):
    volume(folder, "\n".join(f"(a) tok{number}" for number in range(20000)))


@case
def roman_without_end(folder):
    volume(folder, "\n\n".join(["(i) tok1", "(ii) tok2", "(mmmcmxcix) tok3", "(iiii) tok4", "(ix) tok5 " * 3000]))


@case
def empty_items(folder):
    volume(folder, "(a)\n(b) \n\n- [ ]\n- [x] \n- [ ] [ ] tok1\n\ntok2\n: \n\n:  \n\n|\n| \n|\n\n> -- \n\n"
                   "> tok3\n> -- \n\n::: note\n:::\n\n::: epigraph\n-- tok4\n:::\n")


@case
def tasks_without_end(folder):
    volume(folder, "\n".join(f"- [{'x' if number % 2 else ' '}] tok{number}" for number in range(8000)))


@case
def definitions_without_end(folder):
    volume(folder, "\n\n".join(f"tok{number}a\n: tok{number}b" for number in range(6000)))


@case
def deep_definitions(folder):
    volume(folder, "\n\n".join("    " * depth + f"tok{depth}\n\n" + "    " * depth + f":   tok{depth}d"
                               for depth in range(40)))


@case
def one_term_of_thousands(folder):
    volume(folder, "tok1\n" + "\n".join(f": tok{number}" for number in range(2, 6000)))


@case
def lines_without_end(folder):
    volume(folder, "\n".join(f"| {' ' * (number % 90)}tok{number}" for number in range(8000)))


@case
def turned_line(folder):
    volume(folder, "| tok0\n" + "\n".join(f"  tok{number}" for number in range(1, 3000)))


@case
def poem_of_blanks(folder):
    blocks(folder, "lines: |2-\n" + "\n" * 5000 + "      tok1", "lines: {text: tok2}")


@case
def signs_high_and_low(folder):
    volume(folder, "^" * 900 + " tok1 " + "~" * 901 + " x^2 " * 900 + "^a^" * 900 + "~b~" * 900 + "^~c~^ tok2")


@case
def divisions_without_end(folder):
    volume(folder, "::: note\ntok1\n:::\n\n" * 2000 + "::: warning\n" * 60 + "tok2\n" + ":::\n" * 60)


@case
def note_of_pages(folder):
    volume(folder, "::: {.warning title=\"" + "tok1" * 500 + "\"}\n" + words(6000) + "\n:::\n\n::: epigraph\n"
           + words(3000, 6000) + "\n-- " + words(800, 9000) + "\n:::\n")


@case
def signatures_of_thousands(folder):
    blocks(folder, "signatures: [" + ", ".join(f"tok{number}" for number in range(3000)) + "]",
           "signatures: {items: [{name: tok, role: " + "x" * 3000 + ", for: " + words(200) + "}]}",
           head="layout: {columns: 2, paper: A5}\n")


@case
def strips(folder):
    write(folder, "tall.png", png(2, 4000))
    write(folder, "wide.png", png(4000, 2))
    blocks(folder, "figure: {images: [{image: tall.png, alt: tok1}, {image: wide.png, alt: tok2}], caption: tok3}",
           "figure: {images: [{image: wide.png, alt: tok4, caption: " + words(300)
           + "}, {image: wide.png, alt: tok5}]}",
           "figure: {images: [{image: tall.png, alt: tok6}, {image: tall.png, alt: tok7}], width: 0.01mm}",
           "quote: {text: tok8}")


@case
def annexes_without_end(folder):
    names = [f"annex{number}.yaml" for number in range(90)]
    for number, name in enumerate(names):
        write(folder, name, f"title: tok{number}\ntype: annex\nbody: '# tok{number}h'\n")
    write(folder, "volume.yaml", "title: Hostile\nlayout: {number-headings: true, numbered-paragraphs: volume}\n"
          f"sessions: [{{title: S, items: [{', '.join(names)}]}}]\n")
