import { useMemo } from 'react';
import { environmentById } from '../../environments/environmentById.ts';
import { useProbeStates } from '../../store/probeStates.ts';
import type { TrainRun } from '../../store/trainRun.ts';
import type { MemberReport, ProbeReport } from '../../trainer/events.ts';
import { PolicyComparison } from '../../trainer/policyComparison.ts';
import { probeReport } from '../../trainer/probes.ts';

/** The probe states on show with their policies, and the iteration that these are of. */
export interface ShownProbes {
  readonly iteration: number;
  readonly probes: ProbeReport;
}

/** Gives the same object as long as the report on show is the same; `null` before the first. */
export type ReadProbes = () => ShownProbes | null;

/** The probe states of a seed: those that the reader has set for the task, else the run's own. Memoised. */
export function useProbes(
  { feed, configuration }: Pick<TrainRun, 'feed' | 'configuration'>,
  member: number,
): ReadProbes {
  const chosen = useProbeStates((state) => state.chosen[configuration.environment]);
  return useMemo(() => {
    const environment = environmentById(configuration.environment);
    const comparison = chosen === undefined ? null : new PolicyComparison(configuration, environment);
    const probesOf = (report: MemberReport): ProbeReport | null => {
      if (comparison === null) return report.probes;
      // One that diverged in its first iteration has no old policy to compare with.
      if (report.probes.old.mean.length === 0) return null;
      const policies = {
        old: report.oldParameters,
        proposed: report.policy.parameters,
        entropyFloor: report.metrics.entropy_floor,
      };
      return probeReport(comparison, environment, Float64Array.from(chosen!), policies, report.policy);
    };
    let seen: MemberReport | undefined;
    let shown: ShownProbes | null = null;
    return () => {
      const report = feed.shown?.members[member];
      if (report === seen) return shown;
      seen = report;
      const probes = report === undefined ? null : probesOf(report);
      shown = probes && { iteration: report!.iteration, probes };
      return shown;
    };
  }, [feed, configuration, member, chosen]);
}
