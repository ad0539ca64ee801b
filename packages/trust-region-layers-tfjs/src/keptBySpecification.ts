/** A projector owns its scratch memory, so one per specification serves every call. */
export function keptBySpecification<Specification, Projector>(
  create: (specification: Specification) => Projector,
): (specification: Specification) => Projector {
  const kept = new Map<string, Projector>();
  return (specification) => {
    const key = JSON.stringify(specification);
    const projector = kept.get(key) ?? create(specification);
    kept.set(key, projector);
    return projector;
  };
}
