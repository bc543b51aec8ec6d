import fc from 'fast-check';

/** Texts that parsers have fallen over. */
const NASTY = [
  '__proto__',
  'constructor',
  '{"__proto__":{"polluted":1}}',
  '1e999',
  '-0',
  '9007199254740993',
  'null',
  '\u0000',
  '\ud800',
  '[[[[[[[[',
  '{{{{{{{{',
  '"',
  '\\',
  '\n',
  '{% for i in range(99999999) %}',
  '%F0%9F',
  '<script>',
];

type Mutation =
  | { readonly kind: 'insert'; readonly at: number; readonly text: string }
  | { readonly kind: 'delete' | 'repeat'; readonly at: number; readonly length: number }
  | { readonly kind: 'replace'; readonly at: number; readonly value: number };

/** `at`: a fraction of the input's length. */
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({
    kind: fc.constant('insert' as const),
    at: fc.nat(999),
    text: fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 8 })),
  }),
  fc.record({ kind: fc.constantFrom('delete' as const, 'repeat' as const), at: fc.nat(999), length: fc.nat(64) }),
  fc.record({ kind: fc.constant('replace' as const), at: fc.nat(999), value: fc.nat(255) }),
);

const mutations = fc.array(mutation, { maxLength: 6 });

function mutateText(seed: string, changes: readonly Mutation[]): string {
  let text = seed;
  for (const change of changes) {
    const at = Math.floor((change.at / 1000) * (text.length + 1));
    const [before, after] = [text.slice(0, at), text.slice(at)];
    if (change.kind === 'insert') text = before + change.text + after;
    else if (change.kind === 'replace') text = before + String.fromCharCode(change.value) + after.slice(1);
    else if (change.kind === 'delete') text = before + after.slice(change.length);
    else text = before + after.slice(0, change.length).repeat(3) + after;
  }
  return text;
}

/** Valid inputs with a few faults, now and then something else altogether. */
export function mutatedText(...seeds: readonly string[]): fc.Arbitrary<string> {
  const mutated = fc.tuple(fc.constantFrom(...seeds), mutations).map(([seed, changes]) => mutateText(seed, changes));
  return fc.oneof({ weight: 9, arbitrary: mutated }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) });
}

/** The same of files that are no text: each byte stands for the character of its number. */
export function mutatedBytes(seed: Uint8Array): fc.Arbitrary<Uint8Array> {
  const text = Buffer.from(seed).toString('latin1');
  return mutatedText(text).map((mutated) => new Uint8Array(Buffer.from(mutated, 'latin1')));
}
