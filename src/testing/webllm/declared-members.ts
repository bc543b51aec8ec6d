import { readFileSync } from 'node:fs';

const library = new URL('../../../node_modules/@mlc-ai/web-llm/lib/', import.meta.url);

/** Names that a class of the published declarations has, private ones included. `file` without its ending. */
export function declaredMembers(file: string, className: string): ReadonlySet<string> {
  const text = readFileSync(new URL(`${file}.d.ts`, library), 'utf8');
  const body = new RegExp(`declare class ${className}\\b[^{]*\\{\\n(.*?)^\\}`, 'ms').exec(text)?.[1];
  if (body === undefined) throw new Error(`${file}.d.ts declares no class ${className}.`);
  const members = body.matchAll(/^ {4}(?:private |static |readonly )*(\w+)[?]?[:(;<]/gm);
  return new Set([...members].map(([, name = '']) => name));
}

/** The code of the library, for the names of its runtime, which has no declarations. */
export const libraryCode = (): string => readFileSync(new URL('index.js', library), 'utf8');

/** Lets through what the real class declares and the stand-in has; everything else is an error that names it. */
export function strict<T extends object>(standIn: T, declared: ReadonlySet<string>, name: string): T {
  return new Proxy(standIn, {
    get(target, key, receiver) {
      if (typeof key === 'symbol' || key === 'then' || key === 'constructor') return Reflect.get(target, key, receiver);
      if (!declared.has(key)) throw new TypeError(`The real ${name} has no ${key}.`);
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
    set(target, key, value) {
      if (typeof key === 'string' && !declared.has(key)) throw new TypeError(`The real ${name} has no ${key}.`);
      return Reflect.set(target, key, value);
    },
  });
}
