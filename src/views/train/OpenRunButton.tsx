import { useRef } from 'react';
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
        aria-label="Run file"
        onChange={({ target }) => {
          const file = target.files?.[0];
          // The same file can be chosen again.
          target.value = '';
          if (file) void openRunFile(file);
        }}
      />
      <Button
        variant="plain"
        className={className}
        title="A run that was saved as a file: it is shown where it was saved, and can go on from there"
        onClick={() => input.current?.click()}
      >
        Open a run…
      </Button>
    </>
  );
}
