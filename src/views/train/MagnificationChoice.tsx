import * as m from '#words/train';
import { Choice } from '../../components/Choice.tsx';

/** How many times as large as they are moves away from the old policy are drawn. */
export type Magnification = '1' | '3';

interface MagnificationChoiceProps {
  readonly value: Magnification;
  readonly onChange: (value: Magnification) => void;
}

export function MagnificationChoice({ value, onChange }: MagnificationChoiceProps) {
  return (
    <Choice
      label={m.sizeOfChanges()}
      hideLabel
      value={value}
      onChange={onChange}
      options={[
        { value: '1', label: m.toScale() },
        { value: '3', label: m.changesTimes() },
      ]}
    />
  );
}
