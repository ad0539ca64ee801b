import type { ButtonHTMLAttributes } from 'react';
import styles from './Button.module.css';
import { classNames } from './classNames.ts';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** primary: the one thing to do next; quiet: outlined; plain: no outline, for toolbars. */
  readonly variant?: 'primary' | 'quiet' | 'plain';
}

export function Button({ variant = 'quiet', className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={classNames(styles.button, styles[variant], className)} {...rest} />;
}
