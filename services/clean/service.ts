import { openedStage, type StageService } from '#shared/service/service.ts';
import { createCleanStage } from './stage.ts';

/** Prepares the text of posts for the classifier. Holds nothing open. */
export const clean: StageService = {
  name: 'clean',
  usesDatabase: false,
  open: () => Promise.resolve(openedStage(createCleanStage(), () => Promise.resolve())),
};
