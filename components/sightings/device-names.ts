/** The names of the devices in the answers so far, so that a filter by a device’s id can show its name. */
const names = new Map<string, string>();

export function rememberNames(rows: { deviceId: string; deviceName: string }[]): void {
  for (const { deviceId, deviceName } of rows) if (deviceName !== '') names.set(deviceId.toLowerCase(), deviceName);
}

export function nameOfDevice(id: string): string {
  return names.get(id.toLowerCase()) ?? id;
}
