import './tokens.css';
import './base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { openLanguage } from './store/language.ts';
import { startRouting, useRoute } from './store/route.ts';
import { App } from './views/shell/App.tsx';
import { fetchView } from './views/shell/views.ts';

/** The language before anything is said: links already have their sentences. The view reads the link as it comes. */
async function open(): Promise<void> {
  await openLanguage();
  await startRouting();
  await fetchView(useRoute.getState().link.view);
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

// The module itself awaits nothing: what is fetched on the way imports this one.
void open();
