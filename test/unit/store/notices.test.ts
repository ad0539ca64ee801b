import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useNotices } from '../../../src/store/notices.ts';

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
