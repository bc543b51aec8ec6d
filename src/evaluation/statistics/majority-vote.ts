/**
 * Self-consistency (Wang et al., arXiv 2203.11171): the index of the sample whose answer most others agree with, a class
 * of equal answers being stood for by the first of it. No answer is no vote. Among equally many votes the class seen
 * first wins, so samples must come in the order of their numbers. null when nobody votes.
 */
export function majorityVote(
  answers: readonly (string | null)[],
  same: (answer: string, representative: string) => boolean,
): number | null {
  const classes: { readonly answer: string; readonly first: number; votes: number }[] = [];
  for (const [index, answer] of answers.entries()) {
    if (answer === null) continue;
    const known = classes.find((each) => each.answer === answer || same(answer, each.answer));
    if (known) known.votes += 1;
    else classes.push({ answer, first: index, votes: 1 });
  }
  const most = Math.max(...classes.map(({ votes }) => votes));
  return classes.find(({ votes }) => votes === most)?.first ?? null;
}
