import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { isAllowed, isBelow } from './licences.ts';
import { print } from './output.ts';
import { ROOT } from './root.ts';

const lockSchema = v.object({
  packages: v.record(
    v.string(),
    v.object({
      version: v.optional(v.string(), ''),
      license: v.optional(v.string()),
      dev: v.optional(v.boolean(), false),
    }),
  ),
});
const manifestSchema = v.object({ license: v.optional(v.string()) });
const advisoriesSchema = v.array(
  v.object({ package: v.string(), below: v.string(), advisory: v.string(), why: v.string() }),
);
const auditSchema = v.object({
  vulnerabilities: v.record(v.string(), v.object({ name: v.string(), severity: v.string(), range: v.string() })),
});

/** Advisories of these kinds make the check fail. */
const SEVERE = new Set(['high', 'critical']);
const AUDIT_MILLISECONDS = 20_000;

const read = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

/** As installed; packages for other platforms are not, and the lock file tells theirs. */
function licenceOf(path: string, locked: string | undefined): string {
  try {
    return v.parse(manifestSchema, read(`${path}/package.json`)).license ?? locked ?? 'none';
  } catch {
    return locked ?? 'none';
  }
}

/** What the registry knows of the packages here; null where it cannot be asked. */
function audit(): Promise<v.InferOutput<typeof auditSchema> | null> {
  return new Promise((resolve) => {
    const options = { cwd: ROOT, timeout: AUDIT_MILLISECONDS, shell: process.platform === 'win32' };
    const child = spawn('npm', ['audit', '--json', '--fetch-retries=0'], {
      ...options,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', () => resolve(null));
    child.once('close', () => {
      try {
        resolve(v.parse(auditSchema, JSON.parse(output)));
      } catch {
        resolve(null);
      }
    });
  });
}

/** Licences and known advisories of every package of the lock file. Needs no network; with one, the registry is asked too. */
export async function checkDependencies(): Promise<boolean> {
  const { packages } = v.parse(lockSchema, read('package-lock.json'));
  const advisories = v.parse(advisoriesSchema, read('cli/advisories.json'));
  const faults: string[] = [];
  for (const [path, { version, license, dev }] of Object.entries(packages)) {
    if (path === '') continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const licence = licenceOf(path, license);
    if (!isAllowed(licence, dev ? 'tool' : 'shipped')) faults.push(`${name} ${version}: licence ${licence}`);
    for (const known of advisories) {
      if (known.package === name && isBelow(version, known.below))
        faults.push(`${name} ${version}: ${known.advisory}, ${known.why}; ${known.below} mends it`);
    }
  }
  const found = await audit();
  if (!found) print('The registry gives no advisories here: only those of cli/advisories.json were looked for.');
  for (const { name, severity, range } of Object.values(found?.vulnerabilities ?? {})) {
    const line = `${name} ${range}: advisory of severity ${severity}`;
    if (SEVERE.has(severity)) faults.push(line);
    else print(line);
  }
  for (const fault of faults) print(fault);
  print(`${Object.keys(packages).length - 1} packages, ${faults.length} with a fault.`);
  return faults.length === 0;
}
