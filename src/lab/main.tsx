import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { keepOffline } from './app/keep-offline.ts';
import { restoreTheme } from './app/theme.ts';
import { installAutomation } from './automation.ts';
import { inspection } from './inspector/inspection.ts';
import { models } from './models/models.ts';
import { watchSelfTest } from './models/watch-self-test.ts';
import { followLinks } from './open-link.ts';
import { showOpening } from './opening/opening.ts';
import { lab } from './session/lab.ts';
import { timelineRange } from './timeline/timeline-range.ts';
import './app/tokens.css';
import './app/base.css';

restoreTheme();
installAutomation(lab);
// A new comparison has other tokens, and without a lane those after it have other places.
lab.store.subscribe(({ comparison }, { comparison: before }) => {
  const fewer = (comparison?.lanes.length ?? 0) < (before?.lanes.length ?? 0);
  if (comparison?.id !== before?.id || fewer) inspection.getState().clear();
  if (comparison?.id !== before?.id) timelineRange.setState({ range: null });
});
watchSelfTest(lab, models);
// In the background: the page can be used, and Run be pressed, while the model comes.
void lab.ensureModel();
followLinks(lab, (model) => models.isReady(model));
void showOpening(lab);
keepOffline(lab);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
