"""Measures the shipped weights, part by part; every part prints what it finds and adds it to evaluation.json.

Settings are chosen on the tuning problems; the chosen one is then measured once on the test problems.
"""

import json
import os

import checkpoint as checkpoints
import judge
import measure
import probe_targets
import probing
import problem_sets
import samples
import sampling
import stated_facts
from families.registry import FAMILIES

BIASES = (-6, -3, -1, 0, 1, 2, 3, 6)
WAVES = ((2, 30), (2, 60), (3, 20), (3, 30), (3, 60), (4, 30))
VOCABULARIES = {"published": sampling.PUBLISHED, "words": sampling.WIDE}
TUNING_SEED, TEST_SEED = 11, 12
TUNED_ON = 300      # tuning problems per family for each wave
PROBED = 60         # thinkings per family whose paragraph ends are probed
STATED = 200        # thinkings per family whose facts are looked at


class Evaluation:
    def __init__(self, checkpoint, work):
        self.checkpoint = checkpoint
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
        """CyclicReflex: the family and setting with the largest gain on tuning problems are chosen (then the larger mean);
        then that setting is measured once on the test problems of every family, paired."""
        asked = {family.NAME: problem_sets.held_out(family, "tuning")[:TUNED_ON] for family in FAMILIES}
        plain = {name: measure.summary(self.answer(few, seed=TUNING_SEED))["accuracy"] for name, few in asked.items()}
        result, tried = {"tuning, plain": plain}, []
        for name, words in VOCABULARIES.items():
            for amplitude, period in WAVES:
                line = {family: measure.summary(self.answer(few, sampling.wave(amplitude, period), words=words,
                                                            seed=TUNING_SEED))["accuracy"]
                        for family, few in asked.items()}
                result[f"tuning, A={amplitude} C={period} {name}"] = line
                print(f"A={amplitude} C={period} {name}: {line}", flush=True)
                self.keep("waves", result)
                tried.append((max(line[f] - plain[f] for f in plain), sum(line.values()), amplitude, period, name, line))
        *_, amplitude, period, vocabulary, line = max(tried, key=lambda one: one[:2])
        result["chosen"] = {"amplitude": amplitude, "period": period, "vocabulary": vocabulary,
                            "family": max(plain, key=lambda f: line[f] - plain[f])}
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
        self.keep("probes", self.probed(self.model))

    def facts(self):
        """Does entropy tell wrong facts from right ones? Every a+b=c that plain thinkings state, slips included."""
        result = {}
        for family in FAMILIES:
            asked = problem_sets.held_out(family, "test")[:STATED]
            found = [fact for o in self.answer(asked, seed=TEST_SEED)
                     for fact in stated_facts.facts_of(self.model, self.tokenizer, o.asked, o.text)]
            right, wrong = ([f.entropy for f in found if f.right is kind] for kind in (True, False))
            result[family.NAME] = {
                "right": len(right), "wrong": len(wrong),
                "entropy": {"right": round(sum(right) / len(right), 3), "wrong": round(sum(wrong) / len(wrong), 3)},
                "auroc": round(probing.auroc(wrong, right), 3)}
            print(f"{family.NAME:17} {result[family.NAME]}", flush=True)
        self.keep("facts", result)

    def targets(self):
        """What an early end may ask for: each target is taught for a while from the shipped weights, then probed."""
        result = {}
        for target in samples.TARGETS:
            print(f"taught to ask for: {target}", flush=True)
            model = checkpoints.Shipped(probe_targets.taught(self.checkpoint, target))
            result |= {f"{target}, {name}": line for name, line in self.probed(model).items()}
            self.keep("targets", result)

    def probed(self, model):
        result, everything = {}, []
        for family in FAMILIES:
            asked = problem_sets.held_out(family, "test")[:PROBED]
            outcomes = self.answer(asked, seed=TEST_SEED, model=model)
            found = probing.probe_all(model, self.tokenizer, asked, [o.text for o in outcomes], TEST_SEED)
            everything += found
            result[family.NAME] = self.quality(found)
        result["all"] = self.quality(everything)
        for name, line in result.items():
            print(f"{name:17} {line}", flush=True)
        return result

    @staticmethod
    def quality(probes):
        return {"probes": len(probes), "right": round(sum(p.right for p in probes) / len(probes), 3),
                "auroc": round(probing.auroc([p.certainty for p in probes if p.right],
                                             [p.certainty for p in probes if not p.right]), 3),
                "calibration error": {
                    "certainty": round(probing.calibration_error(probes, lambda p: p.certainty), 3),
                    "probability": round(probing.calibration_error(probes, lambda p: p.probability), 3)},
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
