import { lazy, Suspense, type ComponentType } from 'react';

function Missing() {
  return <p role="alert">The Evaluate page could not be loaded. Check the connection and reload.</p>;
}

/** Statistics, report and tables are fetched by those who open the page. */
const EvaluatePage = lazy(() =>
  import('../evaluate/evaluate-page.tsx').then(
    (module): { default: ComponentType } => ({ default: module.EvaluatePage }),
    () => ({ default: Missing }),
  ),
);

export function EvaluateLoader() {
  return (
    <Suspense fallback={<p>Loading the Evaluate page …</p>}>
      <EvaluatePage />
    </Suspense>
  );
}
