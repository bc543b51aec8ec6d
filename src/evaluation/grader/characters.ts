/** Unicode as the LaTeX it stands for, so that only one spelling has to be read. */
const SPELLINGS: Readonly<Record<string, string>> = {
  '−': '-',
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '﹣': '-',
  '－': '-',
  '＋': '+',
  '×': '\\times ',
  '✕': '\\times ',
  '·': '\\cdot ',
  '⋅': '\\cdot ',
  '∙': '\\cdot ',
  '∗': '*',
  '＊': '*',
  '÷': '\\div ',
  '∕': '/',
  '⁄': '/',
  '／': '/',
  '＝': '=',
  '≤': '\\le ',
  '⩽': '\\le ',
  '≥': '\\ge ',
  '⩾': '\\ge ',
  '≠': '\\ne ',
  '≈': '\\approx ',
  '±': '\\pm ',
  '∓': '\\mp ',
  '∞': '\\infty ',
  '∪': '\\cup ',
  '∩': '\\cap ',
  '∈': '\\in ',
  '∅': '\\emptyset ',
  '°': '^\\circ ',
  º: '^\\circ ',
  '√': '\\sqrt ',
  '∛': '\\sqrt[3]',
  '％': '%',
  '，': ',',
  '（': '(',
  '）': ')',
  '［': '[',
  '］': ']',
  '．': '.',
  '⟨': '\\langle ',
  '⟩': '\\rangle ',
  '＄': '\\$',
  π: '\\pi ',
  α: '\\alpha ',
  β: '\\beta ',
  γ: '\\gamma ',
  δ: '\\delta ',
  ε: '\\epsilon ',
  θ: '\\theta ',
  λ: '\\lambda ',
  μ: '\\mu ',
  ρ: '\\rho ',
  σ: '\\sigma ',
  τ: '\\tau ',
  φ: '\\phi ',
  ψ: '\\psi ',
  ω: '\\omega ',
  ℝ: '\\mathbb{R}',
  ℤ: '\\mathbb{Z}',
  ℕ: '\\mathbb{N}',
  ℚ: '\\mathbb{Q}',
  ℂ: '\\mathbb{C}',
  '½': '\\frac{1}{2}',
  '⅓': '\\frac{1}{3}',
  '⅔': '\\frac{2}{3}',
  '¼': '\\frac{1}{4}',
  '¾': '\\frac{3}{4}',
  '⅕': '\\frac{1}{5}',
  '⅖': '\\frac{2}{5}',
  '⅗': '\\frac{3}{5}',
  '⅘': '\\frac{4}{5}',
  '⅙': '\\frac{1}{6}',
  '⅚': '\\frac{5}{6}',
  '⅛': '\\frac{1}{8}',
  '⅜': '\\frac{3}{8}',
  '⅝': '\\frac{5}{8}',
  '⅞': '\\frac{7}{8}',
  '“': '"',
  '”': '"',
  '’': "'",
  '‘': "'",
};

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

/** The value of a decimal digit of any script: they come in runs of ten. */
function digitValue(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x1d7ce && code <= 0x1d7ff) return String((code - 0x1d7ce) % 10);
  let value = 0;
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

function raise(mark: string, digits: string, alphabet: string): string {
  const plain = Array.from(digits, (digit) => (digit === '⁻' ? '-' : String(alphabet.indexOf(digit)))).join('');
  return `${mark}{${plain}}`;
}

/** One spelling for characters that look or mean the same, and spacing commands as spaces. */
export function normaliseCharacters(text: string): string {
  return text
    .replace(/(?<!\\)\\$/, '')
    .replace(/\{([^{}]{1,200})\\over(?![A-Za-z])([^{}]{1,200})\}/g, '{\\frac{$1}{$2}}')
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replace(/⁻?[⁰¹²³⁴-⁹]+/g, (run) => raise('^', run, SUPERSCRIPTS))
    .replace(/[₀-₉]+/g, (run) => raise('_', run, SUBSCRIPTS))
    .replace(/√\s?(\d+|\p{L})/gu, '\\sqrt{$1}')
    .replace(/[\u0080-\u{10ffff}]/gu, (character) => {
      const spelling = SPELLINGS[character];
      if (spelling !== undefined) return spelling;
      return /^\p{Nd}$/u.test(character) ? digitValue(character) : character;
    })
    .replace(/\\\\|(,)\\!\s*|\\!|\\[,;:> ]|~|\s/g, (found, comma?: string) => {
      if (comma !== undefined) return '{,}';
      if (found === '\\\\') return found;
      return found === '\\!' ? '' : ' ';
    });
}
