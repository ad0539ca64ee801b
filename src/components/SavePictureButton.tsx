import { Button } from './Button.tsx';
import { SaveIcon } from './SaveIcon.tsx';
import styles from './SavePictureButton.module.css';

/** An arrow into a tray, at the end of a panel's head. */
export function SavePictureButton({
  label,
  onClick,
}: {
  readonly label: string;
  readonly onClick: () => void;
}) {
  return (
    <Button variant="plain" className={styles.save} aria-label={label} title={label} onClick={onClick}>
      <SaveIcon />
    </Button>
  );
}
