import { expect, test } from 'vitest';
import { cloudOf } from './clouds';

test('another address is asked, with tokens that are still for the cloud’s own service', () => {
  const cloud = cloudOf({
    AZURE_CLOUD: 'usgov',
    LOG_ANALYTICS_ENDPOINT: 'https://localhost:4',
    ENTRA_AUTHORITY: 'https://localhost:5',
  });
  expect(cloud).toMatchObject({
    authority: 'https://localhost:5',
    logAnalytics: 'https://localhost:4',
    logAnalyticsAudience: 'https://api.loganalytics.us',
    graph: 'https://graph.microsoft.us',
  });
});
