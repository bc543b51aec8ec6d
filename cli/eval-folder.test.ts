import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EvaluationManifest } from '../src/evaluation/run/manifest.ts';
import { testConfiguration } from '../src/evaluation/run/test-doubles.ts';
import { createFolder, readManifest, writeManifest } from './eval-folder.ts';
import { LOCK_FILE } from './eval-lock.ts';

const manifest: EvaluationManifest = {
  format: 'second-thought/evaluation',
  version: 1,
  status: 'started',
  surroundings: null,
  configuration: testConfiguration({ shard: { index: 1, of: 2 } }),
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'second-thought-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a manifest is read back as it was written, and nothing is left beside it', () => {
  expect(readManifest(folder)).toBeUndefined();
  writeManifest(folder, manifest);
  writeManifest(folder, { ...manifest, status: 'failed', reason: 'why' });
  expect(readManifest(folder)).toEqual({ ...manifest, status: 'failed', reason: 'why' });
  expect(readdirSync(folder)).toEqual(['manifest.json']);
});

test('what is no manifest is named', () => {
  const path = join(folder, 'manifest.json');
  writeFileSync(path, '{"format":');
  expect(() => readManifest(folder)).toThrow(`${path} is not JSON.`);
  writeFileSync(path, '{"format":"other"}');
  expect(() => readManifest(folder)).toThrow(/is no manifest of this version \("format"/);
});

test('a new evaluation takes a folder with nothing in it but an interrupted start', () => {
  createFolder(folder);
  writeFileSync(join(folder, 'manifest.json.part'), '{');
  writeFileSync(join(folder, LOCK_FILE), '');
  createFolder(folder);
  createFolder(join(folder, 'new', 'folder'));
  expect(() => createFolder(folder)).toThrow(`The folder ${folder} is not empty.`);
  writeManifest(folder, manifest);
  expect(() => createFolder(folder)).toThrow(`The folder ${folder} already holds samples.`);
});

test('a folder that cannot be made is told as such', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => createFolder(join(folder, 'file', 'in'))).toThrow(/cannot be written: a part of the path is a file/);
});
