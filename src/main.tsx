import './tokens.css';
import './base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { openLanguage } from './store/language.ts';
import { startRouting } from './store/route.ts';
import { App } from './views/shell/App.tsx';

// Before anything is said: links already have their sentences.
await openLanguage();
startRouting();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
