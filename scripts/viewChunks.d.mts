interface Graph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** Names for a group of `codeSplitting`: what the same views need is one file. */
export function viewChunks<Root extends string>(
  roots: Readonly<Record<Root, string>>,
  nameOf: (needing: readonly Root[]) => string | null,
): (id: string, graph: Graph) => string | null;
