"""Finding a place in words, however it is spelled.

Words are compared in their normal form: NFKC without marks, capitals, zero-width signs and punctuation. A place is
then found with spaces inside its words or between none of them, with "St", "Street" or "Saint" for each other, with its
number in words, behind the street or left out, its postcode with any separator, its telephone number with +44.
"""

import re
import unicodedata
from functools import lru_cache
from html import escape, unescape

SHORTEST = 4  # letters and digits: what is shorter would black out ordinary words
LONG_WORD = 6  # a street of one word is looked for alone from this length
ALIKE = str.maketrans(
    "авеіјкмнорсстухԁοαερτυχν", "abeijkmhopcctyxdoaeptuxv"
)  # letters of other alphabets that look like ours
STREET_WORDS = """
street st saint|road rd|avenue ave av|lane ln|drive dr drv|close cl clo|court crt ct|crescent cres cr|gardens garden
gdns gdn|grove gr grv|place pl|square sq|terrace ter terr|way wy|hill hl|view vw|mews mws|walk wlk|row|parade pde|rise|
quay|green grn|park pk|house hse|cottage cott|bungalow|farm fm|broadway bdwy|wharf whf|buildings bldgs|villas|embankment
"""
OTHER_WORDS = """
north n|south s|east e|west w|mount mt|great gt|little lt|upper upr|lower lwr|flat flt apartment apt|saints ss|and|
school sch|primary prim|doctor dr|centre center ctr|number no nr
"""
SERVICE_WORDS = """
school sch primary prim junior infant infants secondary high grammar academy college nursery preschool playgroup surgery
practice clinic medical health centre center ctr hospital gp university church of england rc c e
"""
ONES = """
nought one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen
""".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]?\d[a-z]{2}")
SUBSCRIBER = re.compile(r"(?:0044|44|0)?0?(\d{9,10})")
BETWEEN = r"(?: *(?:number|no|nr|house|flat|at|in|on|of|the|is|and))* *"
PART = re.compile(r"[,;\n]")
INLINE = {"a", "abbr", "b", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u", "wbr"}
PIECE = re.compile(
    r"(?s)<(script|style|textarea)\b.*?</\1\s*>|<!--.*?-->|<(/?[a-zA-Z][\w-]*)[^>]*>|&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);|."
)
TOLD_BY_TAGS = re.compile(r'(?s)(\s(?:title|alt|aria-label|aria-description|label)=")([^"]*)(")')


def groups(text):
    """Return {word: all words of its line} of words that are written for each other."""
    found: dict[str, tuple[str, ...]] = {}
    for line in text.replace("\n", " ").split("|"):
        for word in line.split():
            found[word] = (*found.get(word, ()), *line.split())
    return found


STREETS = groups(STREET_WORDS)
FOR_EACH_OTHER = {word: {*STREETS.get(word, ()), *groups(OTHER_WORDS).get(word, ())} for word in
                  {*STREETS, *groups(OTHER_WORDS)}}  # fmt: skip
OF_SERVICES = frozenset(SERVICE_WORDS.split())


def letters_of(sign):
    """Return what one sign is in normal form: letters and digits, a space, or nothing where it has no width."""
    if unicodedata.category(sign) in ("Cf", "Mn", "Me"):
        return ""
    plain = unicodedata.normalize("NFKD", sign).casefold().translate(ALIKE)
    kept = "".join(each for each in plain if each.isalnum())
    return kept or " "


def pieces_of(text):
    """Yield (letters, start, end) of a text's signs."""
    for place, sign in enumerate(text):
        yield letters_of(sign), place, place + 1


def pieces_of_page(html):
    """Yield (letters, start, end) of the words of a page: tags inside a line are nothing, others part the words."""
    for found in PIECE.finditer(html):
        piece = found.group()
        if piece.startswith("<") and len(piece) > 1:
            tag = (found.group(2) or "").lstrip("/").lower()
            yield "" if tag in INLINE else " " if tag == "br" else "|", *found.span()
        else:
            yield "".join(letters_of(sign) for sign in unescape(piece)), *found.span()


def normal(pieces):
    """Return the normal form of a text, and for each letter of it where its sign begins and ends."""
    letters: list[str] = []
    spans: list[tuple[int, int]] = []
    for found, start, end in pieces:
        letters.append(found)
        spans += [(start, end)] * len(found)
    return "".join(letters), spans


def words_of(text):
    """Return the words of a text in normal form."""
    return normal(pieces_of(text))[0].split()


def spaced(word):
    """Return the expression for a word, whatever stands between its letters."""
    return " *".join(word)


def number_in_words(number):
    """Return a number below a hundred in words, as one word; an empty string for others."""
    if number < 20:
        return ONES[number]
    return TENS[number // 10 - 2] + (ONES[number % 10] if number % 10 else "") if number < 100 else ""


def word_like(word):
    """Return the expression for a word and those that are written for it."""
    alike = {word, *FOR_EACH_OTHER.get(word, ())}
    if word.isdecimal() and len(word) < 3:
        alike.add(number_in_words(int(word)))
    return "(?:" + "|".join(spaced(each) for each in sorted(alike - {""}, key=lambda each: (-len(each), each))) + ")"


def in_a_row(words):
    """Return the expression for words behind each other."""
    return " *".join(word_like(word) for word in words)


def expressions_of(text):
    """Yield the expressions that find one text; nothing where it is too short."""
    words = words_of(text)
    together = "".join(words)
    if len(together) < SHORTEST:
        return
    if POSTCODE.fullmatch(together):
        yield " *".join({"o": "[o0]", "0": "[o0]", "i": "[i1l]", "1": "[i1l]"}.get(sign, sign) for sign in together)
    elif together.isdecimal() and (subscriber := SUBSCRIBER.fullmatch(together)):
        yield "(?:0 *0 *4 *4|4 *4)? *0? *" + spaced(subscriber.group(1))
    elif words[0][0].isdecimal() and len(words) > 1:
        yield from of_numbered(words)
    else:
        yield in_a_row(words)
        yield from of_service(words)


def of_numbered(words):
    """Yield the expressions for a number and its street: in order, the number behind, the street alone."""
    number, street = word_like(words[0]), words[1:]
    if len(street) > 1 or len(street[0]) >= LONG_WORD:
        row = in_a_row(street)
        yield f"{number}{BETWEEN}{row}"
        yield f"{row}{BETWEEN}{number}"
        yield row
    else:
        yield in_a_row(words)


def of_service(words):
    """Yield the expressions for a service by its own name, with some of the words that say what it is."""
    own = [word for word in words if word not in OF_SERVICES]
    if own and len(own) < len(words) and words[: len(own)] == own and len("".join(own)) >= SHORTEST:
        kind = "|".join(sorted({word_like(word) for word in OF_SERVICES if len(word) > 1}))
        yield f"{in_a_row(own)}(?: *(?:{kind})){{{int(len(own) == 1)},}}"


@lru_cache(maxsize=256)
def pattern_of(texts):
    """Return the pattern that finds some texts in normal form, or None where there is nothing to look for."""
    found = dict.fromkeys(each for text in texts for each in expressions_of(text))
    if not found:
        return None
    longest = sorted(found, key=lambda each: -len(each))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(longest)})(?![^\W_])")


