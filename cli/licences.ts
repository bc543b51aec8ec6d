/** Licences under which a package may be part of the built page. */
const SHIPPED = new Set([
  'MIT',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'CC0-1.0',
  'BlueOak-1.0.0',
]);
/** Further ones for tools, which are used and not passed on. */
const TOOLS = new Set([...SHIPPED, 'MPL-2.0', 'LGPL-3.0-or-later', 'CC-BY-4.0', 'Python-2.0']);

/** Whether an SPDX expression allows the use: any side of an OR, all sides of an AND. */
export function isAllowed(expression: string, use: 'shipped' | 'tool'): boolean {
  const allowed = use === 'shipped' ? SHIPPED : TOOLS;
  return expression
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((licence) => allowed.has(licence.trim())));
}

/** Whether version `a` comes before `b`; both in three numbers, what follows a hyphen does not count. */
export function isBelow(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => (version.split('-')[0] ?? '').split('.').map(Number));
  for (const place of [0, 1, 2]) {
    const difference = (left?.[place] ?? 0) - (right?.[place] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
