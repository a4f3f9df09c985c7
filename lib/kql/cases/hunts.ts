/** Hunts for tests: the seed as its author wrote it, and others in other styles. */

/** Remote Management and Monitoring tool - RealVNC - Create Process, id 865f9d1e-a01a-46b9-a909-2f93fbab5331. */
export const seed = `let Time_start = now(-5d);
let Time_end = now();
//
DeviceProcessEvents
| where Timestamp between (Time_start..Time_end)
| where ProcessVersionInfoCompanyName has 'realvnc'
| summarize FirstSeen=min(Timestamp), LastSeen=max(Timestamp),
Report=make_set(ReportId), Count=count() by DeviceId, DeviceName`;

const tail =
  'summarize FirstSeen=min(Timestamp), LastSeen=max(Timestamp), Report=make_set(ReportId), Count=count() by DeviceId, DeviceName';

/** Hunts that are one predicate over one table. */
export const fusableHunts: Record<string, string> = {
  seed,
  'ago, lower end only': `DeviceProcessEvents // all processes | where x
| where Timestamp > ago(7d) and FileName =~ "AnyDesk.exe" // the tool
| ${tail}
| order by Count desc`,
  'ends in two filters, the other way round': `DeviceProcessEvents
| where ago(5d) < Timestamp
| where Timestamp <= now()
| where FileName in~ ('anydesk.exe', "team'viewer.exe", @'c:\\x')
| ${tail}`,
  'no window': `DeviceProcessEvents | where FileName startswith 'any' or FileName has "desk" | ${tail} | project DeviceId, DeviceName, Count, FirstSeen`,
  'lets of names, one in another, with comments': `let lookback = 5d; // let lookback = 1d;
let names = dynamic(["anydesk.exe", /* no comment in KQL */
  'team"viewer.exe']);
let suffix = 'viewer'; let pattern = strcat("team", suffix);
DeviceProcessEvents
| where Timestamp > ago(lookback)
| where FileName in~ (names) or FileName contains pattern // | summarize
| ${tail}`.replace('/* no comment in KQL */', '// "no ] ) end'),
  'an or that stays one condition': `DeviceProcessEvents | where Timestamp between (ago(3d) .. now()) | where FileName has 'vnc' or FileName has 'desk' | where not(FileName has 'view') | ${tail}`,
  'a length for the end': `DeviceProcessEvents | where Timestamp between (ago(5d) .. 5d) and (ReportId > 3 and FileName != '') | ${tail}`,
  'no summarize': `DeviceProcessEvents | where Timestamp > ago(1d) | where FileName has 'vnc' | project Timestamp, DeviceId, FileName | sort by Timestamp asc`,
};

/** Hunts that are no predicate, but whose events are rows of the table. */
export const identityHunts: Record<string, string> = {
  'extend before the filter': `let Time_start = now(-5d); let Time_end = now();
let names = dynamic(['vnc', 'desk']);
DeviceProcessEvents
| where Timestamp between (Time_start .. Time_end)
| extend Stem = tostring(split(FileName, '.')[0])
| where Stem has_any (names)
| ${tail}`,
  'semi-join with itself': `let busy = DeviceProcessEvents | where Timestamp > ago(5d) | summarize C = count() by DeviceId | where C > 3;
DeviceProcessEvents | where Timestamp > ago(5d) | join kind=leftsemi (busy) on DeviceId | where FileName has 'viewer' | ${tail}`,
  'a predicate that uses the window': `let Time_start = ago(5d);
DeviceProcessEvents | where Timestamp >= Time_start | where ProcessCreationTime >= Time_start and FileName has 'vnc' | ${tail}`,
};

/** Hunts that run by themselves only. */
export const loneHunts: Record<string, [query: string, why: RegExp]> = {
  'a threshold': [
    `DeviceProcessEvents | where Timestamp > ago(5d) | where FileName has 'vnc' | ${tail} | where Count > 2`,
    /behind/,
  ],
  'a join that repeats': [
    `DeviceProcessEvents | where Timestamp > ago(5d) | join kind=inner (DeviceProcessEvents | where Timestamp > ago(5d)) on DeviceId | ${tail}`,
    /repeat/,
  ],
  'an identity remade': [
    `DeviceProcessEvents | where Timestamp > ago(5d) | extend DeviceId = tolower(DeviceId) | ${tail}`,
    /DeviceId/,
  ],
  'two tables': [
    `union DeviceProcessEvents, (DeviceNetworkEvents | where RemotePort > 5) | where Timestamp > ago(5d) | ${tail}`,
    /several tables/,
  ],
};

/** Hunts whose window cannot be told. */
export const uncutHunts: Record<string, [query: string, why: RegExp]> = {
  'a window under or': [
    `DeviceProcessEvents | where Timestamp > ago(1d) or FileName has 'x' | ${tail}`,
    /^1:29 .*larger condition/,
  ],
  'a window under not': [`DeviceProcessEvents | where not(Timestamp < ago(1d)) | ${tail}`, /larger condition/],
  'a baseline': [
    `let old = DeviceProcessEvents | where Timestamp between (ago(30d) .. ago(1d)) | distinct FileName;
DeviceProcessEvents | where Timestamp > ago(1d) | where FileName !in (old) | ${tail}`,
    /more than one window/,
  ],
  'two columns of time': [
    `DeviceProcessEvents | where Timestamp > ago(1d) and TimeGenerated > ago(1d) | ${tail}`,
    /TimeGenerated/,
  ],
  'a column that is not there': ['DeviceProcessEvents | where Sha1 == "x"', /^1:29 /],
  'two queries': ['DeviceProcessEvents | count; DeviceProcessEvents | count', /one query/],
};
