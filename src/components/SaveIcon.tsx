import { Icon } from './Icon.tsx';

/** An arrow into a tray: what saves a picture. */
export function SaveIcon() {
  return <Icon path="M8 2v8M4.8 7 8 10.2 11.2 7M2.5 13.5h11" />;
}
