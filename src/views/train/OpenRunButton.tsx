import { useRef } from 'react';
import * as m from '#words/train';
import { Button } from '../../components/Button.tsx';
import { openRunFile } from './runFiles.ts';

/** Opens a run that was saved as a file. */
export function OpenRunButton({ className }: { readonly className?: string }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".gz,.json"
        hidden
        aria-label={m.runFile()}
        onChange={({ target }) => {
          const file = target.files?.[0];
          // The same file can be chosen again.
          target.value = '';
          if (file) void openRunFile(file);
        }}
      />
      <Button className={className} title={m.openRunTitle()} onClick={() => input.current?.click()}>
        {m.openARun()}
      </Button>
    </>
  );
}
