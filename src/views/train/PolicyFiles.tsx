import { Button } from '../../components/Button.tsx';
import { saveFile } from '../../components/saveFile.ts';
import { environmentById } from '../../environments/environmentById.ts';
import type { PolicyFormat } from '../../exports/policyFile.ts';
import { useNotices } from '../../store/notices.ts';
import { useTrainStore } from '../../store/train.ts';
import type { TrainRun } from '../../store/trainRun.ts';

const FORMATS: readonly { readonly format: PolicyFormat; readonly label: string; readonly title: string }[] =
  [
    {
      format: 'tfjs',
      label: 'TensorFlow.js',
      title: 'model.json and its weights in a zip archive, for tf.loadGraphModel',
    },
    { format: 'onnx', label: 'ONNX', title: 'One file, for onnxruntime and whatever else reads ONNX' },
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
        `${run.name}-seed-${report.seed}-iteration-${report.iteration}.${POLICY_ENDINGS[format]}`,
        new Blob([file]),
      );
    } catch {
      useNotices
        .getState()
        .post(
          'The policy could not be written: its part of this page did not load. Reload the page and try again.',
          'problem',
        );
    }
  };
  return FORMATS.map(({ format, label, title }) => (
    <Button key={format} variant="plain" title={title} onClick={() => save(format)}>
      <span className="visually-hidden">Download the policy of {run.name} as </span>
      {label}
    </Button>
  ));
}