def spans_in(pieces, texts):
    """Return where some texts stand among the pieces of another: (start, end), in order."""
    pattern = pattern_of(tuple(texts))
    if pattern is None:
        return []
    letters, spans = normal(pieces)
    return [(spans[found.start()][0], spans[found.end() - 1][1]) for found in pattern.finditer(letters)]


def found_in(text, texts):
    """Return what tells one of some places in a text, as it is written there."""
    return [text[start:end] for start, end in spans_in(pieces_of(text), texts)] if text else []


def without(text, texts, instead):
    """Return a text in which every place of ``texts`` is replaced."""
    return replaced(text, spans_in(pieces_of(text), texts), lambda piece: instead)


def page_without(html, texts, instead):
    """Return HTML whose words, and what its tags say aloud, tell none of some places; its tags and addresses stay."""
    spans = spans_in(pieces_of_page(html), texts)
    words = replaced(html, spans, lambda piece: instead + "".join(re.findall(r"<[^>]*>", piece)))
    return TOLD_BY_TAGS.sub(lambda tag: tag[1] + escape(without(unescape(tag[2]), texts, instead)) + tag[3], words)


def replaced(text, spans, instead_of):
    """Return a text with what stands at some spans replaced."""
    parts, reached = [], 0
    for start, end in spans:
        parts += [text[reached:start], instead_of(text[start:end])]
        reached = end
    return "".join([*parts, text[reached:]])


def parts_that_tell(lines):
    """Yield the parts of an address that tell it: the first, and each that has a number or names a street."""
    parts = [part.strip() for part in PART.split(lines)]
    for place, part in enumerate(parts):
        words = words_of(part)
        if words and (place == 0 or words[0][0].isdecimal() or (len(words) > 1 and words[-1] in STREETS)):
            yield part
