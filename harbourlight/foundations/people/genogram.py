"""The genogram as SVG, drawn on the server in black lines, so that it prints without colour.

Squares are male, circles female, diamonds not known, triangles not born yet; a cross says that somebody died,
a double outline whom the page is about. Full lines lead from parents to children; dashed ones to others above,
dotted ones beside. A dotted box stands around those who live together.
"""

from collections import defaultdict
from html import escape

from django.utils.safestring import SafeString

from .choices import BirthDateCertainty, Sex
from .kinship import born

APART, HIGH, R = 150, 190, 24
TOP, SIDE = 46, 85
LINE, INK = 15, "#0b0c0c"
LONGEST = 18
ASIDE = 0, 6, -6, 12, -12


def picture(family, words):
    """Return the drawing of a family, with words for whoever does not see it."""
    across = places(family)
    first = min(family.generations.values())
    down = {pk: TOP + R + (step - first) * HIGH for pk, step in family.generations.items()}
    spots = {pk: (across[pk], down[pk]) for pk in family.people}
    wide = max(across.values()) + SIDE
    high = max(down.values()) + R + 3 * LINE + 30
    parts = [*boxes(family, spots), *descents(family, spots), *arches(family, spots)]
    for pk, person in family.people.items():
        parts.append(symbol(person, *spots[pk], is_ego=pk == family.ego.pk))
        parts.append(label(person, *spots[pk]))
    return SafeString(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-label="{escape(words)}" '
        f'viewBox="0 0 {wide:.0f} {high:.0f}" width="{wide:.0f}" height="{high:.0f}" focusable="false" '
        f'font-family="Arial, Liberation Sans, Helvetica, sans-serif" font-size="13" fill="{INK}">'
        f'<rect width="{wide:.0f}" height="{high:.0f}" fill="#ffffff"/>{"".join(parts)}</svg>'
    )


def places(family):
    """Return how far from the left each person stands: generation by generation, children below their parents."""
    rows = defaultdict(list)
    for pk, step in family.generations.items():
        rows[step].append(pk)
    across: dict = {}
    for step in sorted(rows, key=lambda step: (abs(step), step)):
        near = nearer_places(family, across)
        order = sorted(clusters(family, rows[step]), key=lambda cluster: wish(cluster, near))
        spread(order, near, across)
    least = min(across.values())
    return {pk: x - least + SIDE for pk, x in across.items()}


def nearer_places(family, across):
    """Return {person: where their parents and children stand so far}."""
    near = defaultdict(list)
    pairs = [(child, parent) for child, parents in family.parents.items() for parent in parents]
    pairs += [(tie.one, tie.other) for tie in family.ties]
    for one, other in pairs:
        for here, there in ((one, other), (other, one)):
            if there in across:
                near[here].append(across[there])
    return near


def wish(cluster, near):
    """Return where a cluster would best stand: above or below its own; those without anybody stand at the end."""
    wanted = [x for pk in cluster for x in near.get(pk, ())]
    return (0, sum(wanted) / len(wanted)) if wanted else (1, 0)


def clusters(family, row):
    """Return the people of a generation in groups that stand together: parents of the same children, brothers and
    sisters; in each group in the order of drawing.
    """
    groups = {pk: [pk] for pk in row}
    sets = [parents for parents in family.parents.values() if len(parents) > 1]
    children = defaultdict(list)
    for child, parents in family.parents.items():
        for parent in parents:
            children[parent].append(child)
    for together in (*sets, *children.values()):
        merge(groups, [pk for pk in together if pk in groups])
    unique = {id(group): group for group in groups.values()}
    return [ordered(family, group) for group in unique.values()]


def merge(groups, together):
    """Make one group of the groups of these people."""
    if len(together) < 2:
        return
    joined = list(dict.fromkeys(pk for one in together for pk in groups[one]))
    for pk in joined:
        groups[pk] = joined


def ordered(family, group):
    """Return a group as it stands: couples side by side with the one of several partners between, else by age."""
    partners = defaultdict(set)
    for parents in family.parents.values():
        for one in parents:
            partners[one].update(set(parents) - {one})
    middle = [pk for pk in group if len(partners[pk] & set(group)) > 1]
    if middle:
        hub, rest = middle[0], [pk for pk in group if pk != middle[0]]
        half = len(rest) // 2
        return [*rest[:half], hub, *rest[half:]]
    if any(partners[pk] & set(group) for pk in group):
        return sorted(group, key=lambda pk: family.people[pk].sex != Sex.MALE)
    return sorted(group, key=lambda pk: age_of(family.people[pk]))


def age_of(person):
    """Return what sorts people by age, the eldest first."""
    year = person.born_on.year if person.born_on else person.birth_year or 9999
    return year, str(person.born_on or person.expected_on or ""), str(person)


def spread(order, near, across):
    """Give the people of a row their places: each cluster where it wishes, none over another."""
    edge = None
    for cluster in order:
        has_none, middle = wish(cluster, near)
        start = middle - (len(cluster) - 1) * APART / 2
        if edge is not None and (has_none or start < edge + APART):
            start = edge + APART
        for number, pk in enumerate(cluster):
            across[pk] = start + number * APART
        edge = start + (len(cluster) - 1) * APART


