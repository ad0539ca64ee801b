import { Disclosure } from '../../components/Disclosure.tsx';
import type { LabConfiguration } from '../../experiments/lab.ts';
import type { ProjectionId } from '../../projections/types.ts';
export function Proof(_: { lab: LabConfiguration; projection: ProjectionId }) {
  return <Disclosure title="Proof">…</Disclosure>;
}
