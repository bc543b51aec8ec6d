import type { Group } from './group.ts';

export const WORDS: readonly Group[] = [
  {
    gold: '\\text{Evelyn}',
    correct: ['Evelyn', 'evelyn', '\\textbf{Evelyn}', '\\text{ Evelyn }', 'EVELYN.', '\\mathrm{Evelyn}', '"Evelyn"'],
    wrong: ['Evelin', 'Eve', 'nylevE', 'Evelyn and Bob', '5'],
  },
  {
    gold: '\\text{(B)}',
    correct: ['B', '(B)', '\\text{B}', '\\textbf{(B)}', 'b', '\\mathrm{B}', 'B.', '\\text{(b)}', '{B}', '$B$'],
    wrong: ['A', 'C', '(A)', 'AB', 'BB', 'B, C', '8', '2B', '\\beta'],
  },
  { gold: 'C', correct: ['\\text{(C)}', 'c', '\\textbf{C}'], wrong: ['D', '(D)', '\\text{E}', '100'] },
  {
    gold: 'east',
    correct: ['East', '\\text{east}', 'east.', '\\mbox{East}'],
    wrong: ['seat', 'west', 'eats', 'e a s'],
  },
  { gold: 'no', correct: ['No', '\\text{no}', 'NO.'], wrong: ['on', 'yes', 'not', 'none'] },
  { gold: '\\text{even}', correct: ['even', 'Even'], wrong: ['odd', 'neve', 'eleven'] },
  {
    gold: '\\text{no solution}',
    correct: ['No solution', '\\text{No Solution}', 'no solution.'],
    wrong: ['solution', '0', 'no', '\\emptyset', 'one solution'],
  },
  { gold: 'Paris', correct: ['paris', '\\text{Paris}', ' PARIS '], wrong: ['London', 'Pairs', 'Parish'] },
  { gold: '\\text{Navin}', correct: ['Navin'], wrong: ['Nivan', 'Navi n 2'] },
  { gold: '3:4', correct: ['3 : 4', '3:4'], wrong: ['4:3', '3,4', '34', '6:9'] },
  { gold: '10:30', correct: ['10:30'], wrong: ['10:31', '1030', '1/3'] },
  { gold: 'abc', correct: ['abc', '\\text{abc}'], wrong: ['cab', 'ab', 'abcd'] },
  { gold: 'false', correct: ['False', '\\text{false}'], wrong: ['true', '0'] },
];
