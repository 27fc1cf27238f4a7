import type { Mood } from './voice.ts';

/**
 * The crisis of the sample feed: on the third day the Nimbus app is down for three hours. People wonder, then they are
 * stuck, then they are furious. Slots are those of nimbus-bank.ts and `stuck`.
 */
export const outageActs: readonly Readonly<Record<Mood, readonly string[]>>[] = [
  {
    negative: [
      'Cannot log in to {name}, error 503, annoying',
      '{name} is down, great timing',
      '{handle} your app is broken, I cannot see my money',
      '{name} just shows a white screen, terrible',
      'Payment failed {count} times with {name}, what is wrong',
      'Locked out of {name} at {place}, so embarrassing',
    ],
    neutral: [
      'Is {name} down for anyone else?',
      'Status page of Nimbus says investigating',
      'Anyone else with error 503 in {name}?',
      '{handle} are you aware of the login problem?',
    ],
    positive: ['{name} is back for me, thanks', '{handle} answered within a minute, good job'],
  },
  {
    negative: [
      'Still locked out of {name}, {stuck}. This is awful',
      'An hour without {name} and no word from {handle}, unacceptable',
      'Card declined at {place}, {stuck}, {name} is a disaster',
      'My salary is in {name} and I cannot touch it, I am so angry',
      '{handle} the hotline hung up on me {count} times, horrible',
      '{name} down on payday. Unbelievable, {stuck}',
      'Standing at {place} unable to pay because of {name}. Humiliating',
    ],
    neutral: [
      'Nimbus bank confirms an outage of its app, engineers are working on it',
      'Outage of {name}: what we know so far https://news.example/nimbus',
      'Does the web login of {name} work for you?',
      'Reports of problems with {name} rise to the thousands, says a monitoring site',
    ],
    positive: ['The person on the Nimbus hotline was kind and patient, thank you'],
  },
  {
    negative: [
      'THREE HOURS. {name} has my money and I cannot get it, {stuck}',
      'I am leaving {name}, worst bank ever, {stuck}',
      '{name} is a nightmare, {stuck} and nobody cares',
      'Reporting {handle} to the regulator, this is a scandal',
      'Late fee on my rent because of {name}. Who pays for that, {handle}??',
      'Never trust {name} with your money. Never.',
      '{name} outage and the CEO posts holiday photos. Disgusting',
      'Closing my account with {name} tomorrow, absolutely furious',
      '{stuck} thanks to {name}. I hate this bank',
    ],
    neutral: [
      'Regulator asks Nimbus bank for a report on the outage',
      'Timeline of the Nimbus outage, updated https://news.example/nimbus-timeline',
      'Which bank would you move to from Nimbus?',
    ],
    positive: ['{name} works again here, finally, thank you'],
  },
];

export const outageSlots: Readonly<Record<string, readonly string[]>> = {
  stuck: [
    'rent is due',
    'I cannot buy groceries',
    'my rent bounced',
    'stranded without petrol',
    'the kids are hungry',
    'I cannot pay my staff',
  ],
};

export const outageHashtags: readonly string[] = ['#nimbusdown', '#NimbusOutage', '#Nimbus'];
