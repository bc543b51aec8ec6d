import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import ponderConfig from '../../../models/ponder/tokenizer_config.json';
import { ProblemError } from '../../control/errors.ts';
import { readTrace, writeTrace } from '../../decoding/trace-file.ts';
import { recognise } from '../../engines/onnx/recognise.ts';
import { gradeAnswer } from '../../evaluation/grader/grade-answer.ts';
import { gradeResponse } from '../../evaluation/grader/grade-response.ts';
import { parseTask } from '../../evaluation/run/task-lines.ts';
import { readRoute } from '../../lab/app/route.ts';
import { compareLink, readCompareLink } from '../../lab/compare-link.ts';
import { engineFromAddress } from '../../lab/session/engine-choice.ts';
import { chartSvg } from '../../lab/runs/chart-svg.ts';
import { readBatches, storedBatch, wholeLane } from '../../lab/runs/run-batches.ts';
import { runCsv } from '../../lab/runs/run-csv.ts';
import { readRun, writeRun } from '../../lab/runs/run-file.ts';
import { comparisonOf, setupOf } from '../../lab/runs/saved-run.ts';
import { continueLanes } from '../../lab/session/continue-lanes.ts';
import { headerFor, tokenRecords } from '../../lab/session/test-doubles.ts';
import { SAMPLING_DEFAULTS } from '../../control/sampling-settings.ts';
import { renderChat } from '../../text/chat.ts';
import { readModelConfig } from '../../text/model-config.ts';
import { readTokenizer } from '../../text/tokenizer.ts';
import { makeSyntheticModel } from '../synthetic/synthetic-model.ts';
import { TOKENIZER_CONFIG } from '../synthetic/tokenizer.ts';
import { mutatedBytes, mutatedText } from './mutations.ts';

/** Inputs for each parser: a taste in every test run, all of it with npm run test:fuzz. */
const INPUTS = Number(process.env['FUZZ_INPUTS'] ?? 100);

/** Parses; an input may be refused with a problem, and nothing else may happen. */
function survives(parse: () => unknown): void {
  const before = process.cpuUsage();
  try {
    parse();
  } catch (caught) {
    if (!(caught instanceof ProblemError)) throw caught;
  }
  // Of the processor, whatever else runs on it.
  expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
}

function fuzz<T>(inputs: fc.Arbitrary<T>, parse: (input: T) => unknown): void {
  fc.assert(
    fc.property(inputs, (input) => survives(() => parse(input))),
    { numRuns: INPUTS },
  );
}

const model = makeSyntheticModel();
const file = (path: string): Uint8Array => model.files.get(path) ?? new Uint8Array(0);
const textFile = (path: string): string => Buffer.from(file(path)).toString();

const request = { runId: 'a', prompt: 'x', strategies: [], sampling: SAMPLING_DEFAULTS, maxTokens: 9 };
const trace = writeTrace({
  header: headerFor(request),
  records: tokenRecords('Start', ' with', ' 3').map((record) => ({
    ...record,
    statistics: {
      entropy: [1, 1],
      varentropy: [1, 1],
      logprob: [-1, -1],
      tempered: 1,
      divergence: 0,
      before: [[5, -1]],
    },
    interventions: [{ kind: 'bias', strategy: 'plain', reason: 'r', tokens: [5, 7], value: 2 }],
  })),
  texts: { 5: 'five' },
  end: { reason: 'end', interventions: [] },
});
const link = compareLink({
  prompt: 'Start with 3.',
  lanes: [{ strategy: 'plain', settings: {} }],
  sampling: SAMPLING_DEFAULTS,
  maxTokens: 100,
});
const lanes = [{ trace: readTrace(trace), elapsedMilliseconds: 5 }];
const runFile = writeRun({
  id: 'a',
  name: 'A run',
  madeAt: 1,
  model: 'Ponder',
  prompt: 'x',
  known: { gold: '3', numbers: [1, 2] },
  reflectionIds: [7],
  lanes,
});
const kept = JSON.stringify(lanes.map((lane) => storedBatch(wholeLane({ ...lane.trace, ...lane }))));
const task =
  '{"id":"a","problem":"What is 1 + 1?","answer":"2"}\n{"id":"b","problem":"Use 1 and 2.","numbers":[1,2],"target":3}\n';

/** JSON that is broken is refused before a parser sees it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The whole takes minutes. */
const PATIENCE = { timeout: 1_200_000 };

describe(`${INPUTS} inputs of each kind crash nothing, hang nothing and pollute nothing`, PATIENCE, () => {
  it('traces', () => fuzz(mutatedText(trace), readTrace));
  it('files of runs, and what the page makes of those that it takes', () =>
    fuzz(mutatedText(runFile, trace), (text) => {
      const run = readRun(text, () => 'new', 0);
      comparisonOf(run, 'shown');
      setupOf(run);
      runCsv(run);
      chartSvg(run);
      continueLanes(comparisonOf(run, 'shown'), () => 'again');
    }));
  it('kept runs', () =>
    fuzz(mutatedText(kept), (text) => {
      const stored = parsed(text);
      if (Array.isArray(stored)) readBatches(stored);
    }));
  it('ONNX graphs', () => fuzz(mutatedBytes(file(model.graph)), recognise));
  it('tokenizer files', () =>
    fuzz(mutatedText(textFile('tokenizer.json')), (text) => {
      const tokenizer = readTokenizer(parsed(text), TOKENIZER_CONFIG);
      tokenizer.decode(tokenizer.encode('Wait, 1 + 1?'));
    }));
  it('model configurations', () =>
    fuzz(
      fc.tuple(mutatedText(textFile('config.json')), mutatedText(textFile('tokenizer_config.json'))),
      ([config, tokenizer]) =>
        readModelConfig(parsed(config), parsed(textFile('generation_config.json')), parsed(tokenizer)),
    ));
  it('chat templates', () =>
    fuzz(mutatedText(ponderConfig.chat_template, TOKENIZER_CONFIG.chat_template), (chatTemplate) =>
      renderChat({ chatTemplate, bosToken: '', eosToken: '' }, [{ role: 'user', content: 'x' }]),
    ));
  it('answers', () =>
    fuzz(mutatedText('\\boxed{\\frac{3}{4}}', '(1, 2]', '\\sqrt{2}+x^{2}', '12 cm', '3*(4+5)'), (text) => {
      gradeAnswer(text, '\\frac{3}{4}');
      gradeAnswer('5', text);
      gradeResponse({ gold: '', numbers: [3, 4, 5], target: 27 }, `\\boxed{${text}}`);
    }));
  it('addresses', () =>
    fuzz(mutatedText(link ?? '', '#/compare', '?engine=wasm', '#/evaluate'), (text) => {
      engineFromAddress(text);
      const setup = readRoute(text)?.setup;
      readCompareLink(setup ?? text);
    }));
  it('task files', () => fuzz(mutatedText(task), (text) => parseTask(text, 'a file')));
});
