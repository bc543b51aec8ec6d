import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { ProblemError } from '../src/control/errors.ts';
import { hashModel } from '../src/evaluation/run/hashes.ts';
import { manifestSchema, type Manifest } from '../src/storage/model-files.ts';
import { sha256 } from './eval-hash.ts';
import { ROOT } from './root.ts';

const tokenizerConfigSchema = v.object({ chat_template: v.optional(v.string(), '') });

interface ModelOnDisk {
  readonly hash: string;
  readonly files: Manifest['files'];
}

function readJson(model: string, name: string): unknown {
  const path = join(ROOT, 'models', model, name);
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (caught) {
    throw new ProblemError('model-missing', `The model ${model} has no readable ${name}.`, `It should be ${path}.`, {
      cause: caught,
    });
  }
}

export function readModel(model: string): ModelOnDisk {
  const { files } = v.parse(manifestSchema, readJson(model, 'manifest.json'));
  return { files, hash: hashModel(files, sha256) };
}

export function readPromptTemplate(model: string): string {
  return v.parse(tokenizerConfigSchema, readJson(model, 'tokenizer_config.json')).chat_template;
}
