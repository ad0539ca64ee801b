import * as m from '#words/train';
import { Button } from '../../components/Button.tsx';
import { saveFile } from '../../components/saveFile.ts';
import { environmentById } from '../../environments/environmentById.ts';
import type { PolicyFormat } from '../../exports/policyFile.ts';
import { useNotices } from '../../store/notices.ts';
import { useTrainStore } from '../../store/train.ts';
import type { TrainRun } from '../../store/trainRun.ts';
import { fileStem } from './dataFile.ts';

const FORMATS: readonly {
  readonly format: PolicyFormat;
  readonly label: string;
  readonly title: () => string;
}[] = [
  {
    format: 'tfjs',
    label: 'TensorFlow.js',
    title: m.tfjsTitle,
  },
  { format: 'onnx', label: 'ONNX', title: m.onnxTitle },
];

/** Lets the policy on show leave as a file that acts without this page. */
export function PolicyFiles({ run }: { readonly run: TrainRun }) {
  const member = useTrainStore((state) => state.shownMember);
  const save = async (format: PolicyFormat) => {
    const report = run.feed.shown?.members[Math.min(member, run.configuration.seeds.length - 1)];
    if (report === undefined) return;
    try {
      const { policyFile, POLICY_ENDINGS } = await import('../../exports/policyFile.ts');
      const environment = environmentById(run.configuration.environment);
      const file = policyFile(format, run.configuration, environment, report);
      saveFile(
        `${fileStem(run.name)}-seed-${report.seed}-iteration-${report.iteration}.${POLICY_ENDINGS[format]}`,
        new Blob([file]),
      );
    } catch {
      useNotices.getState().post(m.policyNotWritten, 'problem');
    }
  };
  return FORMATS.map(({ format, label, title }) => (
    <Button key={format} variant="plain" title={title()} onClick={() => save(format)}>
      <span className="visually-hidden">{m.downloadPolicy({ name: run.name })} </span>
      {label}
    </Button>
  ));
}
