import { saveFile } from '../app/save-file.ts';
import { chartSvg } from './chart-svg.ts';
import { rasterise } from './rasterise.ts';
import { runCsv } from './run-csv.ts';
import { writeRun } from './run-file.ts';
import type { SavedRun } from './saved-run.ts';

export const EXPORTS = [
  { kind: 'jsonl', label: 'Run (JSON Lines)' },
  { kind: 'csv', label: 'Tokens (CSV)' },
  { kind: 'svg', label: 'Chart (SVG)' },
  { kind: 'png', label: 'Chart (PNG)' },
] as const;

export type ExportKind = (typeof EXPORTS)[number]['kind'];

/** "Start with 3, multiply" as start-with-3-multiply. */
function fileName(name: string): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return words.slice(0, 40).replace(/-+$/, '') || 'run';
}

/** Gives a run to the visitor as a file. Rejects when the browser cannot draw the picture. */
export async function exportRun(run: SavedRun, kind: ExportKind): Promise<void> {
  const name = `${fileName(run.name)}.${kind}`;
  if (kind === 'jsonl') saveFile(name, writeRun(run), 'application/jsonl');
  else if (kind === 'csv') saveFile(name, runCsv(run), 'text/csv');
  else if (kind === 'svg') saveFile(name, chartSvg(run), 'image/svg+xml');
  else saveFile(name, await rasterise(chartSvg(run)), 'image/png');
}
