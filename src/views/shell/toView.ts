import { plainClick } from '../../components/plainClick.ts';
import { openView, useRoute, type ViewId } from '../../store/route.ts';

/** What a click on the name of a view does: opens it as it was left, unless it is on the page already. */
export function toView(id: ViewId) {
  return plainClick(() => {
    if (useRoute.getState().link.view !== id) void openView(id);
  });
}
