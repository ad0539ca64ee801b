import { dequal } from 'dequal/lite';
import type { LabConfiguration } from '../experiments/lab.ts';
import { encodeLab } from '../experiments/labLink.ts';
import { DEFAULT_LANDSCAPE } from '../experiments/landscapeLink.ts';
import { DEFAULT_LOOK_OPTIONS, optionsOf } from '../experiments/lookOptions.ts';
import { LAB_LOOKS } from '../experiments/looks.ts';
import type { LabLink } from '../experiments/viewLink.ts';
import { createLandscapeChoice } from './landscapeChoice.ts';
import { createLookOptions } from './lookOptions.ts';
import { createLooks } from './looks.ts';
import { createPairEditor } from './pairEditor.ts';
import { createPoliciesText } from './policiesText.ts';
import { followAddress, openingLink } from './route.ts';

/** An editor of two Gaussians. */
export const createLab = createPairEditor<LabConfiguration>;

const opening = openingLink('lab');

/** The Lab of the page. Its configuration, what is laid over its plane, and the address follow each other. */
export const useLab = createLab(opening.lab);
/** What is laid over the Lab's plane; no step of undo. */
export const useLooks = createLooks(LAB_LOOKS, opening.looks);
/** What is set in them: losses, bounds, samples; no step of undo. */
export const useLookOptions = createLookOptions(opening.options);
/** Which landscape lies under it where that is looked at; no step of undo. */
export const useLandscapeChoice = createLandscapeChoice(opening.landscape);
/** What the look at more actions shows, as the address says it. */
export const usePoliciesText = createPoliciesText(opening.policies ?? null);

function linkNow(): LabLink {
  const { on } = useLooks.getState();
  const { landscape } = useLandscapeChoice.getState();
  const { text } = usePoliciesText.getState();
  return {
    view: 'lab',
    lab: useLab.getState().lab,
    ...(on.length > 0 && { looks: on, options: useLookOptions.getState() }),
    ...(landscape !== DEFAULT_LANDSCAPE && on.includes('landscape') && { landscape }),
    ...(text !== null && on.includes('actions') && { policies: text }),
  };
}

followAddress(
  'lab',
  {
    subscribe: (listener) => {
      useLab.subscribe(listener);
      useLooks.subscribe(listener);
      useLookOptions.subscribe(listener);
      useLandscapeChoice.subscribe(listener);
      usePoliciesText.subscribe(listener);
    },
  },
  linkNow,
  (link) => {
    useLooks.getState().set(link.looks ?? []);
    // What is set in looks that the link does not show stays as it is.
    useLookOptions.setState(optionsOf({ ...DEFAULT_LOOK_OPTIONS, ...link.options }, link.looks ?? []));
    if (link.looks?.includes('landscape')) {
      useLandscapeChoice.setState({ landscape: link.landscape ?? DEFAULT_LANDSCAPE });
    }
    if (link.looks?.includes('actions')) usePoliciesText.getState().set(link.policies ?? null);
    // A link that only looks closer leaves the pair, and the view of it, as it was.
    if (!dequal(encodeLab(link.lab), encodeLab(useLab.getState().lab))) useLab.getState().open(link.lab);
  },
  () => useLab.getState().held,
);
