export { nameStack, STACKED, type NamedStrategy } from '../src/evaluation/run/stack-name.ts';