def line(points, dash=""):
    """Return a line through points."""
    drawn = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<polyline points="{drawn}" fill="none" stroke="{INK}" stroke-width="1.5"{dashes}/>'


def descents(family, spots):
    """Return the lines from parents to their children, and the dashed ones from others above."""
    broods = defaultdict(list)
    for child, parents in family.parents.items():
        known = tuple(sorted((pk for pk in parents if pk in spots), key=lambda pk: spots[pk]))
        if child in spots and known:
            broods[known].append(child)
    drawn = []
    for number, (parents, children) in enumerate(broods.items()):
        drawn += brood(parents, children, spots, number)
    for number, tie in enumerate(tie for tie in family.ties if not tie.is_beside):
        drawn += brood((tie.one,), [tie.other], spots, len(broods) + number, dash="7 5", beside=6 + number % 4 * 5)
    return drawn


def brood(parents, children, spots, number, dash="", beside=0):
    """Return the lines of one set of parents and their children; sets stand a little apart from each other.

    ``beside`` is how far from the middle of a child's symbol the line ends.
    """
    left, right = spots[parents[0]], spots[parents[-1]]
    aside = ASIDE[number % len(ASIDE)]
    drop = left[0] + APART / 2 + aside
    if len(parents) > 1 and right[0] - left[0] > APART:
        over = left[1] - R - 8 - number % 5 * 4
        start = [line([(left[0], left[1] - R), (left[0], over), (right[0], over), (right[0], right[1] - R)], dash)]
        began = over
    elif len(parents) > 1:
        start, began = [line([(left[0] + R, left[1]), (right[0] - R, right[1])], dash)], left[1]
    else:
        start, began = [line([(left[0] + R, left[1]), (drop, left[1])], dash)], left[1]
    ends = [(spots[child][0] + beside, spots[child][1] - R) for child in children]
    bar = min(y for _, y in ends) - 34 + aside
    across = sorted({drop, *(x for x, _ in ends)})
    legs = [line([(x, bar), (x, y)], dash) for x, y in ends]
    return [*start, line([(drop, began), (drop, bar)], dash), line([(across[0], bar), (across[-1], bar)], dash), *legs]


def arches(family, spots):
    """Return the dotted lines between people of one generation."""
    drawn = []
    for number, tie in enumerate(tie for tie in family.ties if tie.is_beside):
        (one, y), (other, _) = spots[tie.one], spots[tie.other]
        over = y - R - 10 - number % 5 * 4
        drawn.append(line([(one, y - R), (one, over), (other, over), (other, y - R)], "2 4"))
    return drawn


def boxes(family, spots):
    """Return a dotted box around each run of people of one generation who live together."""
    rows = defaultdict(list)
    for pk in sorted(spots, key=lambda pk: spots[pk]):
        rows[spots[pk][1]].append(pk)
    drawn = []
    for y, row in rows.items():
        run: list = []
        for pk in [*row, None]:
            if pk in family.household:
                run.append(spots[pk][0])
            elif run:
                drawn.append(box(run[0], run[-1], y))
                run = []
    return drawn


def box(first, last, y):
    """Return the box around the symbols and names from one place of a row to another."""
    return (
        f'<rect x="{first - 66:.0f}" y="{y - R - 14:.0f}" width="{last - first + 132:.0f}" '
        f'height="{2 * R + 3 * LINE + 30}" rx="14" fill="none" stroke="{INK}" '
        f'stroke-width="1.5" stroke-dasharray="1 4"/>'
    )


def symbol(person, x, y, *, is_ego):
    """Return the symbol of a person."""
    drawn = shape(person, x, y, R) + (shape(person, x, y, R - 5) if is_ego else "")
    if person.died_on:
        drawn += line([(x - R, y - R), (x + R, y + R)]) + line([(x - R, y + R), (x + R, y - R)])
    return drawn


def shape(person, x, y, size):
    """Return the outline that tells the sex, or that somebody is not born yet."""
    style = f'fill="#ffffff" stroke="{INK}" stroke-width="2"'
    if person.birth_certainty == BirthDateCertainty.EXPECTED:
        return f'<polygon points="{x:.0f},{y - size} {x + size:.0f},{y + size} {x - size:.0f},{y + size}" {style}/>'
    if person.sex == Sex.MALE:
        return f'<rect x="{x - size:.0f}" y="{y - size}" width="{2 * size}" height="{2 * size}" {style}/>'
    if person.sex == Sex.FEMALE:
        return f'<circle cx="{x:.0f}" cy="{y}" r="{size}" {style}/>'
    points = f"{x:.0f},{y - size} {x + size:.0f},{y} {x:.0f},{y + size} {x - size:.0f},{y}"
    return f'<polygon points="{points}" {style}/>'


def label(person, x, y):
    """Return the name under a symbol, in two lines where it is long, and the years."""
    name = str(person)
    first, _, last = name.rpartition(" ")
    rows = [first, last] if first and len(name) > LONGEST else [name]
    texts = [row if len(row) <= LONGEST else f"{row[: LONGEST - 1]}…" for row in rows] + [born(person)]
    return "".join(
        f'<text x="{x:.0f}" y="{y + R + 6 + LINE * number}" text-anchor="middle" stroke="#ffffff" stroke-width="4" '
        f'paint-order="stroke">{escape(text)}</text>'
        for number, text in enumerate(texts, 1)
        if text
    )
