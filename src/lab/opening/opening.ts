import recordingAddress from '../../../models/ponder/recording.jsonl?url';
import { readRoute } from '../app/route.ts';
import { readRun } from '../runs/run-file.ts';
import { comparisonOf, setupOf, type SavedRun } from '../runs/saved-run.ts';
import type { LabSession } from '../session/lab-session.ts';

/** What `npm run record` has made: a press of Run on the page as it opens. */
export async function fetchRecording(): Promise<string> {
  const response = await fetch(recordingAddress);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.text();
}

/**
 * Puts a recorded comparison on the screen, so that there is something true to look at before anything is loaded. Whoever
 * has asked for something else by then, by the address or by a press of Run, gets that.
 */
export async function showOpening(session: LabSession, fetchText = fetchRecording): Promise<void> {
  const { store } = session;
  const before = store.getState();
  let run: SavedRun;
  try {
    run = readRun(await fetchText(), () => crypto.randomUUID(), 0);
  } catch {
    return; // The page is whole without it.
  }
  const { prompt, lanes, comparison, activity } = store.getState();
  const linked = (readRoute(location.hash)?.setup ?? null) !== null;
  if (linked || comparison || activity !== 'idle' || prompt !== before.prompt) return;
  if (lanes === before.lanes) session.replaceSetup(setupOf(run));
  store.setState({ comparison: comparisonOf(run, run.id) });
}
