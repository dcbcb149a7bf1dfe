"""A chart kind: for each row of the stub a line that ends in a dot."""

from reportgen.charts import (
    CHARTS,
    OVERHANG,
    VALUE_GAP,
    Disc,
    Group,
    Label,
    Mark,
    Rule,
    Scene,
    Stub,
    Style,
    Value,
    full_scale,
    length,
)
from reportgen.results import Tabulation

RADIUS = 3.2
NAMES = {"zh": "棒棒糖图", "en": "Lollipop chart"}


@CHARTS.add("lollipop")
def lollipop(tabulation: Tabulation, style: Style) -> Scene:
    """Return a line with a dot for each row, of all respondents, each with its value."""
    text, colours = style.locale.text, style.theme.colours
    groups = tuple(
        Group(text(row.label), (Value(None, row.estimates[-1]),)) for row in tabulation.rows
    )
    estimates = [group.values[0].estimate for group in groups]
    lines = [style.value(estimate) for estimate in estimates]
    stub = Stub(style, groups)
    room = RADIUS + VALUE_GAP + max(line.width for line in lines)
    unit = (style.right - stub.left - room) / full_scale(group.values[0] for group in groups)
    places = stub.place(OVERHANG, style.theme.charts.bar)
    stems: list[Rule] = []
    dots: list[Disc] = []
    labels: list[Label] = []
    for estimate, line, middle in zip(estimates, lines, places.middles, strict=True):
        end = stub.left + length(estimate) * unit
        stems.append(Rule(stub.left, middle, end, middle, colours.muted, 1.2))
        dots.append(Disc(end, middle, RADIUS, colours.accent))
        labels.append(style.write(line, end + RADIUS + VALUE_GAP, middle, prints=estimate))
    marks: tuple[Mark, ...] = (*stems, *dots, *places.rules, *places.labels, *labels)
    name = NAMES.get(style.locale.language)
    return style.scene(marks, places.bottom + OVERHANG, groups, name)
