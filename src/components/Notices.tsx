import * as m from '#words/shell';
import { useNotices } from '../store/notices.ts';
import { Button } from './Button.tsx';
import { classNames } from './classNames.ts';
import styles from './Notices.module.css';
import { SymbolText } from './SymbolText.tsx';

/** What the page has to say, at the bottom of the window; read out politely. */
export function Notices() {
  const notices = useNotices((state) => state.notices);
  const dismiss = useNotices((state) => state.dismiss);
  return (
    <div className={styles.region} role="status" aria-live="polite">
      {notices.map((notice) => (
        <div
          key={notice.id}
          className={classNames(styles.notice, notice.kind === 'problem' && styles.problem)}
        >
          <p>
            <SymbolText text={notice.text} />
          </p>
          {notice.action === null ? null : (
            <Button
              variant="plain"
              className={styles.action}
              onClick={() => {
                dismiss(notice.id);
                notice.action?.run();
              }}
            >
              {notice.action.label}
            </Button>
          )}
          <button
            type="button"
            className={styles.dismiss}
            aria-label={m.dismiss()}
            onClick={() => dismiss(notice.id)}
          >
            ✕
          </button>
        </div>
      ))}
    </div>
  );
}
