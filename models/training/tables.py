"""Writes the tables of the model card, from evaluation.json."""

import json
import os

from evaluate import BIASES
from families.registry import FAMILIES

NAMES = [family.NAME for family in FAMILIES]


def table(head, rows):
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in [head, ["---"] * len(head), *rows]) + "\n"


def interval(line):
    return f"{line['accuracy']} ({line['interval'][0]} to {line['interval'][1]})"


def accuracy(report):
    rows = [[*key.split(", "), line["n"], interval(line), line["tokens"], line["thinking"], line["reflections"],
             line["cut_off"]]
            for key, line in report.items()]
    yield table(["family", "temperature", "problems", "n", "right, % (95 %)", "tokens", "of them thinking",
                 "reflections", "cut off, %"], rows)
    yield table(["family", "temperature", "results", "wrong at first", "repaired", "broken", "understood, %"],
                [[*key.split(", ")[:2], line["steps"], line["wrong"], line["repaired"], line["broken"], line["understood"]]
                 for key, line in report.items() if "steps" in line])


def dose(report):
    rows = []
    for bias in BIASES:
        lines = [report[f"{name}, {bias:+d}"] for name in NAMES]
        rows.append([f"{bias:+d}", *(f"{interval(line)}, {line['tokens']:.0f} tokens" for line in lines)])
    yield table(["bias", *NAMES], rows)


def waves(report):
    yield table(["on tuning problems", *NAMES, "mean"],
                [[key.removeprefix("tuning, "), *(line[name] for name in NAMES), f"{sum(line.values()) / len(line):.1f}"]
                 for key, line in report.items() if key.startswith("tuning, ")])
    rows = []
    for name in NAMES:
        line = report[f"test, {name}"]
        points, low, high = line["difference"]
        rows.append([name, interval(line["plain"]), interval(line["wave"]), f"{points:+} ({low:+} to {high:+})",
                     line["plain"]["tokens"], line["wave"]["tokens"]])
    chosen = report["chosen"]
    yield (f"Chosen on the tuning problems: amplitude {chosen['amplitude']}, period {chosen['period']}, "
           f"the {chosen['vocabulary']} vocabulary; tested first on: {chosen['family']}.\n")
    yield table(["family, test problems", "plain", "wave", "difference (95 %)", "tokens", "tokens with the wave"], rows)


def probe_table(report, *keys):
    return table([*keys, "probes", "right", "AUROC", "calibration error of the certainty", "of the probability",
                  "mean certainty by thirds"],
                 [[*name.split(", "), line["probes"], line["right"], line["auroc"], *line["calibration error"].values(),
                   ", ".join(map(str, line["certainty by thirds"]))] for name, line in report.items()])


def probes(report):
    yield probe_table(report, "family")


def facts(report):
    yield table(["family", "right facts", "wrong facts", "mean entropy at right ones, nats", "at wrong ones", "AUROC"],
                [[name, line["right"], line["wrong"], *line["entropy"].values(), line["auroc"]]
                 for name, line in report.items()])


def targets(report):
    yield probe_table(report, "target of early ends", "family")


def understanding(report):
    yield table(["what", "count"], [[key, value] for key, value in report.items() if key != "missed by family"])


def rounding(report):
    yield table(["family", "weights", "n", "right, % (95 %)"],
                [[*key.split(", "), line["n"], interval(line)] for key, line in report.items()])


def replaced(text, name, content):
    """Puts `content` between `<!-- name -->` and `<!-- end of name -->`."""
    head, begin, rest = text.partition(f"<!-- {name} -->\n")
    _, end, tail = rest.partition(f"<!-- end of {name} -->")
    if not begin or not end:
        raise SystemExit(f"The model card has no part between <!-- {name} --> and <!-- end of {name} -->.")
    return f"{head}{begin}\n{content}\n{end}{tail}"


def write(work, out):
    """Puts the tables of everything that was measured into the model card."""
    with open(os.path.join(work, "evaluation.json"), encoding="utf-8") as file:
        report = json.load(file)
    card = os.path.join(out, "README.md")
    with open(card, encoding="utf-8") as file:
        text = file.read()
    for part in (accuracy, dose, waves, probes, facts, targets, understanding, rounding):
        if part.__name__ in report:
            text = replaced(text, part.__name__, "\n".join(part(report[part.__name__])))
    with open(card, "w", encoding="utf-8") as file:
        file.write(text)
