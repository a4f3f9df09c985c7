/** The tables' columns: what Defender lists, in its order, then what only Log Analytics has. */

import { type TableName, tableNames } from '@/lib/tables/tables';
import type { Column, KqlType } from './model';

export interface TableSchema {
  name: string;
  columns: Column[];
}

/**
 * Columns of a list such as `Timestamp:datetime DeviceId`; those without a type are strings. AdditionalFields is text in
 * Defender and dynamic in Log Analytics: dynamic here, since parse_json() of a dynamic is the dynamic itself.
 */
function table(name: string, list: string): TableSchema {
  const columns = list
    .trim()
    .split(/\s+/)
    .map((item): Column => {
      const [column = '', type = 'string'] = item.split(':');
      return { name: column, type: type as KqlType };
    });
  return { name, columns };
}

const columnsOf: Record<TableName, string> = {
  DeviceProcessEvents: `
    Timestamp:datetime DeviceId DeviceName ActionType FileName FolderPath SHA1 SHA256 MD5 FileSize:long
    ProcessVersionInfoCompanyName ProcessVersionInfoProductName ProcessVersionInfoProductVersion
    ProcessVersionInfoInternalFileName ProcessVersionInfoOriginalFileName ProcessVersionInfoFileDescription ProcessId:long
    ProcessCommandLine ProcessIntegrityLevel ProcessTokenElevation ProcessCreationTime:datetime AccountDomain AccountName
    AccountSid AccountUpn AccountObjectId LogonId:long InitiatingProcessAccountDomain InitiatingProcessAccountName
    InitiatingProcessAccountSid InitiatingProcessAccountUpn InitiatingProcessAccountObjectId InitiatingProcessLogonId:long
    InitiatingProcessIntegrityLevel InitiatingProcessTokenElevation InitiatingProcessSHA1 InitiatingProcessSHA256
    InitiatingProcessMD5 InitiatingProcessFileName InitiatingProcessFileSize:long InitiatingProcessVersionInfoCompanyName
    InitiatingProcessVersionInfoProductName InitiatingProcessVersionInfoProductVersion
    InitiatingProcessVersionInfoInternalFileName InitiatingProcessVersionInfoOriginalFileName
    InitiatingProcessVersionInfoFileDescription InitiatingProcessId:long InitiatingProcessCommandLine
    InitiatingProcessCreationTime:datetime InitiatingProcessFolderPath InitiatingProcessParentId:long
    InitiatingProcessParentFileName InitiatingProcessParentCreationTime:datetime InitiatingProcessSignerType
    InitiatingProcessSignatureStatus ReportId:long AppGuardContainerId AdditionalFields:dynamic
    InitiatingProcessSessionId:long IsInitiatingProcessRemoteSession:bool InitiatingProcessRemoteSessionDeviceName
    InitiatingProcessRemoteSessionIP CreatedProcessSessionId:long IsProcessRemoteSession:bool ProcessRemoteSessionDeviceName
    ProcessRemoteSessionIP _BilledSize:real _IsBillable InitiatingProcessUniqueId MachineGroup ProcessUniqueId SourceSystem
    TenantId TimeGenerated:datetime Type`,
  DeviceNetworkEvents: `
    Timestamp:datetime DeviceId DeviceName ActionType RemoteIP RemotePort:int RemoteUrl LocalIP LocalPort:int Protocol
    LocalIPType RemoteIPType InitiatingProcessSHA1 InitiatingProcessSHA256 InitiatingProcessMD5 InitiatingProcessFileName
    InitiatingProcessFileSize:long InitiatingProcessVersionInfoCompanyName InitiatingProcessVersionInfoProductName
    InitiatingProcessVersionInfoProductVersion InitiatingProcessVersionInfoInternalFileName
    InitiatingProcessVersionInfoOriginalFileName InitiatingProcessVersionInfoFileDescription InitiatingProcessId:long
    InitiatingProcessCommandLine InitiatingProcessCreationTime:datetime InitiatingProcessFolderPath
    InitiatingProcessParentFileName InitiatingProcessParentId:long InitiatingProcessParentCreationTime:datetime
    InitiatingProcessAccountDomain InitiatingProcessAccountName InitiatingProcessAccountSid InitiatingProcessAccountUpn
    InitiatingProcessAccountObjectId InitiatingProcessIntegrityLevel InitiatingProcessTokenElevation ReportId:long
    AppGuardContainerId AdditionalFields:dynamic InitiatingProcessSessionId:long IsInitiatingProcessRemoteSession:bool
    InitiatingProcessRemoteSessionDeviceName InitiatingProcessRemoteSessionIP _BilledSize:real InitiatingProcessUniqueId
    _IsBillable MachineGroup SourceSystem TenantId TimeGenerated:datetime Type`,
  DeviceFileCertificateInfo: `
    Timestamp:datetime DeviceId DeviceName SHA1 IsSigned:bool SignatureType Signer SignerHash Issuer IssuerHash
    CertificateSerialNumber CrlDistributionPointUrls CertificateCreationTime:datetime CertificateExpirationTime:datetime
    CertificateCountersignatureTime:datetime IsTrusted:bool IsRootSignerMicrosoft:bool ReportId:long _BilledSize:real
    _IsBillable MachineGroup SourceSystem TenantId TimeGenerated:datetime Type`,
  DeviceInfo: `
    Timestamp:datetime DeviceId DeviceName ClientVersion PublicIP OSArchitecture OSPlatform OSBuild:long IsAzureADJoined:bool
    JoinType AadDeviceId LoggedOnUsers:dynamic RegistryDeviceTag OSVersion MachineGroup ReportId:long OnboardingStatus
    AdditionalFields:dynamic DeviceCategory DeviceType DeviceSubtype Model Vendor OSDistribution OSVersionInfo MergedDeviceIds
    MergedToDeviceId IsInternetFacing:bool SensorHealthState IsExcluded:bool ExclusionReason ExposureLevel AssetValue
    DeviceManualTags DeviceDynamicTags HardwareUuid CloudPlatforms AzureVmId AzureResourceId AzureVmSubscriptionId
    GcpFullResourceName AwsResourceName IsTransient:bool HostDeviceId _BilledSize:real DeviceObjectId _IsBillable
    MitigationStatus OsBuildRevision RestrictedDeviceSecurityOperations SourceSystem TenantId TimeGenerated:datetime Type`,
  DeviceEvents: `
    Timestamp:datetime DeviceId DeviceName ActionType FileName FolderPath SHA1 SHA256 MD5 FileSize:long AccountDomain
    AccountName AccountSid RemoteUrl RemoteDeviceName ProcessId:long ProcessCommandLine ProcessCreationTime:datetime
    ProcessTokenElevation LogonId:long RegistryKey RegistryValueName RegistryValueData RemoteIP RemotePort:int LocalIP
    LocalPort:int FileOriginUrl FileOriginIP InitiatingProcessSHA1 InitiatingProcessSHA256 InitiatingProcessMD5
    InitiatingProcessFileName InitiatingProcessFileSize:long InitiatingProcessFolderPath InitiatingProcessId:long
    InitiatingProcessCommandLine InitiatingProcessCreationTime:datetime InitiatingProcessAccountDomain
    InitiatingProcessAccountName InitiatingProcessAccountSid InitiatingProcessAccountUpn InitiatingProcessAccountObjectId
    InitiatingProcessVersionInfoCompanyName InitiatingProcessVersionInfoProductName
    InitiatingProcessVersionInfoProductVersion InitiatingProcessVersionInfoInternalFileName
    InitiatingProcessVersionInfoOriginalFileName InitiatingProcessVersionInfoFileDescription InitiatingProcessParentId:long
    InitiatingProcessParentFileName InitiatingProcessParentCreationTime:datetime InitiatingProcessLogonId:long ReportId:long
    AppGuardContainerId AdditionalFields:dynamic InitiatingProcessSessionId:long IsInitiatingProcessRemoteSession:bool
    InitiatingProcessRemoteSessionDeviceName InitiatingProcessRemoteSessionIP CreatedProcessSessionId:long
    IsProcessRemoteSession:bool ProcessRemoteSessionDeviceName ProcessRemoteSessionIP _BilledSize:real _IsBillable
    MachineGroup SourceSystem TenantId TimeGenerated:datetime Type`,
  DeviceFileEvents: `
    Timestamp:datetime DeviceId DeviceName ActionType FileName FolderPath SHA1 SHA256 MD5 FileOriginUrl
    FileOriginReferrerUrl FileOriginIP PreviousFolderPath PreviousFileName FileSize:long InitiatingProcessAccountDomain
    InitiatingProcessAccountName InitiatingProcessAccountSid InitiatingProcessAccountUpn InitiatingProcessAccountObjectId
    InitiatingProcessMD5 InitiatingProcessSHA1 InitiatingProcessSHA256 InitiatingProcessFolderPath InitiatingProcessFileName
    InitiatingProcessFileSize:long InitiatingProcessVersionInfoCompanyName InitiatingProcessVersionInfoProductName
    InitiatingProcessVersionInfoProductVersion InitiatingProcessVersionInfoInternalFileName
    InitiatingProcessVersionInfoOriginalFileName InitiatingProcessVersionInfoFileDescription InitiatingProcessId:long
    InitiatingProcessCommandLine InitiatingProcessCreationTime:datetime InitiatingProcessIntegrityLevel
    InitiatingProcessTokenElevation InitiatingProcessParentId:long InitiatingProcessParentFileName
    InitiatingProcessParentCreationTime:datetime RequestProtocol RequestSourceIP RequestSourcePort:int RequestAccountName
    RequestAccountDomain RequestAccountSid ShareName SensitivityLabel SensitivitySubLabel IsAzureInfoProtectionApplied:bool
    ReportId:long AppGuardContainerId AdditionalFields:dynamic InitiatingProcessSessionId:long
    IsInitiatingProcessRemoteSession:bool InitiatingProcessRemoteSessionDeviceName InitiatingProcessRemoteSessionIP
    _BilledSize:real _IsBillable MachineGroup SourceSystem TenantId TimeGenerated:datetime Type`,
  DeviceLogonEvents: `
    Timestamp:datetime DeviceId DeviceName ActionType LogonType AccountDomain AccountName AccountSid Protocol FailureReason
    IsLocalAdmin:bool LogonId:long RemoteDeviceName RemoteIP RemoteIPType RemotePort:int InitiatingProcessAccountDomain
    InitiatingProcessAccountName InitiatingProcessAccountSid InitiatingProcessAccountUpn InitiatingProcessAccountObjectId
    InitiatingProcessIntegrityLevel InitiatingProcessTokenElevation InitiatingProcessSHA1 InitiatingProcessSHA256
    InitiatingProcessMD5 InitiatingProcessFileName InitiatingProcessFileSize:long InitiatingProcessVersionInfoCompanyName
    InitiatingProcessVersionInfoProductName InitiatingProcessVersionInfoProductVersion
    InitiatingProcessVersionInfoInternalFileName InitiatingProcessVersionInfoOriginalFileName
    InitiatingProcessVersionInfoFileDescription InitiatingProcessId:long InitiatingProcessCommandLine
    InitiatingProcessCreationTime:datetime InitiatingProcessFolderPath InitiatingProcessParentId:long
    InitiatingProcessParentFileName InitiatingProcessParentCreationTime:datetime ReportId:long AppGuardContainerId
    AdditionalFields:dynamic InitiatingProcessSessionId:long IsInitiatingProcessRemoteSession:bool
    InitiatingProcessRemoteSessionDeviceName InitiatingProcessRemoteSessionIP _BilledSize:real _IsBillable MachineGroup
    SourceSystem TenantId TimeGenerated:datetime Type`,
  DeviceRegistryEvents: `
    Timestamp:datetime DeviceId DeviceName ActionType RegistryKey RegistryValueType RegistryValueName RegistryValueData
    PreviousRegistryKey PreviousRegistryValueName PreviousRegistryValueData InitiatingProcessAccountDomain
    InitiatingProcessAccountName InitiatingProcessAccountSid InitiatingProcessAccountUpn InitiatingProcessAccountObjectId
    InitiatingProcessSHA1 InitiatingProcessSHA256 InitiatingProcessMD5 InitiatingProcessFileName
    InitiatingProcessFileSize:long InitiatingProcessVersionInfoCompanyName InitiatingProcessVersionInfoProductName
    InitiatingProcessVersionInfoProductVersion InitiatingProcessVersionInfoInternalFileName
    InitiatingProcessVersionInfoOriginalFileName InitiatingProcessVersionInfoFileDescription InitiatingProcessId:long
    InitiatingProcessCommandLine InitiatingProcessCreationTime:datetime InitiatingProcessFolderPath
    InitiatingProcessParentId:long InitiatingProcessParentFileName InitiatingProcessParentCreationTime:datetime
    InitiatingProcessIntegrityLevel InitiatingProcessTokenElevation ReportId:long AppGuardContainerId
    InitiatingProcessSessionId:long IsInitiatingProcessRemoteSession:bool InitiatingProcessRemoteSessionDeviceName
    InitiatingProcessRemoteSessionIP _BilledSize:real _IsBillable MachineGroup SourceSystem TenantId TimeGenerated:datetime
    Type`,
  DeviceImageLoadEvents: `
    Timestamp:datetime DeviceId DeviceName ActionType FileName FolderPath SHA1 SHA256 MD5 FileSize:long
    InitiatingProcessAccountDomain InitiatingProcessAccountName InitiatingProcessAccountSid InitiatingProcessAccountUpn
    InitiatingProcessAccountObjectId InitiatingProcessIntegrityLevel InitiatingProcessTokenElevation InitiatingProcessSHA1
    InitiatingProcessSHA256 InitiatingProcessMD5 InitiatingProcessFileName InitiatingProcessFileSize:long
    InitiatingProcessVersionInfoCompanyName InitiatingProcessVersionInfoProductName
    InitiatingProcessVersionInfoProductVersion InitiatingProcessVersionInfoInternalFileName
    InitiatingProcessVersionInfoOriginalFileName InitiatingProcessVersionInfoFileDescription InitiatingProcessId:long
    InitiatingProcessCommandLine InitiatingProcessCreationTime:datetime InitiatingProcessFolderPath
    InitiatingProcessParentId:long InitiatingProcessParentFileName InitiatingProcessParentCreationTime:datetime ReportId:long
    AppGuardContainerId InitiatingProcessSessionId:long IsInitiatingProcessRemoteSession:bool
    InitiatingProcessRemoteSessionDeviceName InitiatingProcessRemoteSessionIP _BilledSize:real _IsBillable MachineGroup
    SourceSystem TenantId TimeGenerated:datetime Type`,
};

export const tableSchemas: TableSchema[] = tableNames.map((name) => table(name, columnsOf[name]));

/** The schema of a table, or undefined for an unknown table. */
export function schemaOf(name: string): TableSchema | undefined {
  return tableSchemas.find((schema) => schema.name === name);
}
