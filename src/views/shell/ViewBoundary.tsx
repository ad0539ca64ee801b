import { Component, type ReactNode } from 'react';
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
      <section className={styles.failure} role="alert" aria-label={`The ${this.props.name} stopped`}>
        <h1 className={styles.title}>The {this.props.name} stopped</h1>
        <p>
          Something went wrong that should not: <q>{error.message}</q>. Nothing you did is lost from the
          address; loading the page again usually helps. If it does not, start from the defaults.
        </p>
        <div className={styles.ways}>
          <Button variant="primary" onClick={() => location.reload()}>
            Load again
          </Button>
          <Button onClick={startFresh}>Start from the defaults</Button>
        </div>
      </section>
    );
  }
}

function startFresh() {
  location.hash = '#/lab';
  location.reload();
}
