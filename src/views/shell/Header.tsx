import * as m from '#words/shell';
import { Button } from '../../components/Button.tsx';
import { openGlossary } from '../../components/glossary/glossaryPanel.ts';
import { Icon } from '../../components/Icon.tsx';
import { useActivity } from '../../store/activity.ts';
import { useNotices } from '../../store/notices.ts';
import { addressOfView, type ViewId } from '../../store/route.ts';
import { type LinkOffer, linksOf } from '../../store/sharing.ts';
import { useTheme } from '../../store/theme.ts';
import styles from './Header.module.css';
import { LanguageChoice } from './LanguageChoice.tsx';
import { toView } from './toView.ts';
import { useLeft } from './useLeft.ts';
import { VIEWS } from './views.ts';

/** Two links of a chain. */
const LINK =
  'M6.5 9.5a2.8 2.8 0 0 0 4 0l2.3-2.3a2.83 2.83 0 0 0-4-4L8 4M9.5 6.5a2.8 2.8 0 0 0-4 0L3.2 8.8a2.83 2.83 0 0 0 4 4L8 12';

const ACTIONS = 'header-actions';

/** A question mark in a ring. */
const QUESTION =
  'M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0M6 6.3a2 2 0 1 1 2.7 1.9c-.5.2-.7.5-.7 1.1M8 11.4v.3';

export function Header({ current }: { readonly current: ViewId }) {
  const left = useLeft();
  const within = VIEWS.find(({ id }) => id === current)?.within;
  return (
    <header className={styles.header}>
      <a className={styles.name} href={addressOfView('lab', left)} onClick={toView('lab')}>
        <Mark />
        <span className={styles.words}>Trust Region Playground</span>
      </a>
      <nav className={styles.views} aria-label={m.views()}>
        {VIEWS.filter(({ within }) => within === undefined).map(({ id, name }) => (
          <a
            key={id}
            className={styles.view}
            href={addressOfView(id, left)}
            aria-current={id === current ? 'page' : id === within ? 'true' : undefined}
            onClick={toView(id)}
          >
            {name()}
            {(id === 'train' || id === 'compare') && id !== current ? <ActivityMark view={id} /> : null}
          </a>
        ))}
      </nav>
      <Button variant="plain" className={styles.more} aria-label={m.more()} popoverTarget={ACTIONS}>
        ⋯
      </Button>
      {/* On a phone it opens under the dots, elsewhere it stands in the header. */}
      <div className={styles.actions} id={ACTIONS} popover="auto">
        <Button
          variant="plain"
          className={styles.action}
          onClick={() => share(...linksOf(current))}
          aria-label={m.shareName()}
          popoverTarget={ACTIONS}
          popoverTargetAction="hide"
        >
          <Icon path={LINK} />
          <span>{m.share()}</span>
        </Button>
        <LanguageChoice />
        <Button
          variant="plain"
          className={styles.action}
          onClick={() => openGlossary()}
          aria-label={m.glossary()}
          title={m.whatWordsMean()}
          popoverTarget={ACTIONS}
          popoverTargetAction="hide"
        >
          <Icon path={QUESTION} />
          <span className={styles.phoneWord}>{m.glossary()}</span>
        </Button>
        <ThemeToggle />
      </div>
    </header>
  );
}

/** Runs go on while another view is open. */
function ActivityMark({ view }: { readonly view: 'train' | 'compare' }) {
  const active = useActivity((state) => (view === 'train' ? state.training : state.comparing));
  if (!active) return null;
  const words = view === 'train' ? m.runTrains() : m.comparisonTrains();
  return (
    <span className={styles.training} title={words[0]!.toUpperCase() + words.slice(1)}>
      <span className="visually-hidden"> ({words})</span>
    </span>
  );
}

/** Copies a link and says what it does; another that could have been meant is a click away. */
async function share(offer: LinkOffer, other?: LinkOffer): Promise<void> {
  const { post } = useNotices.getState();
  try {
    await navigator.clipboard.writeText(offer.address);
  } catch {
    post(() => m.noCopying({ address: offer.address }), 'problem');
    return;
  }
  const words = () => m.linkCopied({ does: offer.does });
  if (other === undefined) post(words);
  else
    post(words, 'information', {
      get label() {
        return m.copyInstead({ other: other.to });
      },
      run: () => share(other, offer),
    });
}

function ThemeToggle() {
  const scheme = useTheme((state) => state.scheme);
  const toggle = useTheme((state) => state.toggle);
  const label = scheme === 'dark' ? m.toLight() : m.toDark();
  return (
    <Button variant="plain" className={styles.action} onClick={toggle} aria-label={label} title={label}>
      <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
        <circle cx="9" cy="9" r="7" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M9 2a7 7 0 0 1 0 14z" fill="currentColor" />
      </svg>
      <span className={styles.phoneWord}>{label}</span>
    </Button>
  );
}

/** A mean inside its region. */
function Mark() {
  return (
    <svg className={styles.mark} width="26" height="26" viewBox="0 0 32 32" aria-hidden="true">
      <ellipse cx="16" cy="16" rx="13.5" ry="10" transform="rotate(-30 16 16)" />
      <circle className={styles.inside} cx="16" cy="16" r="4.6" />
      <circle className={styles.outside} cx="25.5" cy="7" r="3" />
    </svg>
  );
}
