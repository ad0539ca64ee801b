import { useEffect, useMemo, useState } from 'react';
import { environmentById } from '../../environments/environmentById.ts';
import type { RunConfiguration } from '../../experiments/fields.ts';
import type { TrainFeed } from '../../store/trainFeed.ts';
import { EpisodePlayer } from '../../store/trainPlayer.ts';
import { engineSpecification } from '../../trainer/specification.ts';
import { playedRandom } from './playedRandom.ts';

/** A player of the run's task that follows the newest policy of a seed, and whether it has one yet. */
export function useEpisodePlayer(configuration: RunConfiguration, feed: TrainFeed | null, member: number) {
  const player = useMemo(() => {
    const environment = environmentById(configuration.environment);
    const { policy } = engineSpecification(configuration, environment);
    return new EpisodePlayer(environment, policy, playedRandom(configuration, member));
  }, [configuration, member]);
  const [ready, setReady] = useState(feed !== null && feed.shown !== null);

  useEffect(() => {
    if (feed === null) return;
    const take = () => {
      const policy = feed.shown?.members[member]?.policy;
      if (policy === undefined) return;
      player.setPolicy(policy);
      setReady(true);
    };
    take();
    return feed.subscribe(take);
  }, [feed, member, player]);
  return { player, ready };
}
