import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
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
      <Icon path="M8 2v8M4.8 7 8 10.2 11.2 7M2.5 13.5h11" />
    </Button>
  );
}
