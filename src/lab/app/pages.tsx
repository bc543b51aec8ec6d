import { lazy, type ComponentType } from 'react';
import { ComparePage } from '../compare/compare-page.tsx';
import type { PageId } from './route.ts';

export interface PageInfo {
  readonly name: string;
  /** Of the document. */
  readonly title: string;
  /** Where the keyboard goes past the header. */
  readonly skipTo: { readonly id: string; readonly words: string };
  readonly Page: ComponentType;
}

/** A page that is fetched by those who open it. */
function lazyPage(name: string, load: () => Promise<ComponentType>): ComponentType {
  function Missing() {
    return <p role="alert">The {name} page could not be loaded. Check the connection and reload.</p>;
  }
  return lazy(() =>
    load().then(
      (page) => ({ default: page }),
      () => ({ default: Missing }),
    ),
  );
}

function later(name: string, words: string, load: () => Promise<ComponentType>): PageInfo {
  const skipTo = { id: 'main', words: `Skip to ${words}` };
  return { name, title: `${name} · Second Thought`, skipTo, Page: lazyPage(name, load) };
}

/** In the order of the navigation; the names are those of the addresses. */
export const PAGES = {
  compare: {
    name: 'Compare',
    title: 'Second Thought',
    skipTo: { id: 'lanes', words: 'Skip to the lanes' },
    Page: ComparePage,
  },
  evaluate: later(
    'Evaluate',
    'the evaluation',
    async () => (await import('../evaluate/evaluate-page.tsx')).EvaluatePage,
  ),
  models: later('Models', 'the models', async () => (await import('../models/models-page.tsx')).ModelsPage),
  methods: later('Methods', 'the methods', async () => (await import('../methods/methods-page.tsx')).MethodsPage),
  runs: later('Runs', 'the runs', async () => (await import('../runs/runs-page.tsx')).RunsPage),
} satisfies Readonly<Record<PageId, PageInfo>>;
