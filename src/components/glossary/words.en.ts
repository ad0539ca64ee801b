import type { GlossaryWords } from './words.ts';

export const words: GlossaryWords = {
  action: {
    name: 'Action',
    sentence: 'What the agent does in one step: one or more numbers, such as the torque at each joint.',
  },
  advantage: {
    name: 'Advantage',
    sentence: 'How much better an action turned out than what the policy gets on average in that state.',
  },
  bootstrap: {
    name: 'Bootstrap band',
    sentence:
      'Where a number would fall if the same seeds were drawn again and again, shown for 95 % of the draws.',
  },
  bound: {
    name: 'Bound',
    sentence: 'How far from the old policy one update may go; what lies beyond is pulled back to it.',
  },
  bures: {
    name: 'Bures distance',
    sentence: 'The exact squared Wasserstein-2 distance of two Gaussians, whatever way their ellipses lean.',
  },
  clip: {
    name: 'Clip',
    sentence: 'PPO’s brake: a sample whose ratio has already moved too far to its gain stops pulling.',
  },
  contour: {
    name: 'Contour',
    sentence:
      'The ellipse one (1σ) or two (2σ) standard deviations around the mean; in a plane 39 % and 86 % of actions lie inside.',
  },
  covariance: {
    name: 'Covariance',
    sentence:
      'The width, shape and lean of the cloud: how far actions scatter, and which way they do so together.',
  },
  'covariance-bound': {
    name: 'Covariance bound',
    sentence: 'How far the shape and width of the cloud may change in one update.',
  },
  'covariance-part': {
    name: 'Covariance part',
    sentence: 'The share of the distance that comes from a different shape or width, wherever the means are.',
  },
  critic: {
    name: 'Value network',
    sentence:
      'A second network that guesses the return still to come from a state; advantages are measured against it.',
  },
  density: {
    name: 'Density',
    sentence:
      'How likely a policy is to take an action near a given one; high at the mean, low in the tails.',
  },
  digest: {
    name: 'Digest',
    sentence: 'A fingerprint of all numbers of a run: two runs with the same digest agree to the last bit.',
  },
  discount: {
    name: 'Discount',
    sentence: 'A factor below 1 by which each later reward counts for less than the one before.',
  },
  'effective-sample-size': {
    name: 'Effective sample size',
    sentence: 'How many samples of the new policy the old samples are worth, once weighted by their ratio.',
  },
  eigenvalue: {
    name: 'Eigenvalue',
    sentence: 'Along one axis, how many times as large the variance became: 1 means unchanged.',
  },
  entropy: {
    name: 'Entropy',
    sentence: 'How undecided a policy is: large for a wide cloud that tries much, small for a narrow one.',
  },
  'entropy-floor': {
    name: 'Entropy floor',
    sentence: 'The least entropy a policy must keep; one that got too sure of itself is widened up to it.',
  },
  epoch: {
    name: 'Epoch',
    sentence: 'One pass of the update over all the data of the last rollout.',
  },
  episode: {
    name: 'Episode',
    sentence: 'One attempt at the task, from a start until it is over or its time is up.',
  },
  eta: {
    name: 'Covariance multiplier',
    sentence: 'How much of the old covariance is mixed back in: 0 inside the bound, more the farther beyond.',
  },
  exploration: {
    name: 'Exploration',
    sentence:
      'Trying actions that do not look best yet; a policy too sure of itself no longer finds better ones.',
  },
  frobenius: {
    name: 'Frobenius distance',
    sentence: 'The squared difference of two covariance matrices, entry by entry, added up.',
  },
  gaussian: {
    name: 'Gaussian',
    sentence:
      'The bell curve, in several directions at once: fully described by its mean and its covariance.',
  },
  geodesic: {
    name: 'Geodesic',
    sentence: 'The shortest way between two policies, as the chosen distance measures it.',
  },
  gradient: {
    name: 'Gradient',
    sentence: 'The direction in which a small change of the parameters raises the objective fastest.',
  },
  'importance-ratio': {
    name: 'Importance ratio',
    sentence:
      'How much likelier the new policy takes an action than the old one did; 1 means equally likely.',
  },
  'interquartile-mean': {
    name: 'Interquartile mean',
    sentence:
      'The mean of the middle half of the seeds: steadier than a mean, and it uses more than a median.',
  },
  iteration: {
    name: 'Iteration',
    sentence: 'One round of learning: collect data with the policy, then update it.',
  },
  jacobian: {
    name: 'Jacobian',
    sentence: 'A table of how each output of the layer moves when each of its inputs moves a little.',
  },
  kl: {
    name: 'KL divergence',
    sentence:
      'How surprising the new policy’s actions are to the old one, in nats; 0 only for equal policies.',
  },
  layer: {
    name: 'Trust region layer',
    sentence:
      'The last step of the policy network: it projects each policy into its region, and gradients pass through it.',
  },
  logits: {
    name: 'Logits',
    sentence:
      'The raw numbers of a network for a choice among a few actions, before they become probabilities.',
  },
  mean: {
    name: 'Mean',
    sentence: 'The centre of the cloud: the action that the policy takes on average.',
  },
  'mean-bound': {
    name: 'Mean bound',
    sentence: 'How far the centre of the cloud may move in one update.',
  },
  'mean-part': {
    name: 'Mean part',
    sentence: 'The share of the distance that comes from moving the centre, whatever the shape does.',
  },
  'mean-shift': {
    name: 'Mean shift',
    sentence: 'The arrow from the old mean to the proposed one.',
  },
  minibatch: {
    name: 'Minibatch',
    sentence: 'A handful of the collected steps, from which one gradient step is computed.',
  },
  multiplier: {
    name: 'Multiplier',
    sentence:
      'How strongly a bound pulls back: 0 while the proposal is inside, larger the farther it is beyond.',
  },
  nats: {
    name: 'Nats',
    sentence: 'The unit of entropy and KL with the natural logarithm; one nat is about 1.44 bits.',
  },
  'old-policy': {
    name: 'Old policy',
    sentence: 'The policy that collected the data; every distance of an update is measured from it.',
  },
  omega: {
    name: 'Mean multiplier',
    sentence: 'How much of the old mean is mixed back in: 0 inside the bound, more the farther beyond.',
  },
  papi: {
    name: 'PAPI',
    sentence:
      'Takes PPO’s steps, then moves the whole policy back until its KL, averaged over states, meets the bound.',
  },
  'performance-profile': {
    name: 'Performance profile',
    sentence: 'For every score, the share of runs that did better than it; the higher the curve, the better.',
  },
  pg: {
    name: 'Policy gradient',
    sentence: 'Follows the gradient and nothing else: no bound, no clip. The baseline of this page.',
  },
  policy: {
    name: 'Policy',
    sentence: 'What the agent acts by: for every state, how likely it is to take each action. Here a cloud.',
  },
  'policy-update': {
    name: 'Update',
    sentence: 'The change of the policy after a rollout, in many small gradient steps.',
  },
  ppo: {
    name: 'PPO',
    sentence:
      'Proximal policy optimisation: clips the importance ratio of each sample; simple and widely used.',
  },
  precision: {
    name: 'Precision',
    sentence: 'The inverse of the covariance: large where the policy is sure of itself.',
  },
  'probability-of-improvement': {
    name: 'Probability of improvement',
    sentence: 'How likely a run of one method scores higher than a run of the other.',
  },
  'probe-state': {
    name: 'Probe state',
    sentence:
      'A state of the first rollout, kept for the whole run, in which the policy is drawn again and again.',
  },
  'projected-policy': {
    name: 'Projected policy',
    sentence: 'What the layer gives back: the policy within both bounds that is nearest to the proposal.',
  },
  projection: {
    name: 'Projection',
    sentence: 'Takes what lies outside a region to the nearest place inside; what is inside stays as it is.',
  },
  'proposed-policy': {
    name: 'Proposed policy',
    sentence: 'The policy that the network asks for, before any bound holds it back.',
  },
  return: {
    name: 'Return',
    sentence: 'All rewards of one episode added up: what the agent learns to make large.',
  },
  reward: {
    name: 'Reward',
    sentence: 'A number after each step that says how good it was.',
  },
  rollout: {
    name: 'Rollout',
    sentence: 'The steps that the current policy takes in its task to collect data for one update.',
  },
  'scaled-metric': {
    name: 'Scaled metric',
    sentence: 'Measures distances in the old policy’s standard deviations: a sure policy may move less.',
  },
  seed: {
    name: 'Seed',
    sentence: 'The number that all randomness of a run grows from: the same seed gives the same run again.',
  },
  'standard-deviation': {
    name: 'Standard deviation',
    sentence: 'How far actions typically lie from the mean; the root of the variance.',
  },
  state: {
    name: 'State',
    sentence: 'Where things stand at one moment: positions, angles, speeds. The policy has a cloud for each.',
  },
  surrogate: {
    name: 'Surrogate',
    sentence:
      'What an update raises in place of the return: the advantages, weighted by the importance ratio.',
  },
  transport: {
    name: 'Optimal transport',
    sentence:
      'The cheapest way to shift one cloud onto another, with each grain paying the square of its way.',
  },
  trpl: {
    name: 'TRPL',
    sentence: 'Training with a trust region layer: each state’s policy is held within its bounds.',
  },
  trpo: {
    name: 'TRPO',
    sentence:
      'Trust region policy optimisation: one large step, cut back until the KL averaged over states fits.',
  },
  'trust-region': {
    name: 'Trust region',
    sentence: 'The policies near enough to the old one that its data still tell what they are worth.',
  },
  'trust-region-loss': {
    name: 'Trust-region loss',
    sentence: 'Pulls the network towards its own projection, so that the two do not drift apart.',
  },
  variance: {
    name: 'Variance',
    sentence: 'The mean squared distance from the mean; the diagonal of the covariance.',
  },
  wasserstein: {
    name: 'Wasserstein-2',
    sentence:
      'How far probability has to be shifted to turn one cloud into the other; here for clouds that share their axes.',
  },
};
