import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as m from '#words/links';
import { useNotices } from '../../../src/store/notices.ts';
import { speak } from '../../../src/words/locale.ts';

const texts = () => useNotices.getState().notices.map(({ text }) => text);

beforeEach(() => {
  vi.useFakeTimers();
  useNotices.setState({ notices: [] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('notices', () => {
  it('leave by themselves, but problems stay until they are dismissed', () => {
    const { post, dismiss } = useNotices.getState();
    post('Copied.');
    post('The link names no task.', 'problem');
    expect(texts()).toEqual(['Copied.', 'The link names no task.']);
    vi.advanceTimersByTime(4999);
    expect(texts()).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(texts()).toEqual(['The link names no task.']);
    vi.advanceTimersByTime(60_000);
    dismiss(useNotices.getState().notices[0]!.id);
    expect(texts()).toEqual([]);
  });

  it('are never shown twice at once: the newer stays, as long as it was to', () => {
    const { post } = useNotices.getState();
    post('Copied.');
    vi.advanceTimersByTime(3000);
    post('Saved.', 'problem');
    post('Copied.');
    expect(texts()).toEqual(['Saved.', 'Copied.']);
    vi.advanceTimersByTime(4999);
    expect(texts()).toContain('Copied.');
    vi.advanceTimersByTime(1);
    expect(texts()).toEqual(['Saved.']);
  });

  it('with something to do about them stay long enough to do it', () => {
    const run = vi.fn();
    useNotices.getState().post('Deleted.', 'information', { label: 'Undo', run });
    vi.advanceTimersByTime(10_000);
    useNotices.getState().notices[0]!.action!.run();
    expect(run).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(5000);
    expect(texts()).toEqual([]);
  });

  it('are four at most; the oldest goes', () => {
    for (const text of ['a', 'b', 'c', 'd', 'e']) useNotices.getState().post(text, 'problem');
    expect(texts()).toEqual(['b', 'c', 'd', 'e']);
  });
});

describe('a notice given as words', () => {
  afterEach(() => speak('en'));

  it('speaks the language that the page is in now, and so does what can be done about it', () => {
    useNotices.getState().post(() => m.partMissing(), 'problem', {
      get label() {
        return m.none();
      },
      run: () => undefined,
    });
    const english = texts()[0]!;
    speak('de');
    const [german, label] = [texts()[0]!, useNotices.getState().notices[0]!.action!.label];
    expect(german).not.toBe(english);
    expect(german).toBe(m.partMissing());
    expect(label).toBe('nichts');
  });

  it('is the same as another that says the same', () => {
    useNotices.getState().post(m.partMissing, 'problem');
    useNotices.getState().post(m.partMissing(), 'problem');
    expect(texts()).toEqual([m.partMissing()]);
  });
});
