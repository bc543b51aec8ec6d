export { parseTask } from '../src/evaluation/run/task-lines.ts';
