"""The tables of the model card, from evaluation.json."""

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
    tuning = {}
    for key, line in report.items():
        if key.startswith("tuning, "):
            _, name, setting = key.split(", ")
            tuning.setdefault(setting, {})[name] = line["accuracy"]
    yield table(["wave, on tuning problems", *NAMES, "mean"],
                [[setting, *(found[name] for name in NAMES), f"{sum(found.values()) / len(found):.1f}"]
                 for setting, found in tuning.items()])
    rows = []
    for name in NAMES:
        line = report[f"test, {name}"]
        points, low, high = line["difference"]
        rows.append([name, interval(line["plain"]), interval(line["wave"]), f"{points:+} ({low:+} to {high:+})",
                     line["plain"]["tokens"], line["wave"]["tokens"]])
    yield f"Chosen: {report['chosen']}\n"
    yield table(["family, test problems", "plain", "wave", "difference (95 %)", "tokens", "tokens with the wave"], rows)


def probes(report):
    yield table(["family", "probes", "right", "AUROC", "calibration error", "mean certainty by thirds"],
                [[name, line["probes"], line["right"], line["auroc"], line["calibration_error"],
                  ", ".join(map(str, line["certainty by thirds"]))] for name, line in report.items()])


def understanding(report):
    yield table(["what", "count"], [[key, value] for key, value in report.items() if key != "missed by family"])


def rounding(report):
    yield table(["family", "weights", "n", "right, % (95 %)"],
                [[*key.split(", "), line["n"], interval(line)] for key, line in report.items()])


def show(work):
    with open(os.path.join(work, "evaluation.json"), encoding="utf-8") as file:
        report = json.load(file)
    for part in (accuracy, dose, waves, probes, understanding, rounding):
        if part.__name__ in report:
            print(f"## {part.__name__}\n")
            print(*part(report[part.__name__]), sep="\n")
