import type { RecordedIntervention, TokenRecord, TokenTexts } from '../../decoding/trace.ts';
import { BRANCH } from '../../decoding/branch.ts';
import { findStrategy } from '../../control/strategies/index.ts';
import { bannedCandidates, bannedIds } from '../session/bans.ts';
import { biasOn, formatBias } from '../session/token-bias.ts';
import { formatProbability, showText } from './candidates.ts';

function strategyTitle(id: string): string {
  if (id === BRANCH) return 'Branch';
  try {
    return findStrategy(id).title;
  } catch {
    // A trace may come from a version with other strategies.
    return id;
  }
}

function describeAct(entry: RecordedIntervention): string {
  const overruled =
    'overruledBy' in entry && entry.overruledBy !== undefined
      ? ` Overruled by ${strategyTitle(entry.overruledBy)}.`
      : '';
  // Traces write a plain hyphen; a reader gets the sign that the numbers beside it have.
  const reason = entry.reason.replaceAll(/(?<=^|\s)-(?=\d)/g, '−');
  return `${strategyTitle(entry.strategy)}: ${reason}.${overruled}`.replace('..', '.');
}

/** "“Wait” had probability 0.210, “But” 0.110". */
function listBanned(record: TokenRecord, texts: TokenTexts): string {
  const [first, ...rest] = bannedCandidates(record).map(
    ({ id, probability }) => [`“${showText(texts[id] ?? `token ${id}`)}”`, formatProbability(probability)] as const,
  );
  if (!first) return 'None of the banned tokens was among the likeliest here.';
  const others = rest.map(([text, probability]) => `, ${text} ${probability}`).join('');
  return `Banned: ${first[0]} had probability ${first[1]}${others}.`;
}

function describeWithdrawn(entry: RecordedIntervention): readonly string[] {
  if (!('withdrawn' in entry) || !entry.withdrawn || entry.withdrawn.length === 0) return [];
  const taken = entry.withdrawn.map(({ text, logprob }) =>
    logprob === null
      ? `“${showText(text)}”`
      : `“${showText(text)}” with probability ${formatProbability(Math.exp(logprob))}`,
  );
  return [`Taken back: ${taken.join(', ')}.`];
}

/** What happened at this token, in sentences. */
export function describeToken(record: TokenRecord, texts: TokenTexts = {}): readonly string[] {
  // A strategy may give one reason for many biases.
  const acts = [...new Set(record.interventions.map(describeAct)), ...record.interventions.flatMap(describeWithdrawn)];
  if (record.source === 'forced') {
    const byHand = record.interventions.some(({ strategy }) => strategy === BRANCH);
    return [...acts, byHand ? 'You put this token in.' : 'This token was put in by the strategy, not drawn.'];
  }
  if (acts.length === 0) return ['No strategy acted here: the token was drawn as the model gave it.'];
  const sentences = [...acts];
  if (bannedIds(record).size > 0) sentences.push(listBanned(record, texts));
  if (record.interventions.some((entry) => entry.kind === 'bias' && entry.value !== null)) {
    const bias = biasOn(record, record.id);
    sentences.push(
      bias === 0
        ? 'The token drawn is not one of them.'
        : `The token drawn is one of them: ${formatBias(bias)} on its logit.`,
    );
  }
  return sentences;
}
