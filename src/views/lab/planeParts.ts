/** What the plane shows: three policies, and the regions in which the mean and the covariance may go. */
export type PlanePart = 'old' | 'proposed' | 'projected' | 'region' | 'band';

/** Names by which the plane calls the policies where the usual ones say too much. */
export type PlaneNames = Partial<Readonly<Record<'old' | 'proposed' | 'projected', string>>>;
