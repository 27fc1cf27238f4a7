import { openClassifier } from '#shared/classifier/classifier.ts';
import { openedStage, type StageService } from '#shared/service/service.ts';
import { scoreStage } from './stage.ts';

/** Scores cleaned posts with the model and the backend that the configuration names. */
export const score: StageService = {
  name: 'score',
  usesDatabase: false,
  async open({ config, telemetry }) {
    const start = performance.now();
    const classifier = await openClassifier(config.score, { evidence: true });
    telemetry.log.debug(
      { model: classifier.model, backend: config.score.backend, ms: Math.round(performance.now() - start) },
      'model opened',
    );
    return openedStage(scoreStage(classifier, config.score), () => {
      classifier.close();
      return Promise.resolve();
    });
  },
};
