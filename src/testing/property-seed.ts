import fc from 'fast-check';

/**
 * Property tests draw the same cases on every machine, so that a run tells of the change and not of luck.
 * `PROPERTY_SEED=$RANDOM npm run check` looks for new ones.
 */
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 1) });
