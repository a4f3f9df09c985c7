/** Names of devices seen in answers, so that a filter by id can be shown by name. Grows with what was looked at. */
const names = new Map<string, string>();

export function rememberNames(rows: { deviceId: string; deviceName: string }[]): void {
  for (const { deviceId, deviceName } of rows) if (deviceName !== '') names.set(deviceId.toLowerCase(), deviceName);
}

export function nameOfDevice(id: string): string {
  return names.get(id.toLowerCase()) ?? id;
}
