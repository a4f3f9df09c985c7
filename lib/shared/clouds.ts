/** The addresses of Azure's clouds. Browser-safe. */

export const cloudNames = ['public', 'usgov', 'china'] as const;
type CloudName = (typeof cloudNames)[number];

export interface Cloud {
  /** Entra ID, without the tenant. */
  authority: string;
  /** The Log Analytics query API, without `/v1`, and the audience of its tokens. */
  logAnalytics: string;
  logAnalyticsAudience: string;
  /** Microsoft Graph, which is also the audience of its tokens. */
  graph: string;
  graphAudience: string;
  azurePortal: string;
  defenderPortal: string;
}

/** Sources: “National clouds” (Entra), “National cloud deployments” (Graph), azure-sdk's audiences of the Log Analytics API. */
const clouds: Record<CloudName, Cloud> = {
  public: {
    authority: 'https://login.microsoftonline.com',
    logAnalytics: 'https://api.loganalytics.azure.com',
    logAnalyticsAudience: 'https://api.loganalytics.io',
    graph: 'https://graph.microsoft.com',
    graphAudience: 'https://graph.microsoft.com',
    azurePortal: 'https://portal.azure.com',
    defenderPortal: 'https://security.microsoft.com',
  },
  usgov: {
    authority: 'https://login.microsoftonline.us',
    logAnalytics: 'https://api.loganalytics.us',
    logAnalyticsAudience: 'https://api.loganalytics.us',
    graph: 'https://graph.microsoft.us',
    graphAudience: 'https://graph.microsoft.us',
    azurePortal: 'https://portal.azure.us',
    defenderPortal: 'https://security.microsoft.us',
  },
  china: {
    authority: 'https://login.partner.microsoftonline.cn',
    logAnalytics: 'https://api.loganalytics.azure.cn',
    logAnalyticsAudience: 'https://api.loganalytics.azure.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    graphAudience: 'https://microsoftgraph.chinacloudapi.cn',
    azurePortal: 'https://portal.azure.cn',
    defenderPortal: 'https://security.microsoft.cn',
  },
};

interface Overrides {
  AZURE_CLOUD: CloudName;
  ENTRA_AUTHORITY?: string | undefined;
  LOG_ANALYTICS_ENDPOINT?: string | undefined;
  GRAPH_ENDPOINT?: string | undefined;
}

/** The addresses that the settings choose. An address that differs keeps the cloud's audience: tokens are for the service, wherever it answers. */
export function cloudOf(settings: Overrides): Cloud {
  const cloud = clouds[settings.AZURE_CLOUD];
  return {
    ...cloud,
    authority: settings.ENTRA_AUTHORITY ?? cloud.authority,
    logAnalytics: settings.LOG_ANALYTICS_ENDPOINT ?? cloud.logAnalytics,
    graph: settings.GRAPH_ENDPOINT ?? cloud.graph,
  };
}
