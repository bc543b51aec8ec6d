"""Measures the shipped weights, part by part; every part prints what it finds and adds it to evaluation.json.

Settings are chosen on the tuning problems; the chosen one is then measured once on the test problems.
"""

import json
import os

import checkpoint as checkpoints
import judge
import measure
import probing
import problem_sets
import sampling
from families.registry import FAMILIES

BIASES = (-6, -2, 0, 1, 2, 6)
WAVES = ((2, 60), (3, 30), (3, 60), (5, 60))
VOCABULARIES = {"published": sampling.PUBLISHED, "words": sampling.WIDE}
TUNING_SEED, TEST_SEED = 11, 12
TUNED_ON = 150      # tuning problems per family for each wave
PROBED = 60        # thinkings per family whose paragraph ends are probed


class Evaluation:
    def __init__(self, checkpoint, work):
        float_model, self.tokenizer, _ = checkpoints.load(checkpoint)
        self.model, self.unrounded = checkpoints.Shipped(float_model), checkpoints.Unrounded(float_model)
        self.path = os.path.join(work, "evaluation.json")
        self.report = {}
        if os.path.exists(self.path):
            with open(self.path, encoding="utf-8") as file:
                self.report = json.load(file)

    def keep(self, part, result):
        self.report[part] = result
        with open(self.path, "w", encoding="utf-8") as file:
            json.dump(self.report, file, indent=1)

    def answer(self, asked, bias=0.0, **options):
        delta = bias if callable(bias) else sampling.constant(bias)
        return measure.answer_all(options.pop("model", self.model), self.tokenizer, asked, delta, **options)

    def accuracy(self):
        """Per family and level at two temperatures, by wording, and what reflections repaired and broke."""
        result = {}
        for family in FAMILIES:
            asked = problem_sets.held_out(family, "test")
            for temperature in (0.6, 1.0):
                outcomes = self.answer(asked, seed=TEST_SEED, temperature=temperature)
                rows = {"all": outcomes}
                for level in sorted(set(family.LEVELS)):
                    rows[f"level {level}"] = [o for o in outcomes if o.asked.problem.level == level]
                rows["new wordings"] = [o for o in outcomes if o.asked.new]
                for name, part in rows.items():
                    line = measure.summary(part)
                    if name == "all":
                        line |= measure.repairs(outcomes)
                        understood = sum(judge.understood(o.asked, o.text) for o in part)
                        line["understood"] = round(100 * understood / len(part), 1)
                    result[f"{family.NAME}, T={temperature}, {name}"] = line
                    print(f"{family.NAME:17} T={temperature} {name:13} {line}", flush=True)
        self.keep("accuracy", result)

    def dose(self):
        """Accuracy under a constant bias on all reflection words, all variants, inside the thinking."""
        result = {}
        for bias in sorted(BIASES, key=abs):
            for family in FAMILIES:
                asked = problem_sets.held_out(family, "test")
                line = measure.summary(self.answer(asked, bias, seed=TEST_SEED))
                result[f"{family.NAME}, {bias:+d}"] = line
                print(f"{family.NAME:17} {bias:+d} {line}", flush=True)
                self.keep("dose", result)

    def waves(self):
        """CyclicReflex: chosen on tuning problems over all families, then measured once on the test problems, paired."""
        totals, result = {}, {}
        for name, words in VOCABULARIES.items():
            for amplitude, period in WAVES:
                gains = []
                for family in FAMILIES:
                    asked = problem_sets.held_out(family, "tuning")[:TUNED_ON]
                    outcomes = self.answer(asked, sampling.wave(amplitude, period), words=words, seed=TUNING_SEED)
                    line = measure.summary(outcomes)
                    gains.append(line["accuracy"])
                    result[f"tuning, {family.NAME}, A={amplitude} C={period} {name}"] = line
                totals[amplitude, period, name] = sum(gains)
                print(f"A={amplitude} C={period} {name}: {gains}", flush=True)
                self.keep("waves", result)
        amplitude, period, vocabulary = max(totals, key=totals.get)
        result["chosen"] = {"amplitude": amplitude, "period": period, "vocabulary": vocabulary}
        print("chosen on the tuning problems:", result["chosen"], flush=True)
        for family in FAMILIES:
            asked = problem_sets.held_out(family, "test")
            plain = self.answer(asked, seed=TEST_SEED)
            waved = self.answer(asked, sampling.wave(amplitude, period), words=VOCABULARIES[vocabulary], seed=TEST_SEED)
            points, low, high = measure.paired(plain, waved)
            line = {"plain": measure.summary(plain), "wave": measure.summary(waved),
                    "difference": [round(v, 1) for v in (points, low, high)]}
            result[f"test, {family.NAME}"] = line
            print(f"{family.NAME:17} {line}", flush=True)
        self.keep("waves", result)

    def probes(self):
        """Is the certainty of the probe worth something? Over all paragraph ends of plain thinkings."""
        result, everything = {}, []
        for family in FAMILIES:
            asked = problem_sets.held_out(family, "test")[:PROBED]
            outcomes = self.answer(asked, seed=TEST_SEED)
            found = probing.probe_all(self.model, self.tokenizer, asked, [o.text for o in outcomes], TEST_SEED)
            everything += found
            result[family.NAME] = self.quality(found)
        result["all"] = self.quality(everything)
        for name, line in result.items():
            print(f"{name:17} {line}", flush=True)
        self.keep("probes", result)

    @staticmethod
    def quality(probes):
        return {"probes": len(probes), "right": round(sum(p.right for p in probes) / len(probes), 3),
                "auroc": round(probing.auroc(probes), 3),
                "calibration_error": round(probing.calibration_error(probes), 3),
                "certainty by thirds": [round(v, 3) for v in probing.by_thirds(probes)]}

    def understanding(self):
        """The paraphrases written by hand, and the prompts of no family."""
        outcomes = self.answer(problem_sets.paraphrases(), seed=TEST_SEED)
        missed = [o for o in outcomes if not judge.understood(o.asked, o.text)]
        prompts = [problem_sets.Asked("last-digit-chain", None, text) for text in problem_sets.outside_prompts()]
        texts = map(self.tokenizer.decode, measure.ids_of(self.model, self.tokenizer, prompts, seed=TEST_SEED))
        answered = [p.text for p, text in zip(prompts, texts) if not judge.declined(text)]
        result = {"paraphrases": len(outcomes), "understood": len(outcomes) - len(missed),
                  "right": sum(o.right for o in outcomes),
                  "missed by family": {f.NAME: sum(o.asked.family == f.NAME for o in missed) for f in FAMILIES},
                  "outside prompts": len(prompts), "declined": len(prompts) - len(answered)}
        print(result, "\nmissed:", *[o.asked.text for o in missed], "\nanswered:", *answered, sep="\n  ", flush=True)
        self.keep("understanding", result)

    def rounding(self):
        """4-bit weights against the float weights they were rounded from."""
        result = {}
        for family in FAMILIES:
            asked = problem_sets.held_out(family, "test")[:200]
            for name, model in (("4 bits", self.model), ("float", self.unrounded)):
                line = measure.summary(self.answer(asked, seed=TEST_SEED, model=model))
                result[f"{family.NAME}, {name}"] = line
                print(f"{family.NAME:17} {name:7} {line}", flush=True)
        self.keep("rounding", result)


def run(checkpoint, work, parts):
    """`parts` names methods of Evaluation."""
    evaluation = Evaluation(checkpoint, work)
    for part in parts:
        print(f"== {part}", flush=True)
        getattr(evaluation, part)()
