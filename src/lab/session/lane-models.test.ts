import { expect, it } from 'vitest';
import type { LoadedModel, LoadRequest, Outcome } from '../../../workers/protocol.ts';
import type { LabSession } from './lab-session.ts';
import { laneReflectionIds } from './reflection-ids.ts';
import { ownModelOf } from './run-plan.ts';
import { FakeClient, headerFor, LOADED, settled, testSession, tokenRecords } from './test-doubles.ts';

const OTHER: LoadedModel = { ...LOADED, id: 'other', title: 'Other', reflectionIds: [5], suggested: {} };

/** A client that knows two models, and which of them was loaded when. */
class TwoModels extends FakeClient {
  readonly asked: string[] = [];

  override load(request?: LoadRequest): Promise<Outcome<LoadedModel>> {
    const model = request?.model ?? '';
    this.asked.push(model);
    if (model === 'missing') {
      const problem = { code: 'model-missing' as const, message: 'It is not here.', hint: 'Download it.' };
      return Promise.resolve({ ok: false, problem });
    }
    return Promise.resolve({ ok: true, value: model === 'other' ? OTHER : LOADED });
  }

  /** Plays a run on the model that is loaded for it. */
  playOn(index: number, model: LoadedModel): void {
    const run = this.runs[index];
    if (!run) throw new Error(`There is no run ${index}.`);
    const { namesReflections } = run.request;
    const named = namesReflections ? { reflectionIds: [...model.reflectionIds] } : {};
    const end = { reason: 'end' as const, interventions: [] };
    run.send({ kind: 'start', header: { ...headerFor(run.request), model: model.id, ...named } });
    run.send({ kind: 'tokens', records: tokenRecords('a', 'b'), texts: {}, elapsedMilliseconds: 5 });
    run.send({ kind: 'end', end, elapsedMilliseconds: 5 });
    run.settle({ ok: true, value: end });
  }
}

async function started(own: string): Promise<{ client: TwoModels; session: LabSession; run: Promise<unknown> }> {
  const client = new TwoModels();
  const session = testSession(client);
  session.setLaneModel(0, own);
  const run = session.run();
  await settled();
  return { client, session, run };
}

it('a lane with a model of its own runs after the others, and the page’s model comes back', async () => {
  const { client, session, run } = await started('other');
  expect(client.asked).toEqual(['ponder']);
  expect(client.runs).toHaveLength(1);
  client.playOn(0, LOADED);
  await settled();
  await settled();
  expect(client.asked).toEqual(['ponder', 'other']);
  client.playOn(1, OTHER);
  await run;
  await settled();
  expect(client.asked).toEqual(['ponder', 'other', 'ponder']);
  const { comparison, modelId, lanes } = session.store.getState();
  expect(modelId).toBe('ponder');
  expect(comparison?.lanes.map(({ header }) => header?.model)).toEqual(['other', 'ponder']);
  expect(comparison?.lanes.map((lane) => [...laneReflectionIds(comparison, lane)])).toEqual([[5], []]);
  // The fields keep what the page's model suggests.
  expect(lanes[1]?.[0]?.texts['period']).toBe('30');
});

it('a model that cannot be loaded fails its lane alone', async () => {
  const { client, session, run } = await started('missing');
  client.playOn(0, LOADED);
  expect(await run).toMatchObject({ ok: false, problem: { message: 'It is not here.' } });
  const { comparison, activity } = session.store.getState();
  expect(comparison?.lanes.map(({ status }) => status)).toEqual(['failed', 'finished']);
  expect(activity).toBe('idle');
  await settled();
  expect(session.store.getState().model).toMatchObject({ kind: 'ready', model: { id: 'ponder' } });
});

it('who stops does not wait for lanes whose turn has not come', async () => {
  const { client, session, run } = await started('other');
  session.stop();
  client.playOn(0, LOADED);
  await run;
  expect(client.runs).toHaveLength(1);
  expect(session.store.getState().comparison?.lanes.map(({ status }) => status)).toEqual(['failed', 'finished']);
});

it('the model of a lane goes with it, and is none where it is the page’s', () => {
  const session = testSession(new FakeClient());
  session.addLane();
  session.setLaneModel(1, 'other');
  session.removeLane(0);
  expect(session.store.getState().laneModels[0]).toBe('other');
  session.setLaneModel(0, 'ponder');
  expect(ownModelOf(session.store.getState(), 0)).toBeNull();
});
