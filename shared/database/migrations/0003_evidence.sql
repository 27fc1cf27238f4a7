-- Up Migration

-- Two arrays side by side: half the cost of jsonb. Constant defaults: tables that are there are not written again.
alter table mentions
  add column evidence text[] not null default '{}',
  add column evidence_weights real[] not null default '{}';

comment on column mentions.evidence is 'The words that decided the label, weightiest first. Empty: unscored, or not said.';
comment on column mentions.evidence_weights is 'Of each item of evidence: what it adds to the centred logit of the label; negative speaks against it.';

-- Down Migration

alter table mentions drop column evidence, drop column evidence_weights;
