import { printQuotient } from './quotient.ts';
import type { Value } from './value.ts';

const INFINITY = '\\infty';

function printAll(items: readonly Value[]): readonly string[] {
  return items.map(printValue);
}

function printSides(sides: readonly Value[]): string {
  return printAll(sides).join(' = ');
}

/** One spelling for everything that is read the same; it can be read again. */
export function printValue(value: Value): string {
  switch (value.kind) {
    case 'scalar': {
      const amount = printQuotient(value.exact);
      const based = value.base === undefined ? amount : `${amount}_{${value.base}}`;
      const unit = value.unit === undefined ? '' : ` \\text{${value.unit}}`;
      return `${based}${value.isPercent ? '\\%' : ''}${unit}`;
    }
    case 'infinity':
      return value.isNegative ? `-${INFINITY}` : INFINITY;
    case 'tuple':
      return `${value.open}${printAll(value.items).join(', ')}${value.close}`;
    case 'set':
      return `\\{${[...new Set(printAll(value.items))].sort().join(', ')}\\}`;
    case 'list':
      return [...printAll(value.items)].sort().join(', ');
    case 'union':
      return [...printAll(value.items)].sort().join(' \\cup ');
    case 'matrix':
      return `\\begin{pmatrix}${value.rows.map((row) => printAll(row).join(' & ')).join(' \\\\ ')}\\end{pmatrix}`;
    case 'named':
      return value.value.kind === 'tuple' || value.value.kind === 'union'
        ? `${value.name} \\in ${printValue(value.value)}`
        : `${value.name} = ${printValue(value.value)}`;
    case 'equation':
      return printSides(value.sides);
    case 'order':
      return `${printQuotient(value.difference.exact)} ${value.isStrict ? '>' : '\\ge'} 0`;
    default:
      return value.text;
  }
}
