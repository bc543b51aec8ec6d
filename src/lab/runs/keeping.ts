import { createRunClaims } from './run-claims.ts';
import { openRunStore } from './runs-database.ts';
import { createRunsNews, withNews } from './runs-news.ts';

/** Of changes that other tabs make, and to them of those made here. */
export const runsNews = createRunsNews();

/** The kept runs of this browser. */
export const runStore = withNews(openRunStore(), runsNews);

/** Those of them that go on. */
export const runClaims = createRunClaims();
