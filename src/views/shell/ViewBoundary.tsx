import { Component, type ReactNode } from 'react';
import * as m from '#words/shell';
import { Button } from '../../components/Button.tsx';
import styles from './ViewBoundary.module.css';

interface Props {
  readonly name: string;
  readonly children: ReactNode;
}

/** Catches what a view throws: a sentence and a way out instead of a blank page. */
export class ViewBoundary extends Component<Props, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <section className={styles.failure} role="alert" aria-label={m.stopped({ view: this.props.name })}>
        <h1 className={styles.title}>{m.stopped({ view: this.props.name })}</h1>
        <p>
          {m.wentWrong()} <q>{error.message}</q>. {m.nothingLost()}
        </p>
        <div className={styles.ways}>
          <Button variant="primary" onClick={() => location.reload()}>
            {m.loadAgain()}
          </Button>
          <Button onClick={startFresh}>{m.startFresh()}</Button>
        </div>
      </section>
    );
  }
}

function startFresh() {
  location.hash = '#/lab';
  location.reload();
}
