import { describe, expect, it } from 'vitest';
import { metricsCsv } from '../../../src/store/metricsCsv.ts';
import { MetricsLog } from '../../../src/store/metricsLog.ts';
import type { IterationSummary } from '../../../src/trainer/events.ts';
import { METRICS } from '../../../src/trainer/metrics.ts';
import { iterationEvent, metrics } from '../../support/trainEvents.ts';

const summary = (iteration: number, returns: readonly (number | null)[]): IterationSummary => ({
  iteration,
  steps: 2048 * iteration,
  seconds: iteration / 3,
  members: returns.map((value, index) => ({ seed: index + 7, iteration, metrics: metrics(value) })),
});

describe('metricsCsv', () => {
  it('writes comments, a header, and a row for every iteration and seed', () => {
    const log = { stride: 1, summaries: [summary(1, [-1 / 3, null]), summary(2, [-2, -3e-20])] };
    const text = metricsCsv([{ name: 'steady-heron', link: 'https://page.example/#/train?v=1', log }]);
    expect(text.endsWith('\n')).toBe(true);
    const [comment, ...lines] = text.trimEnd().split('\n');
    const units = lines.splice(0, 3);
    for (const line of units) expect(line).toMatch(/^# .*(steps|nats|return)/);
    const [header, ...rows] = lines;
    expect(comment).toBe('# steady-heron: https://page.example/#/train?v=1');
    expect(header).toBe(
      'run,seed,iteration,global_step,seconds,episodic_return,episodic_length,episodes,policy_loss,' +
        'trust_region_loss,entropy_loss,value_loss,explained_variance,approx_kl,max_kl,projected_kl,projected_max_kl,entropy,' +
        'entropy_floor,violations_proposed,violations_projected,kl_violations_proposed,' +
        'kl_violations_projected,policy_epochs,step_share',
    );
    const cells = rows.map((row) => row.split(','));
    expect(cells.map((row) => row.slice(0, 4).join(' '))).toEqual([
      'steady-heron 7 1 2048',
      'steady-heron 8 1 2048',
      'steady-heron 7 2 4096',
      'steady-heron 8 2 4096',
    ]);
    for (const row of cells) expect(row).toHaveLength(5 + METRICS.length);
    // Read back to the bit; nothing where nothing is known.
    expect(cells.map((row) => row[5])).toEqual([String(-1 / 3), '', '-2', '-3e-20']);
    expect(Number(cells[0]![5])).toBe(-1 / 3);
    expect(Number(cells[0]![4])).toBe(1 / 3);
  });

  it('quotes a name that would be read as several cells or as a comment', () => {
    const names = ['my "best", run', '# of mine', 'two\nlines', 'plain run 2'];
    const runs = names.map((name) => ({
      name,
      link: '#/train',
      log: { stride: 1, summaries: [summary(1, [0])] },
    }));
    const text = metricsCsv(runs);
    expect(text.slice(0, text.indexOf('run,seed')).trimEnd().split('\n')).toHaveLength(4 + 3);
    const cells = ['"my ""best"", run"', '"# of mine"', '"two\nlines"', 'plain run 2'];
    for (const cell of cells) expect(text).toContain(`\n${cell},7,1,2048,`);
  });

  it('names every metric of an iteration', () => {
    expect(METRICS.map(({ name }) => name as string).sort()).toEqual(Object.keys(metrics(0)).sort());
  });

  it('puts two runs into one table and says when iterations were let go', () => {
    const run = (name: string, stride: number) => ({
      name,
      link: '#/train',
      log: { stride, summaries: [summary(stride, [0])] },
    });
    const lines = metricsCsv([run('calm-oak', 1), run('bold-reef', 4)]).split('\n');
    expect(lines.slice(0, 2)).toEqual([
      '# calm-oak: #/train',
      '# bold-reef (one of every 4 iterations): #/train',
    ]);
    expect(lines.slice(6, 8).map((line) => line.split(',')[0])).toEqual(['calm-oak', 'bold-reef']);
  });
});

describe('MetricsLog', () => {
  it('keeps a run of any length within its room, evenly', () => {
    const log = new MetricsLog(2, 16);
    for (let iteration = 1; iteration <= 100; iteration++) log.add(summary(iteration, [0, 0]));
    expect(log.stride).toBe(16);
    expect(log.summaries.map((one) => one.iteration)).toEqual([16, 32, 48, 64, 80, 96]);
  });

  it('keeps numbers only', () => {
    const log = new MetricsLog(1);
    log.add(iterationEvent(1, [-5]));
    expect(log.summaries).toEqual([
      { iteration: 1, steps: 2048, seconds: 1, members: [{ seed: 1, iteration: 1, metrics: metrics(-5) }] },
    ]);
  });
});
