import { openedStage, type StageService } from '#shared/service/service.ts';
import { watchModel } from './model-watch.ts';
import { scoreStage } from './stage.ts';

/** Scores cleaned posts with the model and the backend that the configuration names, in its newest version. */
export const score: StageService = {
  name: 'score',
  usesDatabase: false,
  async open({ config, telemetry }) {
    const start = performance.now();
    const classifier = await watchModel(config.score, telemetry);
    telemetry.log.debug(
      { model: classifier.model, backend: config.score.backend, ms: Math.round(performance.now() - start) },
      'model opened',
    );
    return openedStage(scoreStage(classifier, config.score), () => {
      telemetry.model.tableBytes = classifier.tableBytes();
      telemetry.log.info(telemetry.model, 'model closed');
      classifier.close();
      return Promise.resolve();
    });
  },
};
