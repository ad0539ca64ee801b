/**
 * How the page's code is divided: what the same views need can be one file. The bundler alone makes a file for each set of
 * places that import something, and a browser takes longer over dozens of small files than over a few.
 *
 * @param roots ids of modules that are fetched as a whole, by name
 * @param nameOf of a file, by the names of those that need it; `null` leaves it to the bundler
 * @returns names for a group of `codeSplitting`
 */
export function viewChunks(roots, nameOf) {
  const names = Object.keys(roots);
  let needed = null;
  return (id, graph) => {
    // Asked for when all modules are known.
    needed ??= new Map(names.map((name) => [name, reachedFrom(roots[name], graph)]));
    const needing = names.filter((name) => needed.get(name).has(id));
    return needing.length === 0 || Object.values(roots).includes(id) ? null : nameOf(needing);
  };
}

/** A module and whatever it imports. */
function reachedFrom(root, graph) {
  const reached = new Set([root]);
  for (const id of reached) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) reached.add(next);
  return reached;
}
