/** How the streaming bench feeds the page: this many tokens a second in each lane. */
export const TOKENS_PER_SECOND = 200;
export const SECONDS = 30;
/** On which the stand-in tells when it sent each token. */
export const SENT_CHANNEL = 'bench-sent';
